import { randomUUID } from "node:crypto";
import { jsonEqual, type JsonObject } from "./json.js";
import { readUnverified, sha256, type Keys } from "./keys.js";
import { PUBLIC_TENANT } from "./multitenancy.js";

export interface StoredSession {
  handle: string;
  tenantId: string;
  /** The id that was signed in with; linking and mapping change whose session it is, not this. */
  recipeUserId: string;
  /** Twice-hashed refresh token: the one whose owner holds the session. */
  refreshTokenHash2: string;
  userDataInJWT: JsonObject;
  userDataInDatabase: JsonObject;
  useStaticKey: boolean;
  timeCreated: number;
  expiry: number;
}

export interface Token {
  token: string;
  /** Epoch milliseconds. */
  expiry: number;
  createdTime: number;
}

export interface SessionGrant {
  handle: string;
  userId: string;
  recipeUserId: string;
  tenantId: string;
  userDataInJWT: JsonObject;
  accessToken?: Token;
  refreshToken?: Token;
  antiCsrfToken?: string;
}

export type Unauthorised = { status: "UNAUTHORISED"; message: string };
export type VerifyOutcome = { status: "OK"; grant: SessionGrant } | Unauthorised | { status: "TRY_REFRESH_TOKEN"; message: string };
export type RefreshOutcome =
  | { status: "OK"; grant: SessionGrant }
  | Unauthorised
  | { status: "TOKEN_THEFT_DETECTED"; handle: string; userId: string; recipeUserId: string };
export type RegenerateOutcome = { status: "OK"; grant: SessionGrant } | Unauthorised;

export interface SessionOptions {
  now: () => number;
  keys: Keys;
  /** The user whom a recipe user signs in, by the id that answers name. */
  ownerOf: (recipeUserId: string) => string;
  accessTokenValidityMs: number;
  refreshTokenValidityMs: number;
}

interface AccessTokenClaims {
  handle: string;
  userId: string;
  recipeUserId: string;
  tenantId: string;
  refreshTokenHash1: string;
  parentRefreshTokenHash1: string | null;
  antiCsrfToken: string | null;
  expiry: number;
  userData: JsonObject;
}

/** Claims the core writes itself; a payload must not contain them. */
const PROTECTED_CLAIMS = [
  "sub",
  "exp",
  "iat",
  "sessionHandle",
  "refreshTokenHash1",
  "parentRefreshTokenHash1",
  "antiCsrfToken",
  "tId",
  "rsub",
];

export function hasProtectedClaim(payload: JsonObject): boolean {
  return PROTECTED_CLAIMS.some((claim) => Object.hasOwn(payload, claim));
}

const unauthorised = (message: string): Unauthorised => ({ status: "UNAUTHORISED", message });
const NO_SESSION = unauthorised("Session does not exist.");

/**
 * Sessions with rotating refresh tokens.
 *
 * Refreshing does not yet move the session on: the new tokens name the old one as their parent, and
 * the session moves when one of them is first used. Until then the old token may be used again (its
 * answer may have been lost); after that, using it, or a sibling, is theft.
 *
 * Nothing awaits between checking a session and changing it, so parallel calls cannot interleave.
 */
