import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { JsonObject } from "../../demo/core/json.js";
import { claims, num, obj, START, startTestCore, str, unique, type Answer, type TestCore } from "./support.js";

const HOUR = 3_600_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

let t: TestCore;
beforeAll(async () => {
  t = await startTestCore();
});
beforeEach(() => {
  t.clock.now = START;
});
afterAll(() => t.core.close());

interface Tokens {
  handle: string;
  userId: string;
  access: string;
  refresh: string;
}

async function createSession(change: JsonObject = {}, tenant = "public"): Promise<Tokens> {
  const answer = await t.post(`/${tenant}/recipe/session`, {
    userId: unique("u"),
    userDataInJWT: {},
    userDataInDatabase: {},
    useDynamicSigningKey: true,
    enableAntiCsrf: false,
    ...change,
  });
  return tokensOf(answer);
}

function tokensOf({ body }: Answer): Tokens {
  const session = obj(body.session);
  return {
    handle: str(session.handle),
    userId: str(session.userId),
    access: str(obj(body.accessToken).token),
    refresh: str(obj(body.refreshToken).token),
  };
}

const refresh = (refreshToken: string, change: JsonObject = {}) =>
  t.post("/recipe/session/refresh", { refreshToken, enableAntiCsrf: false, useDynamicSigningKey: true, ...change });
const verify = (accessToken: string, change: JsonObject = {}) =>
  t.post("/recipe/session/verify", {
    accessToken,
    doAntiCsrfCheck: false,
    enableAntiCsrf: false,
    checkDatabase: false,
    ...change,
  });
const regenerate = (accessToken: string, userDataInJWT?: JsonObject) =>
  t.post("/recipe/session/regenerate", { accessToken, ...(userDataInJWT ? { userDataInJWT } : {}) });
const information = (sessionHandle: string) => t.get("/recipe/session", { sessionHandle });

describe("creating a session", () => {
  test("answers the session and two tokens", async () => {
    const answer = await t.post("/public/recipe/session", {
      userId: "someone",
      userDataInJWT: { role: "admin" },
      userDataInDatabase: { secret: 1 },
      useDynamicSigningKey: true,
      enableAntiCsrf: false,
    });
    expect(answer.body).toEqual({
      status: "OK",
      session: {
        handle: expect.stringMatching(UUID),
        userId: "someone",
        recipeUserId: "someone",
        userDataInJWT: { role: "admin" },
        tenantId: "public",
      },
      accessToken: { token: expect.any(String), createdTime: START, expiry: START + HOUR },
      refreshToken: { token: expect.stringMatching(/\.V2$/), createdTime: START, expiry: START + 2400 * HOUR },
    });
  });

  test("the access token names the session, and its payload", async () => {
    const { access, handle, userId } = await createSession({ userDataInJWT: { role: "admin" } });
    expect(claims(access)).toEqual({
      iat: START / 1000,
      exp: (START + HOUR) / 1000,
      sub: userId,
      rsub: userId,
      tId: "public",
      sessionHandle: handle,
      refreshTokenHash1: expect.stringMatching(/^[0-9a-f]{64}$/),
      parentRefreshTokenHash1: null,
      antiCsrfToken: null,
      role: "admin",
    });
  });

  test.each([
    [true, /^d-\d+$/],
    [false, /^s-/],
  ])("with useDynamicSigningKey %s it is signed by a key of the JWKS called %s", async (useDynamicSigningKey, kid) => {
    const { access } = await createSession({ useDynamicSigningKey });
    const jwks = createRemoteJWKSet(new URL(`${t.core.url}/.well-known/jwks.json`));
    const { protectedHeader } = await jwtVerify(access, jwks, { currentDate: new Date(START) });
    expect(protectedHeader).toEqual({ alg: "RS256", typ: "JWT", version: "5", kid: expect.stringMatching(kid) });
  });

  test("on a tenant the handle ends with its name", async () => {
    const tenantId = unique("t");
    await t.put("/recipe/multitenancy/tenant/v2", { tenantId });
    const { handle, access } = await createSession({}, tenantId);
    expect(handle.endsWith(`_${tenantId}`)).toBe(true);
    expect(claims(access).tId).toBe(tenantId);
  });

  test("a payload must not name the claims the core writes", async () => {
    for (const claim of ["sub", "exp", "iat", "tId", "rsub", "sessionHandle", "refreshTokenHash1", "antiCsrfToken"]) {
      const answer = await t.post("/public/recipe/session", {
        userId: "u",
        userDataInJWT: { [claim]: "x" },
        userDataInDatabase: {},
        enableAntiCsrf: false,
      });
      expect(answer).toMatchObject({ status: 400, text: "The user payload contains protected field\n" });
    }
  });

  test.each(["userId", "userDataInJWT", "userDataInDatabase", "enableAntiCsrf"])("without %s it is a 400", async (field) => {
    const body = {
      userId: "u",
      userDataInJWT: {},
      userDataInDatabase: {},
      enableAntiCsrf: false,
      [field]: undefined,
    };
    expect(await t.post("/public/recipe/session", body)).toMatchObject({
      status: 400,
      text: `Field name '${field}' is invalid in JSON input\n`,
    });
  });
});

