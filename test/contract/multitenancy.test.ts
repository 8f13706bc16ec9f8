import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JsonObject } from "../../demo/core/json.js";
import { importDevice, RFC_SECRET, startTestCore, str, totpCode, unique, verifyCode, type TestCore } from "./support.js";

let t: TestCore;
beforeAll(async () => {
  t = await startTestCore();
});
afterAll(() => t.core.close());

const PATH = "/recipe/multitenancy/tenant/v2";
const put = (body: JsonObject) => t.put(PATH, body);
const read = async (tenantId: string) => (await t.get(`/${tenantId}${PATH}`)).body;

async function newTenant(config: JsonObject = {}): Promise<string> {
  const tenantId = unique("t");
  await put({ tenantId, ...config });
  return tenantId;
}

async function newUser(tenant = "public", email = `${unique("u")}@example.com`): Promise<string> {
  const { body } = await t.post(`/${tenant}/recipe/signup`, { email, password: "Passw0rd!" });
  return str(body.recipeUserId);
}

describe("tenants", () => {
  test("public is there from the start, with every factor", async () => {
    expect(await read("public")).toEqual({
      status: "OK",
      tenantId: "public",
      thirdParty: { providers: [] },
      coreConfig: {},
    });
  });

  test("a new one has the factors it was given", async () => {
    const tenantId = unique("t");
    const factors = { firstFactors: ["emailpassword"], requiredSecondaryFactors: ["totp"] };
    expect((await put({ tenantId, ...factors })).body).toEqual({ status: "OK", createdNew: true });
    expect(await read(tenantId)).toEqual({
      status: "OK",
      tenantId,
      thirdParty: { providers: [] },
      coreConfig: {},
      ...factors,
    });
  });

  test("a new one without first factors has none, which is not the same as any", async () => {
    const tenant = await read(await newTenant());
    expect(tenant.firstFactors).toEqual([]);
    expect(tenant).not.toHaveProperty("requiredSecondaryFactors");
  });

  test("an update leaves what it does not name, and null removes", async () => {
    const tenantId = await newTenant({ firstFactors: ["emailpassword"], requiredSecondaryFactors: ["totp"] });
    expect((await put({ tenantId, firstFactors: ["thirdparty"] })).body).toEqual({ status: "OK", createdNew: false });
    expect(await read(tenantId)).toMatchObject({ firstFactors: ["thirdparty"], requiredSecondaryFactors: ["totp"] });
    await put({ tenantId, firstFactors: null, requiredSecondaryFactors: null });
    const tenant = await read(tenantId);
    expect(tenant).not.toHaveProperty("firstFactors");
    expect(tenant).not.toHaveProperty("requiredSecondaryFactors");
  });

  test("core settings merge, and null removes one", async () => {
    const tenantId = await newTenant({ coreConfig: { a: 1, b: 2 } });
    await put({ tenantId, coreConfig: { a: null, c: 3 } });
    expect((await read(tenantId)).coreConfig).toEqual({ b: 2, c: 3 });
  });

  test("all are listed, and only from the public one", async () => {
    const tenantId = await newTenant({ firstFactors: ["emailpassword"] });
    const { body } = await t.get("/recipe/multitenancy/tenant/list/v2");
    expect(body.tenants).toEqual(
      expect.arrayContaining([
        { tenantId: "public", thirdParty: { providers: [] }, coreConfig: {} },
        { tenantId, thirdParty: { providers: [] }, coreConfig: {}, firstFactors: ["emailpassword"] },
      ]),
    );
    expect((await t.get(`/${tenantId}/recipe/multitenancy/tenant/list/v2`)).status).toBe(403);
  });

  test("an unknown one is TENANT_NOT_FOUND_ERROR when read, and a 400 when used", async () => {
    expect(await read("nosuch")).toEqual({ status: "TENANT_NOT_FOUND_ERROR" });
    for (const path of ["/recipe/totp/verify", "/recipe/signin", "/recipe/session"]) {
      expect(await t.post(`/nosuch${path}`, {})).toMatchObject({
        status: 400,
        text:
          "AppId or tenantId not found => Tenant with the following connectionURIDomain, appId and tenantId " +
          "combination not found: (, public, nosuch)\n",
      });
    }
  });

  test("without a tenant in the path, public is meant", async () => {
    const email = `${unique("u")}@example.com`;
    await t.post("/recipe/signup", { email, password: "Passw0rd!" });
    const answer = await t.post("/public/recipe/signin", { email, password: "Passw0rd!" });
    expect(answer.body).toMatchObject({ status: "OK", user: { tenantIds: ["public"] } });
  });

  test("what all tenants share is answered on the public one only", async () => {
    const tenantId = await newTenant();
    const calls = [
      t.post(`/${tenantId}/recipe/totp/device`, { userId: "u", skew: 1, period: 30 }),
      t.get(`/${tenantId}/recipe/user/metadata`, { userId: "u" }),
      t.get(`/${tenantId}/recipe/roles`),
    ];
    for (const answer of await Promise.all(calls)) {
      expect(answer).toMatchObject({ status: 403, text: "Only public tenantId can call this app specific API\n" });
    }
    expect((await t.get("/public/recipe/totp/device/list", { userId: "u" })).status).toBe(200);
  });

  test.each([
    ["", "tenantId should not be an empty String"],
    ["recipe", "Cannot use 'recipe' as a tenantId"],
    ["appid-x", "tenantId must not start with 'appid-'"],
    ["a b", "tenantId can only contain letters, numbers and hyphens"],
    ["a/b", "tenantId can only contain letters, numbers and hyphens"],
  ])("the id %j is a 400", async (tenantId, message) => {
    expect(await put({ tenantId })).toMatchObject({ status: 400, text: `${message}\n` });
  });

  test("ids are lower-cased", async () => {
    const tenantId = unique("t");
    await put({ tenantId: tenantId.toUpperCase() });
    expect((await read(tenantId)).tenantId).toBe(tenantId);
    expect((await read(tenantId.toUpperCase())).tenantId).toBe(tenantId);
  });

  test.each([
    [{ firstFactors: ["a", "a"] }, "firstFactors input should not contain duplicate values"],
    [{ requiredSecondaryFactors: ["t t"] }, "requiredSecondaryFactors should contain only 0-9,a-z,A-Z,_,.,- characters"],
    [{ firstFactors: "emailpassword" }, "Field name 'firstFactors' is invalid in JSON input"],
  ])("%j is a 400", async (config, message) => {
    expect(await put({ tenantId: unique("t"), ...config })).toMatchObject({ status: 400, text: `${message}\n` });
  });
});

