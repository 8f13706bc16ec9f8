import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { JsonObject } from "../../demo/core/json.js";
import { importDevice, obj, START, startTestCore, str, unique, type TestCore } from "./support.js";

const PASSWORD = "Passw0rd!";

let t: TestCore;
beforeAll(async () => {
  t = await startTestCore();
});
beforeEach(() => {
  t.clock.now = START;
});
afterAll(() => t.core.close());

const email = () => `${unique("u")}@example.com`;
const signUp = (address: string, tenant = "public") => t.post(`/${tenant}/recipe/signup`, { email: address, password: PASSWORD });
const signIn = (address: string, password = PASSWORD, tenant = "public") =>
  t.post(`/${tenant}/recipe/signin`, { email: address, password });

function userShape(address: string, change: JsonObject = {}, method: JsonObject = {}) {
  const id = expect.stringMatching(/^[0-9a-f-]{36}$/);
  return {
    id,
    isPrimaryUser: false,
    tenantIds: ["public"],
    timeJoined: START,
    emails: [address],
    phoneNumbers: [],
    thirdParty: [],
    webauthn: { credentialIds: [] },
    loginMethods: [
      {
        tenantIds: ["public"],
        recipeUserId: id,
        verified: false,
        timeJoined: START,
        recipeId: "emailpassword",
        email: address,
        ...method,
      },
    ],
    ...change,
  };
}

async function newTenant(): Promise<string> {
  const tenantId = unique("t");
  await t.put("/recipe/multitenancy/tenant/v2", { tenantId });
  return tenantId;
}

async function newUser(address = email(), tenant = "public"): Promise<string> {
  return str((await signUp(address, tenant)).body.recipeUserId);
}

describe("signing up", () => {
  test("answers the user", async () => {
    const address = email();
    const { body } = await signUp(address);
    expect(body).toEqual({ status: "OK", user: userShape(address), recipeUserId: obj(body.user).id });
  });

  test("an address is taken once, whatever its case", async () => {
    const address = email();
    await signUp(address);
    expect((await signUp(` ${address.toUpperCase()} `)).body).toEqual({ status: "EMAIL_ALREADY_EXISTS_ERROR" });
  });

  test("of parallel sign-ups with one address, one succeeds", async () => {
    const address = email();
    const answers = await Promise.all(Array.from({ length: 10 }, () => signUp(address)));
    expect(answers.filter((answer) => answer.body.status === "OK")).toHaveLength(1);
    expect(answers.filter((answer) => answer.body.status === "EMAIL_ALREADY_EXISTS_ERROR")).toHaveLength(9);
  });

  test("200 parallel sign-ups succeed", async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, () => signUp(email())));
    expect(new Set(answers.map((answer) => str(answer.body.recipeUserId))).size).toBe(200);
  });

  test("tenants do not share addresses", async () => {
    const address = email();
    const tenant = await newTenant();
    await signUp(address);
    const { body } = await signUp(address, tenant);
    expect(body.user).toMatchObject({ tenantIds: [tenant] });
  });

  test("an empty password is a 400", async () => {
    expect(await t.post("/public/recipe/signup", { email: email(), password: "" })).toMatchObject({
      status: 400,
      text: "Password cannot be an empty string\n",
    });
  });
});

describe("signing in", () => {
  test("answers what signing up did", async () => {
    const address = email();
    const { body } = await signUp(address);
    expect((await signIn(address.toUpperCase())).body).toEqual(body);
  });

  test("a wrong password, or an unknown address, is WRONG_CREDENTIALS_ERROR", async () => {
    const address = email();
    await signUp(address);
    for (const [who, password] of [
      [address, "Wrong123!"],
      [address, ""],
      [email(), PASSWORD],
    ] as const) {
      expect((await signIn(who, password)).body).toEqual({ status: "WRONG_CREDENTIALS_ERROR" });
    }
  });

  test("on a tenant the user is not in is WRONG_CREDENTIALS_ERROR", async () => {
    const address = email();
    await signUp(address);
    expect((await signIn(address, PASSWORD, await newTenant())).body.status).toBe("WRONG_CREDENTIALS_ERROR");
  });
});