describe("the key set", () => {
  test("holds public keys only, and may be cached", async () => {
    const answer = await t.get("/.well-known/jwks.json", {}, { cdi: null });
    expect(answer.body).toEqual({
      keys: [/^d-\d+$/, /^s-/].map((kid) => ({
        kty: "RSA",
        kid: expect.stringMatching(kid),
        n: expect.any(String),
        e: "AQAB",
        alg: "RS256",
        use: "sig",
      })),
    });
    expect(answer.headers.get("cache-control")).toMatch(/^max-age=\d+, must-revalidate$/);
  });
});

describe("verifying a session", () => {
  test("a fresh token is OK and is not replaced", async () => {
    const { access, handle, userId } = await createSession({ userDataInJWT: { a: 1 } });
    const session = { handle, userId, recipeUserId: userId, userDataInJWT: { a: 1 }, tenantId: "public" };
    expect((await verify(access)).body).toEqual({ status: "OK", session });
    expect((await verify(access, { checkDatabase: true })).body).toEqual({ status: "OK", session });
  });

  test("an expired token is TRY_REFRESH_TOKEN", async () => {
    const { access } = await createSession();
    t.clock.advance(HOUR);
    expect((await verify(access)).body.status).toBe("OK");
    t.clock.advance(1000);
    expect((await verify(access)).body).toEqual({ status: "TRY_REFRESH_TOKEN", message: "Access token expired" });
  });

  test("a token signed by somebody else is TRY_REFRESH_TOKEN", async () => {
    const other = await startTestCore();
    try {
      const { access } = await createSession();
      const [head = "", payload = ""] = access.split(".");
      const bad = ["garbage", "", `${head}.${payload}.`, `${head}.${payload}.AAAA`, "a.b.c"];
      for (const token of bad) expect((await verify(token)).body.status).toBe("TRY_REFRESH_TOKEN");
      const foreign = await other.post("/recipe/session/verify", {
        accessToken: access,
        doAntiCsrfCheck: false,
        enableAntiCsrf: false,
        checkDatabase: false,
      });
      expect(foreign.body.status).toBe("TRY_REFRESH_TOKEN");
    } finally {
      await other.core.close();
    }
  });

  test("a revoked session is noticed only when the database is asked", async () => {
    const { access, handle } = await createSession();
    await t.post("/recipe/session/remove", { sessionHandles: [handle] });
    expect((await verify(access)).body.status).toBe("OK");
    expect((await verify(access, { checkDatabase: true })).body).toEqual({
      status: "UNAUTHORISED",
      message: "Either the session has ended or has been blacklisted",
    });
  });

  test("when the stored payload has changed, asking the database answers a new token with it", async () => {
    const { access, handle } = await createSession({ userDataInJWT: { a: 1 } });
    await t.put("/recipe/jwt/data", { sessionHandle: handle, userDataInJWT: { a: 2 } });
    expect((await verify(access)).body.accessToken).toBeUndefined();
    const { body } = await verify(access, { checkDatabase: true });
    expect(obj(body.session).userDataInJWT).toEqual({ a: 2 });
    expect(claims(str(obj(body.accessToken).token)).a).toBe(2);
  });

  test("with anti-CSRF the token answered at creation must come along", async () => {
    const created = await t.post("/public/recipe/session", {
      userId: "u",
      userDataInJWT: {},
      userDataInDatabase: {},
      enableAntiCsrf: true,
    });
    const antiCsrfToken = str(created.body.antiCsrfToken);
    const { access } = tokensOf(created);
    const check = { enableAntiCsrf: true, doAntiCsrfCheck: true };
    expect((await verify(access, { ...check, antiCsrfToken })).body.status).toBe("OK");
    expect((await verify(access, { ...check, antiCsrfToken: "other" })).body).toEqual({
      status: "TRY_REFRESH_TOKEN",
      message: "anti-csrf check failed",
    });
    expect((await verify(access, check)).body.status).toBe("TRY_REFRESH_TOKEN");
    expect((await verify(access, { ...check, doAntiCsrfCheck: false })).body.status).toBe("OK");
  });
});

