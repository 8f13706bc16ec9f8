import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  importDevice,
  obj,
  refreshSession,
  signIn,
  signInUp,
  signUp,
  START,
  startSession,
  startTestCore,
  unique,
  verifyEmail,
  type TestCore,
  type TestUser,
} from "./support.js";

let t: TestCore;
beforeAll(async () => {
  t = await startTestCore();
});
beforeEach(() => {
  t.clock.now = START;
});
afterAll(() => t.core.close());

const PRIMARY = "/recipe/accountlinking/user/primary";
const LINK = "/recipe/accountlinking/user/link";

const makePrimary = async ({ id }: TestUser) => (await t.post(PRIMARY, { recipeUserId: id })).body;
const link = async ({ id }: TestUser, primary: TestUser) => (await t.post(LINK, { recipeUserId: id, primaryUserId: primary.id })).body;
const canLink = async ({ id }: TestUser, primary: TestUser) =>
  (await t.get(`${LINK}/check`, { recipeUserId: id, primaryUserId: primary.id })).body;
const unlink = async ({ id }: TestUser) => (await t.post("/recipe/accountlinking/user/unlink", { recipeUserId: id })).body;
const get = async ({ id }: TestUser) => (await t.get("/user/id", { userId: id })).body;

async function newPrimary(): Promise<TestUser> {
  const user = await signUp(t);
  await makePrimary(user);
  t.clock.advance(1);
  return user;
}

async function newLinked(): Promise<{ primary: TestUser; linked: TestUser }> {
  const primary = await newPrimary();
  const linked = await signUp(t);
  await link(linked, primary);
  return { primary, linked };
}

describe("making a user primary", () => {
  test("changes nothing else of it, and can be done again", async () => {
    const user = await signUp(t);
    const before = obj((await get(user)).user);
    expect((await t.get(`${PRIMARY}/check`, { recipeUserId: user.id })).body).toEqual({ status: "OK", wasAlreadyAPrimaryUser: false });
    expect(await makePrimary(user)).toEqual({ status: "OK", wasAlreadyAPrimaryUser: false, user: { ...before, isPrimaryUser: true } });
    expect(await makePrimary(user)).toMatchObject({ status: "OK", wasAlreadyAPrimaryUser: true });
    expect((await t.get(`${PRIMARY}/check`, { recipeUserId: user.id })).body).toEqual({ status: "OK", wasAlreadyAPrimaryUser: true });
  });

  test("is refused while another primary user has the address", async () => {
    const primary = await newPrimary();
    const conflict = {
      status: "ACCOUNT_INFO_ALREADY_ASSOCIATED_WITH_ANOTHER_PRIMARY_USER_ID_ERROR",
      primaryUserId: primary.id,
      description: "This user's email is already associated with another user ID",
    };
    const second = await signInUp(t, primary.email);
    expect(await makePrimary(second)).toEqual(conflict);
    expect((await t.get(`${PRIMARY}/check`, { recipeUserId: second.id })).body).toEqual(conflict);
  });

  test("is refused for a linked one, and a 400 for an unknown one", async () => {
    const { primary, linked } = await newLinked();
    expect(await makePrimary(linked)).toEqual({
      status: "RECIPE_USER_ID_ALREADY_LINKED_WITH_PRIMARY_USER_ID_ERROR",
      primaryUserId: primary.id,
      description: "This user ID is already linked to another user ID",
    });
    expect(await t.post(PRIMARY, { recipeUserId: "nope" })).toMatchObject({ status: 400, text: "Unknown user ID provided\n" });
  });
});