describe("users in tenants", () => {
  const associate = async (tenantId: string, recipeUserId: string) =>
    (await t.post(`/${tenantId}/recipe/multitenancy/tenant/user`, { recipeUserId })).body;
  const disassociate = async (tenantId: string, recipeUserId: string) =>
    (await t.post(`/${tenantId}/recipe/multitenancy/tenant/user/remove`, { recipeUserId })).body;

  test("can be added once, and removed once", async () => {
    const [tenantId, userId] = [await newTenant(), await newUser()];
    expect(await associate(tenantId, userId)).toEqual({ status: "OK", wasAlreadyAssociated: false });
    expect(await associate(tenantId, userId)).toEqual({ status: "OK", wasAlreadyAssociated: true });
    expect((await t.get("/user/id", { userId })).body.user).toMatchObject({ tenantIds: ["public", tenantId] });
    expect(await disassociate(tenantId, userId)).toEqual({ status: "OK", wasAssociated: true });
    expect(await disassociate(tenantId, userId)).toEqual({ status: "OK", wasAssociated: false });
  });

  test("are refused when somebody there has the address", async () => {
    const tenantId = await newTenant();
    const email = `${unique("u")}@example.com`;
    const [userId] = [await newUser("public", email), await newUser(tenantId, email)];
    expect(await associate(tenantId, userId)).toEqual({ status: "EMAIL_ALREADY_EXISTS_ERROR" });
  });

  test("are refused when the third-party account is there", async () => {
    const tenantId = await newTenant();
    const login = {
      thirdPartyId: "acme",
      thirdPartyUserId: unique("a"),
      email: { id: "a@example.com", isVerified: true },
    };
    const { body } = await t.post("/public/recipe/signinup", login);
    await t.post(`/${tenantId}/recipe/signinup`, login);
    expect(await associate(tenantId, str(body.recipeUserId))).toEqual({
      status: "THIRD_PARTY_USER_ALREADY_EXISTS_ERROR",
    });
  });

  test("nobody unknown can be added or removed", async () => {
    const tenantId = await newTenant();
    expect(await associate(tenantId, "nope")).toEqual({ status: "UNKNOWN_USER_ID_ERROR" });
    expect(await disassociate(tenantId, "nope")).toEqual({ status: "UNKNOWN_USER_ID_ERROR" });
  });

  test("removing one ends their sessions and roles there, not elsewhere", async () => {
    const [tenantId, userId] = [await newTenant(), await newUser()];
    await associate(tenantId, userId);
    const role = unique("role");
    await t.put("/recipe/role", { role });
    for (const tenant of ["public", tenantId]) {
      const session = { userId, userDataInJWT: {}, userDataInDatabase: {}, enableAntiCsrf: false };
      await t.post(`/${tenant}/recipe/session`, session);
      await t.put(`/${tenant}/recipe/user/role`, { userId, role });
    }
    await disassociate(tenantId, userId);
    expect((await t.get("/recipe/session/user", { userId })).body.sessionHandles).toHaveLength(1);
    expect((await t.get("/public/recipe/user/roles", { userId })).body.roles).toEqual([role]);
    expect((await t.get(`/${tenantId}/recipe/user/roles`, { userId })).body.roles).toEqual([]);
  });
});