describe("refreshing a session", () => {
  test("answers new tokens for the same session, payload included", async () => {
    const first = await createSession({ userDataInJWT: { a: 1 } });
    t.clock.advance(2 * HOUR);
    const answer = await refresh(first.refresh);
    expect(answer.body).toEqual({
      status: "OK",
      session: {
        handle: first.handle,
        userId: first.userId,
        recipeUserId: first.userId,
        userDataInJWT: { a: 1 },
        tenantId: "public",
      },
      accessToken: { token: expect.any(String), createdTime: t.clock.now, expiry: t.clock.now + HOUR },
      refreshToken: {
        token: expect.any(String),
        createdTime: t.clock.now,
        expiry: t.clock.now + 2400 * HOUR,
      },
    });
    const second = tokensOf(answer);
    expect(second.refresh).not.toBe(first.refresh);
    expect(claims(second.access).parentRefreshTokenHash1).toBe(claims(first.access).refreshTokenHash1);
  });

  test("a token may be used again until one of its children was (its answer may be lost)", async () => {
    const { refresh: r1 } = await createSession();
    for (let attempt = 0; attempt < 3; attempt += 1) expect((await refresh(r1)).body.status).toBe("OK");
  });

  test("parallel refreshes with one token all work", async () => {
    const { refresh: r1 } = await createSession();
    const answers = await Promise.all(Array.from({ length: 6 }, () => refresh(r1)));
    expect(answers.map((answer) => answer.body.status)).toEqual(Array.from({ length: 6 }, () => "OK"));
  });

  test("once a child was refreshed, its parent is theft", async () => {
    const { refresh: r1, handle, userId } = await createSession();
    const { refresh: r2 } = tokensOf(await refresh(r1));
    expect((await refresh(r2)).body.status).toBe("OK");
    expect((await refresh(r1)).body).toEqual({
      status: "TOKEN_THEFT_DETECTED",
      session: { handle, userId, recipeUserId: userId },
    });
  });

  test("once a child's access token was verified, its parent is theft", async () => {
    const { refresh: r1 } = await createSession();
    const child = tokensOf(await refresh(r1));
    const promoted = await verify(child.access);
    expect(promoted.body.status).toBe("OK");
    // The new access token has no parent, so later checks need no call to the core.
    expect(claims(str(obj(promoted.body.accessToken).token)).parentRefreshTokenHash1).toBeNull();
    expect((await refresh(r1)).body.status).toBe("TOKEN_THEFT_DETECTED");
    expect((await refresh(child.refresh)).body.status).toBe("OK");
  });

  test("of two siblings, using one makes the other theft", async () => {
    const { refresh: r1 } = await createSession();
    const [a, b] = [tokensOf(await refresh(r1)), tokensOf(await refresh(r1))];
    expect((await refresh(a.refresh)).body.status).toBe("OK");
    expect((await refresh(b.refresh)).body.status).toBe("TOKEN_THEFT_DETECTED");
  });

  test.each<[string, (token: string) => string]>([
    ["another nonce", (token) => token.replace(/\.[^.]*\.V2$/, `.${"0".repeat(64)}.V2`)],
    ["another spelling of the same bytes", (token) => `!${token}`],
  ])("a token with %s is no token: neither theft nor a way to move the session on", async (_, tamper) => {
    const refused = { status: "UNAUTHORISED", message: "Invalid refresh token" };
    const { refresh: r1 } = await createSession();
    expect((await refresh(tamper(r1))).body).toEqual(refused);
    const { refresh: r2 } = tokensOf(await refresh(r1));
    expect((await refresh(tamper(r2))).body).toEqual(refused);
    expect((await refresh(r1)).body.status).toBe("OK");
    expect((await refresh(r2)).body.status).toBe("OK");
  });

  test("theft does not end the session by itself: the SDK removes it", async () => {
    const { refresh: r1, handle } = await createSession();
    const { refresh: r2 } = tokensOf(await refresh(r1));
    await refresh(r2);
    await refresh(r1);
    expect((await information(handle)).body.status).toBe("OK");
    await t.post("/recipe/session/remove", { sessionHandles: [handle] });
    expect((await refresh(r2)).body).toEqual({
      status: "UNAUTHORISED",
      message: "Session missing in db or has expired",
    });
  });

  test("a token whose time is over is UNAUTHORISED", async () => {
    const { refresh: r1 } = await createSession();
    t.clock.advance(2400 * HOUR + 1);
    expect((await refresh(r1)).body.status).toBe("UNAUTHORISED");
  });

  test("using the session prolongs it", async () => {
    const { refresh: r1 } = await createSession();
    t.clock.advance(2000 * HOUR);
    const { refresh: r2 } = tokensOf(await refresh(r1));
    expect((await refresh(r2)).body.status).toBe("OK");
    t.clock.advance(2000 * HOUR);
    expect((await refresh(r2)).body.status).toBe("OK");
  });

  test.each(["garbage", "", "a.b", "a.b.V2", "a.b.V1", "..V2", `${"A".repeat(80)}.b.V2`])("%j is UNAUTHORISED", async (token) => {
    expect((await refresh(token)).body).toEqual({ status: "UNAUTHORISED", message: expect.any(String) });
  });

  test("with anti-CSRF the token must come along", async () => {
    const created = await t.post("/public/recipe/session", {
      userId: "u",
      userDataInJWT: {},
      userDataInDatabase: {},
      enableAntiCsrf: true,
    });
    const { refresh: r1 } = tokensOf(created);
    expect((await refresh(r1, { enableAntiCsrf: true })).body).toEqual({
      status: "UNAUTHORISED",
      message: "Anti CSRF token missing, or not matching",
    });
    const antiCsrfToken = str(created.body.antiCsrfToken);
    const answer = await refresh(r1, { enableAntiCsrf: true, antiCsrfToken });
    expect(answer.body).toMatchObject({ status: "OK", antiCsrfToken: expect.stringMatching(UUID) });
    expect(answer.body.antiCsrfToken).not.toBe(antiCsrfToken);
  });

  test("useDynamicSigningKey decides which key signs from then on, regenerated tokens too", async () => {
    const kidOf = (token: string) => decodeProtectedHeader(token).kid?.slice(0, 2);
    const { access, refresh: r1 } = await createSession({ useDynamicSigningKey: true });
    expect(kidOf(access)).toBe("d-");
    const second = tokensOf(await refresh(r1, { useDynamicSigningKey: false }));
    expect(kidOf(second.access)).toBe("s-");
    const { body } = await regenerate(second.access, {});
    expect(kidOf(str(obj(body.accessToken).token))).toBe("s-");
  });

  test("useDynamicSigningKey must be given", async () => {
    const { refresh: r1 } = await createSession();
    expect(await t.post("/recipe/session/refresh", { refreshToken: r1, enableAntiCsrf: false })).toMatchObject({
      status: 400,
      text: "Field name 'useDynamicSigningKey' is invalid in JSON input\n",
    });
  });
});

