import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { requireTotp, totpMfa } from "../../src/server.js";
import { startCore, type RunningCore } from "../../demo/core/server.js";
import { startApi, type Api } from "../support/api.js";
import type { Visitor } from "../support/visitor.js";

/**
 * Random requests of one user against the plugin's endpoints, and against the embedded core. Whatever is sent: no 5xx,
 * nothing of the other user's in any answer, nothing of theirs changed, and a refused call changes nothing at all.
 */
const marker = "belongs-to-the-other-user";

let api: Api;
let attacker: Visitor;
let incomplete: Visitor;
let victim: Visitor;

beforeAll(async () => {
  api = await startApi({ plugins: [totpMfa({ require: requireTotp.whenEnabled() })] });
  await api.sdk.multitenancy.createOrUpdateTenant("bank", { firstFactors: ["emailpassword"] });
  attacker = api.visitor();
  victim = api.visitor();
  for (const visitor of [attacker, victim]) await visitor.signUp();
  await attacker.addDevice("Phone");
  await victim.addDevice(marker);
  await api.sdk.userMetadata.updateUserMetadata(victim.userId(), { note: marker });
  incomplete = attacker.otherBrowser();
  await incomplete.signIn();
});
afterAll(() => api.close());

const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);
const odd = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.string(), { maxLength: 3 }),
  fc.dictionary(fc.string(), fc.string(), { maxKeys: 3 }),
);
/** A method that `fetch` sends. */
const methods = oneOf("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD");

async function request(origin: string, method: string, path: string, headers: Record<string, string>, body: string) {
  const response = await fetch(origin + path, {
    method,
    headers,
    ...(method !== "GET" && method !== "HEAD" && { body }),
  });
  const text = await response.text();
  let status: unknown;
  try {
    status = (JSON.parse(text) as { status?: unknown } | null)?.status;
  } catch {
    status = undefined;
  }
  return { code: response.status, text, accepted: response.status === 200 && status === "OK" };
}

async function stateOf(visitor: Visitor): Promise<unknown> {
  const [devices, metadata, sessions] = await Promise.all([
    api.sdk.totp.listDevices(visitor.userId()),
    api.sdk.userMetadata.getUserMetadata(visitor.userId()),
    api.sdk.session.getAllSessionHandlesForUser(visitor.userId()),
  ]);
  return [devices, metadata, sessions.sort()];
}

test("the plugin's endpoints", async () => {
  const name = fc.oneof(oneOf("Phone", "Tablet", marker, "", " ", "\u202e", "x".repeat(65), "__proto__"), fc.string(), odd);
  const deviceName = fc.oneof(oneOf("Phone", "Tablet", marker), fc.string({ minLength: 1 }), fc.string({ unit: "binary", minLength: 1 }));
  const ids = fc.record(
    { userId: oneOf(victim.userId(), attacker.userId(), ""), tenantId: oneOf("public", "bank", "nowhere"), constructor: odd },
    { requiredKeys: [] },
  );
  const own = fc.record({ existingDeviceName: name, newDeviceName: name }, { requiredKeys: [] });
  /** The stock APIs throw plain errors for fields of another type; the plugin's own endpoints must not. */
  const stock = fc.record({ deviceName, totp: fc.oneof(fc.string(), oneOf("000000", "١٢٣٤٥٦", "123 456")) });
  const toJson = ([fields, more]: [object, object]) => JSON.stringify({ ...fields, ...more });
  const calls = fc.oneof(
    fc.record({
      path: oneOf("/totp/settings", "/totp/settings/enable", "/totp/settings/disable", "/totp/device/rename"),
      body: fc.oneof(
        { weight: 3, arbitrary: fc.tuple(own, ids).map(toJson) },
        odd.map((value) => JSON.stringify(value)),
        fc.string(),
      ),
    }),
    fc.record({
      path: oneOf("/totp/device", "/totp/device/verify", "/totp/device/remove", "/totp/verify"),
      body: fc.tuple(stock, ids).map(toJson),
    }),
  );
  const sessions = oneOf("attacker", "incomplete", "none", "forged");

  await fc.assert(
    fc.asyncProperty(
      calls,
      fc.oneof({ weight: 3, arbitrary: fc.constant("POST") }, methods),
      sessions,
      oneOf(
        "application/json",
        "application/json",
        "APPLICATION/JSON; charset=utf-8",
        "text/plain",
        "application/x-www-form-urlencoded",
        "nonsense",
      ),
      oneOf(undefined, "totp", "session", "anti-csrf", "nonsense"),
      oneOf("", "/", `?userId=${victim.userId()}`, "?tenantId=bank", "#x", "/../settings"),
      oneOf("/auth", "/auth/public", "/auth/bank", "/auth/nowhere", ""),
      async ({ path, body }, method, session, contentType, rid, suffix, base) => {
        const authorization = {
          attacker: `Bearer ${attacker.accessToken()}`,
          incomplete: `Bearer ${incomplete.accessToken()}`,
          none: undefined,
          forged: `Bearer ${attacker.accessToken().replace(/\.[^.]*\./, `.${victim.accessToken().split(".")[1] ?? ""}.`)}`,
        }[session];
        const headers = {
          "st-auth-mode": "header",
          "content-type": contentType,
          ...(rid !== undefined && { rid }),
          ...(authorization !== undefined && { authorization }),
        };
        const [own, others] = [await stateOf(attacker), await stateOf(victim)];
        const answer = await request(api.url, method, base + path + suffix, headers, body);

        expect(answer.code).toBeLessThan(500);
        expect(answer.text).not.toContain(victim.userId());
        expect(answer.text).not.toContain(victim.email);
        // The name that was sent may come back; the other user's device list may not.
        if (!body.includes(marker)) expect(answer.text).not.toContain(marker);
        expect(await stateOf(victim)).toEqual(others);
        if (!answer.accepted || method === "GET") expect(await stateOf(attacker)).toEqual(own);
        if (session === "none" || session === "forged") expect(answer.accepted).toBe(false);
      },
    ),
    { numRuns: 250 },
  );
}, 120_000);

