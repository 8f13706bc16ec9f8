import { connect } from "node:net";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { startCore } from "../../demo/core/server.js";
import { startTestCore, type TestCore } from "./support.js";

let t: TestCore;
beforeAll(async () => {
  t = await startTestCore();
});
afterAll(() => t.core.close());

describe("what every core answers", () => {
  test("hello", async () => {
    expect(await t.get("/hello", {}, { cdi: null })).toMatchObject({ status: 200, text: "Hello\n" });
    expect(await t.get("/", {}, { cdi: null })).toMatchObject({ status: 200, text: "Hello\n" });
  });

  test("the interface versions it speaks, whatever the caller speaks", async () => {
    const { body } = await t.get("/apiversion", { apiDomain: "http://localhost" }, { cdi: "9.9" });
    expect(body.versions).toEqual(expect.arrayContaining(["2.21", "3.0", "4.0", "5.0", "5.1", "5.2", "5.3", "5.4"]));
    expect(body.versions).not.toContain("5.5");
  });
});

describe("requests it refuses", () => {
  test("an unknown path is a 404, an unknown method a 405", async () => {
    expect(await t.post("/recipe/nope", {})).toMatchObject({ status: 404, text: "Not found\n" });
    expect(await t.post("/public/recipe/nope", {})).toMatchObject({ status: 404, text: "Not found\n" });
    expect(await t.get("/nosuch")).toMatchObject({ status: 404, text: "Not found\n" });
    expect(await t.get("/recipe/totp/verify")).toMatchObject({ status: 405, text: "Method not supported\n" });
    expect(await t.raw("DELETE", "/recipe/session")).toMatchObject({ status: 405, text: "Method not supported\n" });
    expect((await t.raw("PATCH", "/recipe/user/metadata", "{}")).status).toBe(405);
    expect((await t.raw("HEAD", "/recipe/session")).status).toBe(405);
  });

  test("a version it does not speak is a 400; none means the latest", async () => {
    const list = (cdi: string | null) => t.get("/recipe/totp/device/list", { userId: "u" }, { cdi });
    expect(await list("9.9")).toMatchObject({ status: 400, text: "cdi-version 9.9 not supported\n" });
    expect((await list("garbage")).status).toBe(400);
    expect((await list(null)).status).toBe(200);
  });

  test.each([
    ["broken JSON", "{bad"],
    ["nothing", ""],
    ["null", "null"],
    ["an array", "[]"],
    ["a string", '"text"'],
    ["half an object", '{"userId":'],
    ["a thousand open brackets", "[".repeat(1000)],
    ["objects 300 deep", `${'{"a":'.repeat(300)}1${"}".repeat(300)}`],
  ])("%s as a body is a 400", async (_, body) => {
    expect(await t.raw("POST", "/recipe/totp/verify", body)).toMatchObject({
      status: 400,
      text: "Invalid Json Input\n",
    });
  });

  test("a body of several megabytes is a 413", async () => {
    const answer = await t.raw("POST", "/recipe/totp/verify", JSON.stringify({ userId: "x".repeat(3_000_000) }));
    expect(answer.status).toBe(413);
    // On the same connection.
    expect((await t.raw("PATCH", "/recipe/totp/verify", "{}")).status).toBe(405);
  });

  test("a caller that hangs up halfway does no harm", async () => {
    const head = 'POST /recipe/totp/verify HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{"userId"';
    await new Promise<void>((resolve) => {
      const socket = connect(t.core.port, "127.0.0.1", () => socket.write(head, () => socket.destroy()));
      socket.on("close", () => resolve());
    });
    expect((await t.get("/hello")).status).toBe(200);
  });

  test.each(["http://evil.example", "http://localhost:3000", "null"])(
    "a web page's, which names its origin %s, is a 403",
    async (origin) => {
      const answer = await t.raw("POST", "/public/recipe/signup", '{"email":"a@example.com","password":"x"}', { headers: { origin } });
      expect(answer).toMatchObject({ status: 403, text: expect.stringContaining("not for web pages") });
    },
  );

  test.each([
    ["evil.example", 403],
    ["127.0.0.1.evil.example:3567", 403],
    ["localhost:3567", 200],
    ["LOCALHOST", 200],
    ["[::1]:3567", 200],
  ])("one for the host %s is a %i", async (host, status) => {
    // `fetch` lets nobody choose the host.
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(t.core.port, "127.0.0.1", () =>
        socket.write(`GET /hello HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`),
      );
      let text = "";
      socket.on("data", (chunk) => (text += chunk.toString()));
      socket.on("close", () => resolve(text));
      socket.on("error", reject);
    });
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });

  test("nothing a stranger sends makes it fail", async () => {
    const paths = [
      ...["/recipe/totp/device", "/recipe/totp/device/import", "/recipe/totp/device/list", "/recipe/totp/verify"],
      ...["/recipe/totp/device/verify", "/recipe/totp/device/remove", "/recipe/session", "/recipe/session/verify"],
      ...["/recipe/session/refresh", "/recipe/session/regenerate", "/recipe/session/remove", "/recipe/session/user"],
      ...["/recipe/user/metadata", "/recipe/role", "/recipe/user/role", "/recipe/signup", "/recipe/signin"],
      ...["/recipe/signinup", "/recipe/multitenancy/tenant/v2", "/recipe/multitenancy/config/thirdparty"],
      ...["/recipe/signinup/code", "/recipe/signinup/code/check", "/recipe/signinup/code/consume", "/recipe/signinup/codes"],
      ...["/recipe/signinup/codes/remove", "/recipe/signinup/code/remove", "/recipe/user/email/verify/token"],
      ...["/recipe/user/email/verify", "/recipe/user/email/verify/remove", "/recipe/accountlinking/user/primary"],
      ...["/recipe/accountlinking/user/link", "/recipe/accountlinking/user/unlink", "/recipe/userid/map"],
      ...["/recipe/accountlinking/user/primary/check", "/recipe/accountlinking/user/link/check", "/recipe/userid/map/remove"],
      ...["/users", "/users/by-accountinfo", "/user/id", "/user/remove", "/recipe/user", "/recipe/jwt/data"],
    ];
    const fields = [
      ...["userId", "deviceName", "skew", "period", "secretKey", "totp", "existingDeviceName", "newDeviceName"],
      ...["accessToken", "refreshToken", "enableAntiCsrf", "doAntiCsrfCheck", "checkDatabase", "userDataInJWT"],
      ...["userDataInDatabase", "useDynamicSigningKey", "metadataUpdate", "role", "permissions", "email", "password"],
      ...["tenantId", "firstFactors", "config", "thirdPartyId", "thirdPartyUserId", "sessionHandle", "recipeUserId"],
      ...["deviceId", "preAuthSessionId", "userInputCode", "linkCode", "codeId", "phoneNumber", "token", "method"],
      ...["primaryUserId", "superTokensUserId", "externalUserId", "externalUserIdInfo", "userIdType", "force"],
    ];
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constantFrom("a@example.com", "1"), fc.jsonValue());
    const body = fc.oneof(
      fc.dictionary(fc.constantFrom(...fields), value, { maxKeys: 10 }).map((object) => JSON.stringify(object)),
      fc.dictionary(fc.string(), fc.jsonValue()).map((object) => JSON.stringify(object)),
      fc.string(),
    );
    const path = fc.oneof(
      fc.constantFrom(...paths),
      fc.constantFrom(...paths).map((known) => `/public${known}`),
      fc.webPath(),
    );
    const query = fc.webQueryParameters();
    const header = fc.constantFrom("5.4", "4.0", "2.7", "0", "x.y", "5.4.0", "-1", "1e3");
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"),
        path,
        query,
        body,
        header,
        async (method, where, search, content, cdi) => {
          const url = `${where.startsWith("/") ? where : `/${where}`}?${search}`;
          const answer = await t.raw(method, url, method === "GET" ? undefined : content, { cdi });
          expect(answer.status).toBeLessThan(500);
        },
      ),
      { seed: 54, numRuns: 300 },
    );
    expect((await t.get("/hello")).status).toBe(200);
  });
});