describe("changing an account", () => {
  test("a new password replaces the old one", async () => {
    const address = email();
    const recipeUserId = await newUser(address);
    expect((await t.put("/recipe/user", { recipeUserId, password: "Other123!" })).body).toEqual({ status: "OK" });
    expect((await signIn(address)).body.status).toBe("WRONG_CREDENTIALS_ERROR");
    expect((await signIn(address, "Other123!")).body.status).toBe("OK");
  });

  test("a new address must be free", async () => {
    const taken = email();
    await newUser(taken);
    const recipeUserId = await newUser();
    expect((await t.put("/recipe/user", { recipeUserId, email: taken })).body).toEqual({
      status: "EMAIL_ALREADY_EXISTS_ERROR",
    });
    const free = email();
    expect((await t.put("/recipe/user", { recipeUserId, email: free })).body).toEqual({ status: "OK" });
    expect((await signIn(free)).body.recipeUserId).toBe(recipeUserId);
  });

  test("of an unknown user is UNKNOWN_USER_ID_ERROR, and without a change a 400", async () => {
    expect((await t.put("/recipe/user", { recipeUserId: "nope", password: "x" })).body).toEqual({
      status: "UNKNOWN_USER_ID_ERROR",
    });
    expect((await t.put("/recipe/user", { recipeUserId: "nope" })).status).toBe(400);
  });

  test("a password-reset token works once, for an hour", async () => {
    const address = email();
    const userId = await newUser(address);
    const create = () => t.post("/public/recipe/user/password/reset/token", { userId, email: address });
    const consume = (token: string) => t.post("/public/recipe/user/password/reset/token/consume", { token });
    const invalid = { status: "RESET_PASSWORD_INVALID_TOKEN_ERROR" };

    const token = str((await create()).body.token);
    expect((await consume(token)).body).toEqual({ status: "OK", userId, email: address });
    expect((await consume(token)).body).toEqual(invalid);

    const late = str((await create()).body.token);
    t.clock.advance(3_600_000);
    expect((await consume(late)).body).toEqual(invalid);
    expect((await consume("nope")).body).toEqual(invalid);
  });

  test("nobody unknown gets a reset token", async () => {
    const answer = await t.post("/public/recipe/user/password/reset/token", { userId: "nope", email: email() });
    expect(answer.body).toEqual({ status: "UNKNOWN_USER_ID_ERROR" });
  });
});

describe("signing in with a third party", () => {
  const signInUp = (userId: string, address: string, isVerified = true, tenant = "public") =>
    t.post(`/${tenant}/recipe/signinup`, {
      thirdPartyId: "acme",
      thirdPartyUserId: userId,
      email: { id: address, isVerified },
    });

  test("the first time makes a user, later times find it", async () => {
    const [userId, address] = [unique("acme"), email()];
    const thirdParty = { id: "acme", userId };
    const { body } = await signInUp(userId, address);
    expect(body).toEqual({
      status: "OK",
      createdNewUser: true,
      user: userShape(address, { thirdParty: [thirdParty] }, { recipeId: "thirdparty", verified: true, thirdParty }),
      recipeUserId: obj(body.user).id,
    });
    expect((await signInUp(userId, address)).body).toEqual({ ...body, createdNewUser: false });
  });

  test("an address already signed up with a password makes another user", async () => {
    const address = email();
    const withPassword = await newUser(address);
    const { body } = await signInUp(unique("acme"), address);
    expect(body.createdNewUser).toBe(true);
    expect(body.recipeUserId).not.toBe(withPassword);
  });

  test("takes over the provider's address, lower-cased, and whether it is verified", async () => {
    const userId = unique("acme");
    await signInUp(userId, email());
    const address = email();
    const { body } = await signInUp(userId, address.toUpperCase(), false);
    expect(body.user).toMatchObject({ emails: [address], loginMethods: [{ email: address, verified: false }] });
  });

  test("a verified address stays verified", async () => {
    const [userId, address] = [unique("acme"), email()];
    await signInUp(userId, address, true);
    expect((await signInUp(userId, address, false)).body.user).toMatchObject({ loginMethods: [{ verified: true }] });
  });

  test.each([
    [{ thirdPartyId: undefined }, "thirdPartyId"],
    [{ thirdPartyUserId: undefined }, "thirdPartyUserId"],
    [{ email: "a@example.com" }, "email"],
    [{ email: { isVerified: true } }, "id"],
    [{ email: { id: "a@example.com" } }, "isVerified"],
  ])("%j is a 400", async (change, field) => {
    const good = { thirdPartyId: "acme", thirdPartyUserId: "x", email: { id: "a@example.com", isVerified: true } };
    expect(await t.post("/public/recipe/signinup", { ...good, ...change })).toMatchObject({
      status: 400,
      text: `Field name '${field}' is invalid in JSON input\n`,
    });
  });
});