describe("regenerating a session", () => {
  test("changes the payload, here and after a refresh, and keeps the expiry", async () => {
    const { access, refresh: r1 } = await createSession({ userDataInJWT: { a: 1 } });
    t.clock.advance(60_000);
    const { body } = await regenerate(access, { b: 2 });
    expect(body.accessToken).toEqual({
      token: expect.any(String),
      createdTime: START + 60_000,
      expiry: START + HOUR,
    });
    expect(body.refreshToken).toBeUndefined();
    const payload = claims(str(obj(body.accessToken).token));
    expect(payload).toMatchObject({ b: 2, iat: START / 1000 + 60, exp: (START + HOUR) / 1000 });
    expect(payload.a).toBeUndefined();
    expect(obj((await refresh(r1)).body.session).userDataInJWT).toEqual({ b: 2 });
  });

  test("without a payload keeps the stored one", async () => {
    const { access } = await createSession({ userDataInJWT: { a: 1 } });
    expect(obj((await regenerate(access)).body.session).userDataInJWT).toEqual({ a: 1 });
  });

  test("with an expired token changes the payload but answers no token", async () => {
    const { access, handle } = await createSession();
    t.clock.advance(HOUR + 1000);
    const { body } = await regenerate(access, { b: 2 });
    expect(body.status).toBe("OK");
    expect(body.accessToken).toBeUndefined();
    expect((await information(handle)).body.userDataInJWT).toEqual({ b: 2 });
  });

  test("of a session that is gone is UNAUTHORISED", async () => {
    const { access, handle } = await createSession();
    await t.post("/recipe/session/remove", { sessionHandles: [handle] });
    expect((await regenerate(access, {})).body).toEqual({
      status: "UNAUTHORISED",
      message: "Session does not exist.",
    });
    expect((await regenerate("garbage", {})).body.status).toBe("UNAUTHORISED");
  });

  test("a payload with protected claims is a 400", async () => {
    const { access } = await createSession();
    expect((await regenerate(access, { sub: "x" })).status).toBe(400);
  });
});

