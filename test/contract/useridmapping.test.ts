import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { JsonObject } from "../../demo/core/json.js";
import {
  createDevice,
  importDevice,
  refreshSession,
  signIn,
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

const map = (superTokensUserId: string, externalUserId: string, change: JsonObject = {}) =>
  t.post("/recipe/userid/map", { superTokensUserId, externalUserId, ...change });
const devices = async (userId: string) => (await t.get("/recipe/totp/device/list", { userId })).body.devices;

async function newMapped(): Promise<TestUser & { external: string }> {
  const user = await signUp(t);
  const external = unique("ext");
  await map(user.id, external, { force: true });
  return { ...user, external };
}

describe("a mapped user", () => {
  test("is known by the external id, and found by both", async () => {
    const { id, external, email } = await newMapped();
    const { body } = await signIn(t, email);
    expect(body).toMatchObject({ recipeUserId: external, user: { id: external, loginMethods: [{ recipeUserId: external }] } });
    expect((await t.get("/user/id", { userId: id })).body.user).toEqual(body.user);
    expect((await t.get("/user/id", { userId: external })).body.user).toEqual(body.user);
    const found = await t.get("/public/users/by-accountinfo", { email, doUnionOfAccountInfo: "true" });
    expect(found.body.users).toEqual([body.user]);
  });

  test("has no device, setting or session under one id that was made under the other", async () => {
    const user = await signUp(t);
    await importDevice(t, user.id, { name: "before" });
    await t.put("/recipe/user/metadata", { userId: user.id, metadataUpdate: { a: 1 } });
    const external = unique("ext");
    await map(user.id, external, { force: true });
    expect(await devices(external)).toEqual([]);
    expect((await t.get("/recipe/user/metadata", { userId: external })).body.metadata).toEqual({});
    await createDevice(t, external, "after");
    expect(await devices(user.id)).toMatchObject([{ name: "before" }]);
    expect(await devices(external)).toMatchObject([{ name: "after" }]);
  });

  test("keeps the id of a session from before until it is refreshed, and the recipe user's for good", async () => {
    const user = await signUp(t);
    const session = await startSession(t, user.id);
    const external = unique("ext");
    await map(user.id, external, { force: true });
    const stored = async () => (await t.get("/recipe/session", { sessionHandle: session.handle })).body;

    expect(await stored()).toMatchObject({ userId: user.id, recipeUserId: user.id });
    const regenerated = await t.post("/recipe/session/regenerate", { accessToken: session.accessToken, userDataInJWT: {} });
    expect(regenerated.body.session).toMatchObject({ userId: user.id, recipeUserId: user.id });

    const refreshed = await refreshSession(t, session.refreshToken);
    expect(refreshed).toMatchObject({ userId: external, recipeUserId: user.id });
    const check = { accessToken: refreshed.accessToken, doAntiCsrfCheck: false, enableAntiCsrf: false, checkDatabase: false };
    expect((await t.post("/recipe/session/verify", check)).body.session).toMatchObject({ userId: external, recipeUserId: user.id });
    expect(await stored()).toMatchObject({ userId: user.id, recipeUserId: user.id });
  });

  test("signs in to sessions of the external id", async () => {
    const { external } = await newMapped();
    const session = await startSession(t, external);
    expect(session).toMatchObject({ userId: external, recipeUserId: external });
    expect((await t.get("/recipe/session", { sessionHandle: session.handle })).body).toMatchObject({ userId: external });
    expect((await t.get("/recipe/session/user", { userId: external })).body.sessionHandles).toEqual([session.handle]);
  });

  test("is linked and verified by the external id", async () => {
    const [user, primary] = [await newMapped(), await newMapped()];
    await t.post("/recipe/accountlinking/user/primary", { recipeUserId: primary.external });
    const link = { recipeUserId: user.external, primaryUserId: primary.external };
    expect((await t.post("/recipe/accountlinking/user/link", link)).body.user).toMatchObject({
      id: primary.external,
      loginMethods: expect.arrayContaining([expect.objectContaining({ recipeUserId: user.external })]),
    });
    await verifyEmail(t, { id: user.external, email: user.email });
    const query = { userId: user.id, email: user.email };
    expect((await t.get("/recipe/user/email/verify", query)).body.isVerified).toBe(true);
  });

  test("is deleted with what the external id holds, and the mapping", async () => {
    const { id, external } = await newMapped();
    await importDevice(t, external);
    await t.post("/user/remove", { userId: external });
    expect((await t.get("/user/id", { userId: id })).body.status).toBe("UNKNOWN_USER_ID_ERROR");
    expect(await devices(external)).toEqual([]);
    expect((await t.get("/recipe/userid/map", { userId: external })).body).toEqual({ status: "UNKNOWN_MAPPING_ERROR" });
  });
});

describe("mapping", () => {
  test("is read back by either id, with what the app noted", async () => {
    const [user, externalUserId] = [await signUp(t), unique("ext")];
    expect((await map(user.id, externalUserId, { externalUserIdInfo: "from the old system" })).body).toEqual({ status: "OK" });
    const mapping = { status: "OK", superTokensUserId: user.id, externalUserId, externalUserIdInfo: "from the old system" };
    const read = async (query: Record<string, string>) => (await t.get("/recipe/userid/map", query)).body;
    expect(await read({ userId: user.id })).toEqual(mapping);
    expect(await read({ userId: externalUserId, userIdType: "EXTERNAL" })).toEqual(mapping);
    expect(await read({ userId: externalUserId, userIdType: "SUPERTOKENS" })).toEqual({ status: "UNKNOWN_MAPPING_ERROR" });
    await t.put("/recipe/userid/external-user-id-info", { userId: user.id, externalUserIdInfo: null });
    expect(await read({ userId: user.id })).toEqual({ status: "OK", superTokensUserId: user.id, externalUserId });
  });

  test("is refused for an unknown user, and where either id has one", async () => {
    const [first, second] = [await newMapped(), await signUp(t)];
    expect((await map("nope", unique("ext"))).body).toEqual({ status: "UNKNOWN_SUPERTOKENS_USER_ID_ERROR" });
    expect((await map(first.id, unique("ext"))).body).toEqual({
      status: "USER_ID_MAPPING_ALREADY_EXISTS_ERROR",
      doesSuperTokensUserIdExist: true,
      doesExternalUserIdExist: false,
    });
    expect((await map(second.id, first.external, { force: true })).body).toEqual({
      status: "USER_ID_MAPPING_ALREADY_EXISTS_ERROR",
      doesSuperTokensUserIdExist: false,
      doesExternalUserIdExist: true,
    });
  });

  test("of an id that holds something already, or to another user's id, takes force", async () => {
    const [user, other] = [await signUp(t), await signUp(t)];
    expect((await map(user.id, other.id)).status).toBe(400);
    await startSession(t, user.id);
    expect((await map(user.id, unique("ext"))).status).toBe(400);
    expect((await map(user.id, unique("ext"), { force: true })).body).toEqual({ status: "OK" });
  });

  test("can be taken back", async () => {
    const { id, external, email } = await newMapped();
    const remove = async () => (await t.post("/recipe/userid/map/remove", { userId: external })).body;
    expect(await remove()).toEqual({ status: "OK", didMappingExist: true });
    expect(await remove()).toEqual({ status: "OK", didMappingExist: false });
    expect((await signIn(t, email)).body.recipeUserId).toBe(id);
  });
});