describe("starting", () => {
  afterEach(() => vi.unstubAllEnvs());

  test("listens on the loopback address only, on a free port when asked for 0", async () => {
    expect(t.core.url).toBe(`http://127.0.0.1:${t.core.port}`);
    expect(t.core.port).toBeGreaterThan(0);
  });

  test("a taken port is refused with what to do about it", async () => {
    await expect(startCore({ port: t.core.port })).rejects.toThrow(/cannot listen on 127\.0\.0\.1:\d+.*another process.*--port/);
  });

  test("in production it refuses, and says why and what to do", async () => {
    vi.stubEnv("NODE_ENV", "production");
    await expect(startCore({ port: 0 })).rejects.toThrow(/NODE_ENV=production.*in memory.*SUPERTOKENS_CORE_URI/);
  });

  test("two cores share nothing", async () => {
    const other = await startTestCore();
    try {
      await t.put("/recipe/role", { role: "only-here" });
      expect((await other.get("/recipe/roles")).body.roles).toEqual([]);
    } finally {
      await other.core.close();
    }
  });

  test("after closing, the port is free again", async () => {
    const first = await startCore({ port: 0 });
    await first.close();
    const second = await startCore({ port: first.port });
    expect(second.port).toBe(first.port);
    await second.close();
  });
});