describe("finding users", () => {
  test("by id", async () => {
    const address = email();
    const { body } = await signUp(address);
    const userId = str(body.recipeUserId);
    expect((await t.get("/user/id", { userId })).body).toEqual({ status: "OK", user: body.user });
    expect((await t.get("/user/id", { userId: "nope" })).body).toEqual({ status: "UNKNOWN_USER_ID_ERROR" });
  });

  const find = (query: Record<string, string>, tenant = "public") =>
    t.get(`/${tenant}/users/by-accountinfo`, { doUnionOfAccountInfo: "true", ...query });

  test("by address, in one tenant", async () => {
    const address = email();
    const { body } = await signUp(address);
    expect((await find({ email: address.toUpperCase() })).body).toEqual({ status: "OK", users: [body.user] });
    expect((await find({ email: address }, await newTenant())).body.users).toEqual([]);
    expect((await find({ email: email() })).body.users).toEqual([]);
  });

  test("by address or third party, or by both at once", async () => {
    const address = email();
    const thirdPartyUserId = unique("acme");
    await signUp(address);
    const login = { thirdPartyId: "acme", thirdPartyUserId, email: { id: address, isVerified: true } };
    await t.post("/public/recipe/signinup", login);
    const query = { email: address, thirdPartyId: "acme", thirdPartyUserId };
    expect((await find(query)).body.users).toHaveLength(2);
    expect((await find({ ...query, doUnionOfAccountInfo: "false" })).body.users).toHaveLength(1);
    expect((await find({ phoneNumber: "+491234567", doUnionOfAccountInfo: "false" })).body.users).toEqual([]);
  });

  test("asking for half a third party, or not saying how to combine, is a 400", async () => {
    expect((await find({ thirdPartyId: "acme" })).status).toBe(400);
    expect((await find({ doUnionOfAccountInfo: "maybe" })).text).toBe("'doUnionOfAccountInfo' should be either 'true' or 'false'\n");
  });

  /** Reads every page there is. */
  async function allPages(tenant: string, timeJoinedOrder: string): Promise<string[]> {
    const seen: string[] = [];
    let paginationToken: string | undefined;
    do {
      const token = paginationToken === undefined ? {} : { paginationToken };
      const { body } = await t.get(`/${tenant}/users`, { timeJoinedOrder, limit: "2", ...token });
      const users = Array.isArray(body.users) ? body.users : [];
      seen.push(...users.map((user) => str(obj(user).id)));
      paginationToken = body.nextPaginationToken === undefined ? undefined : str(body.nextPaginationToken);
    } while (paginationToken !== undefined);
    return seen;
  }

  test("in pages, oldest or newest first", async () => {
    const tenant = await newTenant();
    const ids: string[] = [];
    for (let index = 0; index < 5; index += 1) {
      ids.push(await newUser(email(), tenant));
      t.clock.advance(1);
    }
    expect(await allPages(tenant, "ASC")).toEqual(ids);
    expect(await allPages(tenant, "DESC")).toEqual(ids.toReversed());
  });

  test("in pages that miss nobody, even when all joined in the same millisecond", async () => {
    const tenant = await newTenant();
    const ids = await Promise.all(Array.from({ length: 7 }, () => newUser(email(), tenant)));
    expect(await allPages(tenant, "ASC")).toEqual(ids.toSorted());
    expect(await allPages(tenant, "DESC")).toEqual(ids.toSorted().reverse());
  });

  test("by recipe and by the beginning of the address", async () => {
    const tenant = await newTenant();
    const address = email();
    await signUp(address, tenant);
    const login = { thirdPartyId: "acme", thirdPartyUserId: "x", email: { id: email(), isVerified: true } };
    await t.post(`/${tenant}/recipe/signinup`, login);
    const page = async (query: Record<string, string>) => (await t.get(`/${tenant}/users`, query)).body.users;
    expect(await page({})).toHaveLength(2);
    expect(await page({ includeRecipeIds: "thirdparty" })).toHaveLength(1);
    expect(await page({ email: address.slice(0, 6) })).toMatchObject([{ emails: [address] }]);
    expect(await page({ provider: "acm" })).toHaveLength(1);
    expect((await t.get(`/${tenant}/users/count`)).body).toEqual({ status: "OK", count: 2 });
    expect((await t.get(`/${tenant}/users/count`, { includeRecipeIds: "thirdparty" })).body.count).toBe(1);
  });

  test.each([
    [{ limit: "0" }, "limit must a positive integer with min value 1"],
    [{ limit: "501" }, "max limit allowed is 500"],
    [{ limit: "many" }, "Field name 'limit' must be an int in the GET request"],
    [{ timeJoinedOrder: "UP" }, "timeJoinedOrder can be either ASC OR DESC"],
    [{ paginationToken: "!" }, "invalid pagination token"],
    [{ includeRecipeIds: "nope" }, "Unknown recipe ID: nope"],
  ])("%j is a 400", async (query, message) => {
    expect(await t.get("/public/users", query)).toMatchObject({ status: 400, text: `${message}\n` });
  });
});