describe("linking", () => {
  test("makes one user of two, found by either id and either address", async () => {
    const primary = await newPrimary();
    const second = await signUp(t);
    expect(await canLink(second, primary)).toEqual({ status: "OK", accountsAlreadyLinked: false });
    const { user, ...rest } = await link(second, primary);
    expect(rest).toEqual({ status: "OK", accountsAlreadyLinked: false });
    expect(user).toMatchObject({
      id: primary.id,
      isPrimaryUser: true,
      timeJoined: START,
      emails: [primary.email, second.email],
      loginMethods: [
        { recipeUserId: primary.id, email: primary.email },
        { recipeUserId: second.id, email: second.email },
      ],
    });
    expect((await get(second)).user).toEqual(user);
    expect((await signIn(t, second.email)).body).toMatchObject({ user: { id: primary.id }, recipeUserId: second.id });
    const found = await t.get("/public/users/by-accountinfo", { email: second.email, doUnionOfAccountInfo: "true" });
    expect(found.body.users).toEqual([user]);
    expect(await link(second, primary)).toMatchObject({ status: "OK", accountsAlreadyLinked: true });
    expect(await canLink(second, primary)).toEqual({ status: "OK", accountsAlreadyLinked: true });
  });

  test("into a younger user keeps the older login method first, and its time", async () => {
    const older = await signUp(t);
    t.clock.advance(5);
    const primary = await signInUp(t, older.email);
    await makePrimary(primary);
    await verifyEmail(t, older);
    expect((await link(older, primary)).user).toMatchObject({
      id: primary.id,
      timeJoined: START,
      emails: [older.email],
      loginMethods: [
        { recipeUserId: older.id, recipeId: "emailpassword", verified: true },
        { recipeUserId: primary.id, recipeId: "thirdparty", verified: true },
      ],
    });
  });

  test("counts and lists the two as one", async () => {
    const tenantId = unique("t");
    await t.put("/recipe/multitenancy/tenant/v2", { tenantId });
    const [primary, second] = [await signUp(t, undefined, tenantId), await signUp(t, undefined, tenantId)];
    await makePrimary(primary);
    await link(second, primary);
    expect((await t.get(`/${tenantId}/users/count`)).body.count).toBe(1);
    expect((await t.get(`/${tenantId}/users`)).body.users).toMatchObject([{ id: primary.id }]);
  });

  test("ends the linked one's sessions, not the primary user's; a new one is the primary user's", async () => {
    const primary = await newPrimary();
    const second = await signUp(t);
    const [kept, ended] = [await startSession(t, primary.id), await startSession(t, second.id)];
    await link(second, primary);
    const status = async (sessionHandle: string) => (await t.get("/recipe/session", { sessionHandle })).body.status;
    expect([await status(kept.handle), await status(ended.handle)]).toEqual(["OK", "UNAUTHORISED"]);

    const session = await startSession(t, second.id);
    expect(session).toMatchObject({ userId: primary.id, recipeUserId: second.id });
    expect((await t.get("/recipe/session", { sessionHandle: session.handle })).body).toMatchObject({
      userId: primary.id,
      recipeUserId: second.id,
    });
    expect(await refreshSession(t, session.refreshToken)).toMatchObject({ userId: primary.id, recipeUserId: second.id });
    const handles = async (query: Record<string, string>) =>
      (await t.get("/recipe/session/user", { userId: primary.id, ...query })).body.sessionHandles;
    expect(await handles({})).toEqual([kept.handle, session.handle]);
    expect(await handles({ fetchSessionsForAllLinkedAccounts: "false" })).toEqual([kept.handle]);
  });

  test("brings no device, setting or role along", async () => {
    const primary = await newPrimary();
    const second = await signUp(t);
    await importDevice(t, second.id);
    await t.put("/recipe/user/metadata", { userId: second.id, metadataUpdate: { a: 1 } });
    await link(second, primary);
    expect((await t.get("/recipe/totp/device/list", { userId: primary.id })).body.devices).toEqual([]);
    expect((await t.get("/recipe/totp/device/list", { userId: second.id })).body.devices).toHaveLength(1);
    expect((await t.get("/recipe/user/metadata", { userId: primary.id })).body.metadata).toEqual({});
  });

  test("is refused where the user isn't primary, is linked elsewhere, or shares an address with a third", async () => {
    const { primary, linked } = await newLinked();
    const [third, plain] = [await newPrimary(), await signUp(t)];
    expect(await link(third, plain)).toEqual({ status: "INPUT_USER_IS_NOT_A_PRIMARY_USER" });
    const elsewhere = { primaryUserId: primary.id, description: "The input recipe user ID is already linked to another user ID" };
    const status = "RECIPE_USER_ID_ALREADY_LINKED_WITH_ANOTHER_PRIMARY_USER_ID_ERROR";
    expect(await canLink(linked, third)).toEqual({ status, ...elsewhere });
    expect(await link(linked, third)).toEqual({ status, ...elsewhere, user: (await get(primary)).user });
    expect(await link(await signInUp(t, primary.email), third)).toMatchObject({
      status: "ACCOUNT_INFO_ALREADY_ASSOCIATED_WITH_ANOTHER_PRIMARY_USER_ID_ERROR",
      primaryUserId: primary.id,
    });
    expect((await t.post(LINK, { recipeUserId: "nope", primaryUserId: primary.id })).status).toBe(400);
  });

  test("keeps a linked user from taking over another primary user's address", async () => {
    const [{ linked }, other] = [await newLinked(), await newPrimary()];
    const login = await signInUp(t, `${unique("u")}@example.com`, "taking-over");
    await makePrimary(login);
    expect((await t.put("/recipe/user", { recipeUserId: linked.id, email: other.email })).body.status).toBe("EMAIL_ALREADY_EXISTS_ERROR");
    const change = { thirdPartyId: "acme", thirdPartyUserId: "taking-over", email: { id: other.email, isVerified: true } };
    expect((await t.post("/public/recipe/signinup", change)).body).toEqual({
      status: "EMAIL_CHANGE_NOT_ALLOWED_ERROR",
      reason: "Email already associated with another primary user.",
    });
    const third = await signInUp(t, `${unique("u")}@example.com`);
    await makePrimary(third);
    const update = { recipeUserId: linked.id, email: third.email };
    expect((await t.put("/recipe/user", update)).body.status).toBe("EMAIL_CHANGE_NOT_ALLOWED_ERROR");
  });

  test("keeps a primary user out of a tenant where another one has the address", async () => {
    const tenantId = unique("t");
    await t.put("/recipe/multitenancy/tenant/v2", { tenantId });
    const primary = await newPrimary();
    const there = await signUp(t, undefined, tenantId);
    await makePrimary(there);
    const code = (await t.post(`/${tenantId}/recipe/signinup/code`, { email: primary.email })).body;
    const { preAuthSessionId, linkCode } = code;
    const { recipeUserId } = (await t.post(`/${tenantId}/recipe/signinup/code/consume`, { preAuthSessionId, linkCode })).body;
    await t.post(LINK, { recipeUserId, primaryUserId: there.id });
    expect((await t.post(`/${tenantId}/recipe/multitenancy/tenant/user`, { recipeUserId: primary.id })).body).toEqual({
      status: "ASSOCIATION_NOT_ALLOWED_ERROR",
      reason: "This user's email is already associated with another user ID",
    });
  });
});