test("the embedded core", async () => {
  const core: RunningCore = await startCore({ port: 0 });
  const call = (method: string, path: string, body?: unknown) =>
    request(core.url, method, path, { "cdi-version": "5.4", "content-type": "application/json" }, JSON.stringify(body));
  const read = async (path: string) => (await call("GET", path)).text;
  const snapshot = () =>
    Promise.all(
      ["victim", "mine", "other"]
        .flatMap((userId) => [
          read(`/recipe/totp/device/list?userId=${userId}`),
          read(`/recipe/user/metadata?userId=${userId}`),
          read(`/vault/recipe/user/roles?userId=${userId}`),
          read(`/recipe/user/roles?userId=${userId}`),
        ])
        .concat([read("/recipe/multitenancy/tenant/list/v2"), read("/recipe/roles")]),
    );

  await call("PUT", "/recipe/multitenancy/tenant/v2", { tenantId: "vault", requiredSecondaryFactors: ["totp"] });
  await call("PUT", "/recipe/role", { role: marker, permissions: [] });
  await call("PUT", "/vault/recipe/user/role", { userId: "victim", role: marker });
  await call("POST", "/recipe/totp/device", { userId: "victim", deviceName: marker, skew: 1, period: 30 });
  await call("PUT", "/recipe/user/metadata", { userId: "victim", metadataUpdate: { note: marker } });
  const victims = async () => (await snapshot()).slice(0, 4);
  const before = await victims();

  const value = fc.oneof(
    oneOf<unknown>(
      "mine",
      "other",
      "",
      "public",
      "t1",
      "Phone",
      "r1",
      0,
      -1,
      1.5,
      1e21,
      [],
      {},
      null,
      ["totp"],
      [1],
      { a: 1 },
      { a: null },
    ),
    odd,
  );
  const fields = fc.record(
    {
      userId: value,
      deviceName: value,
      existingDeviceName: value,
      newDeviceName: value,
      skew: value,
      period: value,
      totp: value,
      secretKey: value,
      metadataUpdate: value,
      role: value,
      permissions: value,
      tenantId: fc.oneof(oneOf("t1", "public", "T 2", ""), odd),
      requiredSecondaryFactors: value,
      firstFactors: value,
      accessToken: value,
      refreshToken: value,
      sessionHandle: value,
      sessionHandles: value,
      userDataInJWT: value,
      userDataInDatabase: value,
      email: value,
      password: value,
      enableAntiCsrf: value,
      doAntiCsrfCheck: value,
      checkDatabase: value,
      recipeUserId: value,
    },
    { requiredKeys: [] },
  );
  const paths = oneOf(
    "/apiversion",
    "/hello",
    "/.well-known/jwks.json",
    "/recipe/signup",
    "/recipe/signin",
    "/users/by-accountinfo",
    "/user/id",
    "/user/remove",
    "/recipe/session",
    "/recipe/session/verify",
    "/recipe/session/refresh",
    "/recipe/session/regenerate",
    "/recipe/session/remove",
    "/recipe/session/user",
    "/recipe/jwt/data",
    "/recipe/session/data",
    "/recipe/totp/device",
    "/recipe/totp/device/import",
    "/recipe/totp/device/list",
    "/recipe/totp/device/remove",
    "/recipe/totp/device/verify",
    "/recipe/totp/verify",
    "/recipe/user/metadata",
    "/recipe/user/metadata/remove",
    "/recipe/role",
    "/recipe/user/roles",
    "/recipe/user/role",
    "/recipe/user/role/remove",
    "/recipe/role/permissions",
    "/recipe/role/permissions/remove",
    "/recipe/multitenancy/tenant/v2",
    "/recipe/multitenancy/tenant/list/v2",
    "/recipe/multitenancy/tenant/user",
    "/recipe/multitenancy/tenant/user/remove",
    "/recipe/multitenancy/tenant/remove",
    "/recipe/signinup",
    "/nowhere",
  );
  const query = fc.oneof(
    oneOf("", "?", "?userId=mine", "?userId=", "?userId=mine&userId=other", "?email=a%40b.c", "?sessionHandle=x", "?role=r1", "?%"),
    fc.webQueryParameters().map((text) => `?${text}`),
  );

  await fc.assert(
    fc.asyncProperty(
      oneOf("", "/public", "/t1", "/nowhere", "/%2e%2e", "/-"),
      paths,
      query,
      fc.oneof({ weight: 4, arbitrary: oneOf("GET", "POST", "PUT") }, methods),
      fc.oneof(
        { weight: 4, arbitrary: fields.map((body) => JSON.stringify(body)) },
        odd.map((body) => JSON.stringify(body)),
        fc.string(),
      ),
      // Not the empty version: the real core answers 500 to it, and the embedded one does as the real one.
      oneOf("5.4", "5.4", "5.4", "2.7", "9.9", "x"),
      async (tenant, path, search, method, body, cdi) => {
        const all = await snapshot();
        const headers = { "cdi-version": cdi, "content-type": "application/json" };
        const answer = await request(core.url, method, tenant + path + search, headers, body);
        expect(answer.code).toBeLessThan(500);
        if (!["/recipe/roles", "/recipe/multitenancy/tenant/list/v2"].includes(path)) expect(answer.text).not.toContain(marker);
        expect(await victims()).toEqual(before);
        if (!answer.accepted) expect(await snapshot()).toEqual(all);
      },
    ),
    { numRuns: 300 },
  );
  await core.close();
}, 120_000);