describe("removing a tenant", () => {
  const remove = (tenantId: string, from = "public") => t.post(`/${from}/recipe/multitenancy/tenant/remove`, { tenantId });

  test("answers whether there was one", async () => {
    const tenantId = await newTenant();
    expect((await remove(tenantId)).body).toEqual({ status: "OK", didExist: true });
    expect((await remove(tenantId)).body).toEqual({ status: "OK", didExist: false });
    expect((await read(tenantId)).status).toBe("TENANT_NOT_FOUND_ERROR");
  });

  test("takes its users out, its sessions and its attempts away", async () => {
    const tenantId = await newTenant();
    const userId = await newUser(tenantId);
    await importDevice(t, userId);
    const code = totpCode(RFC_SECRET, t.clock.now);
    await verifyCode(t, userId, code, tenantId);
    await remove(tenantId);
    expect((await t.get("/user/id", { userId })).body.user).toMatchObject({ tenantIds: [] });
    await put({ tenantId });
    expect((await verifyCode(t, userId, code, tenantId)).body.status).toBe("OK");
  });

  test("public cannot be removed, and only public may remove", async () => {
    expect(await remove("public")).toMatchObject({
      status: 403,
      text: "Cannot delete public tenant, use remove app API instead\n",
    });
    const tenantId = await newTenant();
    expect((await remove(tenantId, tenantId)).status).toBe(403);
  });
});

describe("third-party providers of a tenant", () => {
  const config = { thirdPartyId: "acme", name: "Acme", clients: [{ clientId: "id", clientSecret: "secret" }] };

  test("are added, replaced, listed and removed", async () => {
    const tenantId = await newTenant();
    const path = `/${tenantId}/recipe/multitenancy/config/thirdparty`;
    expect((await t.put(path, { config })).body).toEqual({ status: "OK", createdNew: true });
    expect((await t.put(path, { config: { ...config, name: "ACME" }, skipValidation: true })).body).toEqual({
      status: "OK",
      createdNew: false,
    });
    expect((await read(tenantId)).thirdParty).toMatchObject({ providers: [{ ...config, name: "ACME" }] });
    const remove = async () => (await t.post(`${path}/remove`, { thirdPartyId: "acme" })).body;
    expect(await remove()).toEqual({ status: "OK", didConfigExist: true });
    expect(await remove()).toEqual({ status: "OK", didConfigExist: false });
    expect((await read(tenantId)).thirdParty).toEqual({ providers: [] });
  });

  test("need an id", async () => {
    expect((await t.put("/public/recipe/multitenancy/config/thirdparty", { config: {} })).status).toBe(400);
  });
});