export function createSessions({ now, keys, ownerOf, accessTokenValidityMs, refreshTokenValidityMs }: SessionOptions) {
  const sessions = new Map<string, StoredSession>();

  function live(handle: string): StoredSession | undefined {
    const session = sessions.get(handle);
    return session !== undefined && session.expiry > now() ? session : undefined;
  }

  function makeRefreshToken(
    session: { handle: string; recipeUserId: string; tenantId: string },
    link: { parentRefreshTokenHash1: string | null; antiCsrfToken: string | null },
  ): Token {
    const nonce = sha256(randomUUID());
    const sealed = keys.encrypt({
      sessionHandle: session.handle,
      userId: session.recipeUserId,
      tenantId: session.tenantId,
      nonce,
      ...link,
    });
    const createdTime = now();
    return { token: `${sealed}.${nonce}.V2`, createdTime, expiry: createdTime + refreshTokenValidityMs };
  }

  async function makeAccessToken(claims: Omit<AccessTokenClaims, "expiry">, useStaticKey: boolean, expiry?: number) {
    const issuedAt = Math.floor(now() / 1000);
    const expiresAt = Math.floor((expiry ?? now() + accessTokenValidityMs) / 1000);
    const token = await keys.sign(
      {
        iat: issuedAt,
        exp: expiresAt,
        sub: claims.userId,
        tId: claims.tenantId,
        rsub: claims.recipeUserId,
        sessionHandle: claims.handle,
        refreshTokenHash1: claims.refreshTokenHash1,
        parentRefreshTokenHash1: claims.parentRefreshTokenHash1,
        antiCsrfToken: claims.antiCsrfToken,
        ...claims.userData,
      },
      useStaticKey,
    );
    return { token, expiry: expiresAt * 1000, createdTime: issuedAt * 1000 };
  }

  async function rotate(session: StoredSession, refreshToken: string, enableAntiCsrf: boolean): Promise<SessionGrant> {
    const parentRefreshTokenHash1 = sha256(refreshToken);
    const antiCsrfToken = enableAntiCsrf ? randomUUID() : null;
    const child = makeRefreshToken(session, { parentRefreshTokenHash1, antiCsrfToken });
    const claims = {
      handle: session.handle,
      userId: ownerOf(session.recipeUserId),
      recipeUserId: session.recipeUserId,
      tenantId: session.tenantId,
      refreshTokenHash1: sha256(child.token),
      parentRefreshTokenHash1,
      antiCsrfToken,
      userData: session.userDataInJWT,
    };
    return {
      ...grantOf(claims),
      accessToken: await makeAccessToken(claims, session.useStaticKey),
      refreshToken: child,
      ...(antiCsrfToken === null ? {} : { antiCsrfToken }),
    };
  }

  function revokeWhere(matches: (session: StoredSession) => boolean): string[] {
    const revoked = [...sessions.values()].filter(matches).map((session) => session.handle);
    for (const handle of revoked) sessions.delete(handle);
    return revoked;
  }

  return {
    async create(input: {
      tenantId: string;
      recipeUserId: string;
      userDataInJWT: JsonObject;
      userDataInDatabase: JsonObject;
      useStaticKey: boolean;
      enableAntiCsrf: boolean;
    }): Promise<SessionGrant> {
      const { tenantId, recipeUserId, userDataInJWT, userDataInDatabase, useStaticKey } = input;
      const handle = tenantId === PUBLIC_TENANT ? randomUUID() : `${randomUUID()}_${tenantId}`;
      const antiCsrfToken = input.enableAntiCsrf ? randomUUID() : null;
      const refreshToken = makeRefreshToken({ handle, recipeUserId, tenantId }, { parentRefreshTokenHash1: null, antiCsrfToken });
      const refreshTokenHash1 = sha256(refreshToken.token);
      sessions.set(handle, {
        handle,
        tenantId,
        recipeUserId,
        refreshTokenHash2: sha256(refreshTokenHash1),
        userDataInJWT,
        userDataInDatabase,
        useStaticKey,
        timeCreated: refreshToken.createdTime,
        expiry: refreshToken.expiry,
      });
      const claims = {
        handle,
        userId: ownerOf(recipeUserId),
        recipeUserId,
        tenantId,
        refreshTokenHash1,
        parentRefreshTokenHash1: null,
        antiCsrfToken,
        userData: userDataInJWT,
      };
      return {
        ...grantOf(claims),
        accessToken: await makeAccessToken(claims, useStaticKey),
        refreshToken,
        ...(antiCsrfToken === null ? {} : { antiCsrfToken }),
      };
    },

    async verify(
      accessToken: string,
      options: {
        antiCsrfToken: string | undefined;
        enableAntiCsrf: boolean;
        doAntiCsrfCheck: boolean;
        checkDatabase: boolean;
      },
    ): Promise<VerifyOutcome> {
      const payload = await keys.verify(accessToken);
      const claims = payload && readClaims(payload);
      if (claims === undefined) return { status: "TRY_REFRESH_TOKEN", message: "Invalid JWT" };
      if (claims.expiry < now()) return { status: "TRY_REFRESH_TOKEN", message: "Access token expired" };
      if (options.enableAntiCsrf && options.doAntiCsrfCheck) {
        if (claims.antiCsrfToken === null || options.antiCsrfToken !== claims.antiCsrfToken) {
          return { status: "TRY_REFRESH_TOKEN", message: "anti-csrf check failed" };
        }
      }

      const session = sessions.get(claims.handle);
      if (options.checkDatabase && session === undefined) {
        return unauthorised("Either the session has ended or has been blacklisted");
      }
      const stale = options.checkDatabase && session !== undefined && !jsonEqual(claims.userData, session.userDataInJWT);
      const parentHash1 = claims.parentRefreshTokenHash1;
      if (parentHash1 === null && !stale) return { status: "OK", grant: grantOf(claims) };
      if (session === undefined) return unauthorised("Session missing in db");

      const promote = parentHash1 !== null && session.refreshTokenHash2 === sha256(parentHash1);
      const current = session.refreshTokenHash2 === sha256(claims.refreshTokenHash1);
      if (!promote && !current && !stale) return { status: "OK", grant: grantOf(claims) };
      if (promote) {
        session.refreshTokenHash2 = sha256(claims.refreshTokenHash1);
        session.expiry = now() + refreshTokenValidityMs;
      }
      const renewed = { ...claims, parentRefreshTokenHash1: null, userData: session.userDataInJWT };
      return {
        status: "OK",
        grant: { ...grantOf(renewed), accessToken: await makeAccessToken(renewed, session.useStaticKey) },
      };
    },

    async refresh(
      refreshToken: string,
      options: { antiCsrfToken: string | undefined; enableAntiCsrf: boolean; useStaticKey: boolean },
    ): Promise<RefreshOutcome> {
      const [sealed, nonce, version, ...rest] = refreshToken.split(".");
      if (version !== "V2" || rest.length > 0) {
        return unauthorised(
          "io.supertokens.session.refreshToken.RefreshToken$InvalidRefreshTokenFormatException: " +
            "version of refresh token not recognised",
        );
      }
      const info = keys.decrypt(sealed ?? "");
      // Only the sealed part is authenticated. A token with another nonce beside it is no token, least of all a stolen one.
      if (info === undefined || typeof info.sessionHandle !== "string" || info.nonce !== nonce) {
        return unauthorised("Invalid refresh token");
      }
      if (options.enableAntiCsrf && typeof info.antiCsrfToken === "string" && info.antiCsrfToken !== options.antiCsrfToken) {
        return unauthorised("Anti CSRF token missing, or not matching");
      }
      const session = sessions.get(info.sessionHandle);
      if (session === undefined || session.expiry < now()) {
        return unauthorised("Session missing in db or has expired");
      }

      const hash2 = sha256(sha256(refreshToken));
      if (session.refreshTokenHash2 !== hash2) {
        const parentHash1 = info.parentRefreshTokenHash1;
        if (typeof parentHash1 !== "string" || sha256(parentHash1) !== session.refreshTokenHash2) {
          const { handle, recipeUserId } = session;
          return { status: "TOKEN_THEFT_DETECTED", handle, userId: ownerOf(recipeUserId), recipeUserId };
        }
        session.refreshTokenHash2 = hash2;
        session.expiry = now() + refreshTokenValidityMs;
      }
      session.useStaticKey = options.useStaticKey;
      return { status: "OK", grant: await rotate(session, refreshToken, options.enableAntiCsrf) };
    },

    /** New access token with another payload and the same expiry; none if it has expired already. */
    async regenerate(accessToken: string, userDataInJWT: JsonObject | undefined): Promise<RegenerateOutcome> {
      const payload = readUnverified(accessToken);
      const claims = payload && readClaims(payload);
      if (claims === undefined) return unauthorised("Invalid JWT");
      const session = live(claims.handle);
      if (session === undefined) return NO_SESSION;
      session.userDataInJWT = userDataInJWT ?? session.userDataInJWT;
      const renewed = { ...claims, userData: session.userDataInJWT };
      const grant = grantOf(renewed);
      if (claims.expiry < now()) return { status: "OK", grant };
      const token = await makeAccessToken(renewed, session.useStaticKey, claims.expiry);
      return { status: "OK", grant: { ...grant, accessToken: token } };
    },

    get: live,

    /** Of recipe users. */
    handlesOf(userIds: string[], tenantId?: string): string[] {
      return [...sessions.values()]
        .filter((session) => userIds.includes(session.recipeUserId) && session.expiry > now())
        .filter((session) => tenantId === undefined || session.tenantId === tenantId)
        .map((session) => session.handle);
    },

    /** Answers which of the handles there were. */
    revoke(handles: string[]): string[] {
      return handles.filter((handle) => sessions.delete(handle));
    },

    /** Of recipe users. */
    revokeUsers(userIds: string[], tenantId?: string): string[] {
      return revokeWhere((session) => userIds.includes(session.recipeUserId) && (tenantId === undefined || session.tenantId === tenantId));
    },

    revokeTenant(tenantId: string): string[] {
      return revokeWhere((session) => session.tenantId === tenantId);
    },

    updateDatabaseData(handle: string, data: JsonObject): Unauthorised | undefined {
      const session = live(handle);
      if (session === undefined) return NO_SESSION;
      session.userDataInDatabase = data;
      return undefined;
    },

    updateJwtData(handle: string, data: JsonObject): Unauthorised | undefined {
      const session = live(handle);
      if (session === undefined) return NO_SESSION;
      session.userDataInJWT = data;
      return undefined;
    },
  };
}