describe("deleting a user", () => {
  test("takes sessions, devices, metadata and roles with it", async () => {
    const userId = await newUser();
    const session = { userId, userDataInJWT: {}, userDataInDatabase: {}, enableAntiCsrf: false };
    await t.post("/public/recipe/session", session);
    await importDevice(t, userId);
    await t.put("/recipe/user/metadata", { userId, metadataUpdate: { a: 1 } });
    const role = unique("role");
    await t.put("/recipe/role", { role });
    await t.put("/public/recipe/user/role", { userId, role });

    const removal = await t.post("/user/remove", { userId, removeAllLinkedAccounts: true });
    expect(removal.body).toEqual({ status: "OK" });

    expect((await t.get("/user/id", { userId })).body.status).toBe("UNKNOWN_USER_ID_ERROR");
    expect((await t.get("/recipe/session/user", { userId })).body.sessionHandles).toEqual([]);
    expect((await t.get("/recipe/totp/device/list", { userId })).body.devices).toEqual([]);
    expect((await t.get("/recipe/user/metadata", { userId })).body.metadata).toEqual({});
    expect((await t.get("/public/recipe/user/roles", { userId })).body.roles).toEqual([]);
  });

  test("who is not there is OK too", async () => {
    expect((await t.post("/user/remove", { userId: "nope" })).body).toEqual({ status: "OK" });
  });

  test("frees the address", async () => {
    const address = email();
    const userId = await newUser(address);
    await t.post("/user/remove", { userId });
    expect((await signUp(address)).body.status).toBe("OK");
  });
});