describe("looking a session up", () => {
  test("answers all there is to know", async () => {
    const { handle, userId } = await createSession({ userDataInJWT: { a: 1 }, userDataInDatabase: { b: 2 } });
    expect((await information(handle)).body).toEqual({
      status: "OK",
      sessionHandle: handle,
      userId,
      recipeUserId: userId,
      tenantId: "public",
      userDataInJWT: { a: 1 },
      userDataInDatabase: { b: 2 },
      timeCreated: START,
      expiry: START + 2400 * HOUR,
    });
  });

  test("an unknown or expired one is UNAUTHORISED", async () => {
    const { handle } = await createSession();
    const gone = { status: "UNAUTHORISED", message: "Session does not exist." };
    expect((await information("nope")).body).toEqual(gone);
    t.clock.advance(2400 * HOUR);
    expect((await information(handle)).body).toEqual(gone);
  });

  test("both kinds of data can be replaced", async () => {
    const { handle } = await createSession({ userDataInJWT: { a: 1 }, userDataInDatabase: { b: 2 } });
    const database = { sessionHandle: handle, userDataInDatabase: { c: 3 } };
    expect((await t.put("/recipe/session/data", database)).body).toEqual({ status: "OK" });
    const jwt = { sessionHandle: handle, userDataInJWT: { d: 4 } };
    expect((await t.put("/recipe/jwt/data", jwt)).body).toEqual({ status: "OK" });
    expect((await information(handle)).body).toMatchObject({
      userDataInDatabase: { c: 3 },
      userDataInJWT: { d: 4 },
    });
  });

  test("the data of an unknown session cannot be replaced", async () => {
    const gone = { status: "UNAUTHORISED", message: "Session does not exist." };
    const sessionHandle = "nope";
    expect((await t.put("/recipe/session/data", { sessionHandle, userDataInDatabase: {} })).body).toEqual(gone);
    expect((await t.put("/recipe/jwt/data", { sessionHandle, userDataInJWT: {} })).body).toEqual(gone);
  });
});

describe("sessions of a user", () => {
  async function threeSessions() {
    const userId = unique("u");
    const tenantId = unique("t");
    await t.put("/recipe/multitenancy/tenant/v2", { tenantId });
    const handles = [
      (await createSession({ userId })).handle,
      (await createSession({ userId })).handle,
      (await createSession({ userId }, tenantId)).handle,
    ];
    return { userId, tenantId, handles };
  }

  test("are listed across tenants, or for one", async () => {
    const { userId, tenantId, handles } = await threeSessions();
    expect((await t.get("/recipe/session/user", { userId })).body).toEqual({ status: "OK", sessionHandles: handles });
    const one = await t.get(`/${tenantId}/recipe/session/user`, { userId, fetchAcrossAllTenants: "false" });
    expect(one.body.sessionHandles).toEqual(handles.slice(2));
    expect((await t.get("/recipe/session/user", { userId: unique("u") })).body.sessionHandles).toEqual([]);
  });

  test("are revoked across tenants, or for one", async () => {
    const { userId, tenantId, handles } = await threeSessions();
    const one = await t.post(`/${tenantId}/recipe/session/remove`, { userId, revokeAcrossAllTenants: false });
    expect(one.body).toEqual({ status: "OK", sessionHandlesRevoked: handles.slice(2) });
    const rest = await t.post("/recipe/session/remove", { userId, revokeAcrossAllTenants: true });
    expect(rest.body.sessionHandlesRevoked).toEqual(handles.slice(0, 2));
    expect((await t.get("/recipe/session/user", { userId })).body.sessionHandles).toEqual([]);
  });

  test("removing by handle answers those that existed", async () => {
    const { handles } = await threeSessions();
    const [first = ""] = handles;
    const answer = await t.post("/recipe/session/remove", { sessionHandles: [first, "nope", first] });
    expect(answer.body).toEqual({ status: "OK", sessionHandlesRevoked: [first] });
  });

  test("removing needs a user or handles, and not both", async () => {
    for (const body of [{}, { userId: "u", sessionHandles: [] }]) {
      expect(await t.post("/recipe/session/remove", body)).toMatchObject({
        status: 400,
        text: "Invalid JSON input - use one of userId or sessionHandles array\n",
      });
    }
  });
});

test("the lifetimes of tokens can be configured", async () => {
  const brief = await startTestCore({ accessTokenValidity: 2, refreshTokenValidity: 10 });
  try {
    const { body } = await brief.post("/public/recipe/session", {
      userId: "u",
      userDataInJWT: {},
      userDataInDatabase: {},
      enableAntiCsrf: false,
    });
    expect(num(obj(body.accessToken).expiry)).toBe(START + 2000);
    expect(num(obj(body.refreshToken).expiry)).toBe(START + 10_000);
  } finally {
    await brief.core.close();
  }
});