describe("unlinking", () => {
  test("makes the login method a user of its own again, without its sessions", async () => {
    const { primary, linked } = await newLinked();
    const session = await startSession(t, linked.id);
    expect(await unlink(linked)).toEqual({ status: "OK", wasRecipeUserDeleted: false, wasLinked: true });
    expect((await get(linked)).user).toMatchObject({ id: linked.id, isPrimaryUser: false, emails: [linked.email] });
    expect((await get(primary)).user).toMatchObject({ id: primary.id, isPrimaryUser: true, emails: [primary.email] });
    expect((await t.get("/recipe/session", { sessionHandle: session.handle })).body.status).toBe("UNAUTHORISED");
    expect(await unlink(linked)).toEqual({ status: "OK", wasRecipeUserDeleted: false, wasLinked: false });
  });

  test("the primary user's own login method removes it, and the rest keep the user's id and data", async () => {
    const { primary, linked } = await newLinked();
    await importDevice(t, primary.id);
    expect(await unlink(primary)).toEqual({ status: "OK", wasRecipeUserDeleted: true, wasLinked: true });
    expect((await get(primary)).user).toMatchObject({ id: primary.id, isPrimaryUser: true, emails: [linked.email] });
    expect((await signIn(t, primary.email)).body.status).toBe("WRONG_CREDENTIALS_ERROR");
    expect((await t.get("/recipe/totp/device/list", { userId: primary.id })).body.devices).toHaveLength(1);
  });

  test("a primary user with nothing linked makes it an ordinary one", async () => {
    const primary = await newPrimary();
    expect(await unlink(primary)).toEqual({ status: "OK", wasRecipeUserDeleted: false, wasLinked: true });
    expect((await get(primary)).user).toMatchObject({ isPrimaryUser: false });
    expect((await t.post("/recipe/accountlinking/user/unlink", { recipeUserId: "nope" })).status).toBe(400);
  });
});

describe("deleting a linked user", () => {
  test("takes all of it, by either id", async () => {
    const { primary, linked } = await newLinked();
    await importDevice(t, primary.id);
    await t.post("/user/remove", { userId: linked.id, removeAllLinkedAccounts: true });
    expect((await get(primary)).status).toBe("UNKNOWN_USER_ID_ERROR");
    expect((await get(linked)).status).toBe("UNKNOWN_USER_ID_ERROR");
    expect((await t.get("/recipe/totp/device/list", { userId: primary.id })).body.devices).toEqual([]);
  });

  test("without the linked accounts takes one login method, and with the last one the user", async () => {
    const { primary, linked } = await newLinked();
    await importDevice(t, primary.id);
    const remove = ({ id }: TestUser) => t.post("/user/remove", { userId: id, removeAllLinkedAccounts: false });
    const devices = async () => (await t.get("/recipe/totp/device/list", { userId: primary.id })).body.devices;
    await remove(primary);
    expect((await get(linked)).user).toMatchObject({ id: primary.id, emails: [linked.email] });
    expect(await devices()).toHaveLength(1);
    await remove(linked);
    expect((await get(primary)).status).toBe("UNKNOWN_USER_ID_ERROR");
    expect(await devices()).toEqual([]);
  });
});