function grantOf(claims: { handle: string; userId: string; recipeUserId: string; tenantId: string; userData: JsonObject }): SessionGrant {
  return {
    handle: claims.handle,
    userId: claims.userId,
    recipeUserId: claims.recipeUserId,
    tenantId: claims.tenantId,
    userDataInJWT: claims.userData,
  };
}

function readClaims(payload: JsonObject): AccessTokenClaims | undefined {
  const { sub, rsub, tId, sessionHandle, refreshTokenHash1, parentRefreshTokenHash1, antiCsrfToken, exp } = payload;
  if (typeof sub !== "string" || typeof tId !== "string" || typeof sessionHandle !== "string") return undefined;
  if (typeof refreshTokenHash1 !== "string" || typeof exp !== "number") return undefined;
  return {
    handle: sessionHandle,
    userId: sub,
    recipeUserId: typeof rsub === "string" ? rsub : sub,
    tenantId: tId,
    refreshTokenHash1,
    parentRefreshTokenHash1: typeof parentRefreshTokenHash1 === "string" ? parentRefreshTokenHash1 : null,
    antiCsrfToken: typeof antiCsrfToken === "string" ? antiCsrfToken : null,
    expiry: exp * 1000,
    userData: Object.fromEntries(Object.entries(payload).filter(([claim]) => !PROTECTED_CLAIMS.includes(claim))),
  };
}
