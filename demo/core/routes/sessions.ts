import type { Core } from "../core.js";
import { badRequest, ok, status, type Body, type Reply } from "../http.js";
import type { JsonObject } from "../json.js";
import type { Route } from "../router.js";
import { hasProtectedClaim, type SessionGrant, type Token, type Unauthorised } from "../sessions.js";

export function sessionRoutes({ sessions, users, sessionIdsOf }: Core): Route[] {
  return [
    {
      method: "POST",
      path: "/recipe/session",
      scope: "tenant",
      async handle({ tenantId, body }) {
        const recipeUserId = users.publicId(body.string("userId"));
        const enableAntiCsrf = body.boolean("enableAntiCsrf");
        const userDataInJWT = readPayload(body);
        const userDataInDatabase = body.object("userDataInDatabase");
        const useStaticKey = body.optionalBoolean("useDynamicSigningKey") === false;
        return granted(await sessions.create({ tenantId, recipeUserId, userDataInJWT, userDataInDatabase, useStaticKey, enableAntiCsrf }));
      },
    },
    {
      method: "GET",
      path: "/recipe/session",
      scope: "any",
      handle({ query }) {
        const session = sessions.get(query.string("sessionHandle"));
        if (session === undefined) return status("UNAUTHORISED", { message: "Session does not exist." });
        return ok({
          sessionHandle: session.handle,
          // A mapped id shows at the next refresh only, another primary user at once.
          userId: users.recipeUser(session.recipeUserId)?.primaryUserId ?? session.recipeUserId,
          recipeUserId: session.recipeUserId,
          tenantId: session.tenantId,
          userDataInJWT: session.userDataInJWT,
          userDataInDatabase: session.userDataInDatabase,
          timeCreated: session.timeCreated,
          expiry: session.expiry,
        });
      },
    },
    {
      method: "POST",
      path: "/recipe/session/verify",
      scope: "any",
      async handle({ body }) {
        const accessToken = body.string("accessToken");
        const outcome = await sessions.verify(accessToken, {
          antiCsrfToken: body.optionalString("antiCsrfToken"),
          doAntiCsrfCheck: body.boolean("doAntiCsrfCheck"),
          enableAntiCsrf: body.boolean("enableAntiCsrf"),
          checkDatabase: body.boolean("checkDatabase"),
        });
        return outcome.status === "OK" ? granted(outcome.grant) : status(outcome.status, { message: outcome.message });
      },
    },
    {
      method: "POST",
      path: "/recipe/session/refresh",
      scope: "any",
      async handle({ body }) {
        const refreshToken = body.string("refreshToken");
        const outcome = await sessions.refresh(refreshToken, {
          antiCsrfToken: body.optionalString("antiCsrfToken"),
          enableAntiCsrf: body.boolean("enableAntiCsrf"),
          useStaticKey: !body.boolean("useDynamicSigningKey"),
        });
        if (outcome.status === "OK") return granted(outcome.grant);
        if (outcome.status === "UNAUTHORISED") return refused(outcome);
        const { handle, userId, recipeUserId } = outcome;
        return status(outcome.status, { session: { handle, userId, recipeUserId } });
      },
    },
    {
      method: "POST",
      path: "/recipe/session/regenerate",
      scope: "any",
      async handle({ body }) {
        const accessToken = body.string("accessToken");
        const payload = body.has("userDataInJWT") ? readPayload(body) : undefined;
        const outcome = await sessions.regenerate(accessToken, payload);
        return outcome.status === "OK" ? granted(outcome.grant) : refused(outcome);
      },
    },
    {
      method: "POST",
      path: "/recipe/session/remove",
      scope: "tenant",
      handle({ tenantId, body }) {
        const userId = body.optionalString("userId");
        const handles = body.optionalStrings("sessionHandles");
        if ((userId === undefined) === (handles === undefined)) {
          throw badRequest("Invalid JSON input - use one of userId or sessionHandles array");
        }
        const acrossTenants = body.optionalBoolean("revokeAcrossAllTenants");
        const linkedAccounts = body.optionalBoolean("revokeSessionsForLinkedAccounts");
        if (userId === undefined) {
          if (acrossTenants !== undefined) throw onlyWithUserId("revokeAcrossAllTenants");
          if (linkedAccounts !== undefined) throw onlyWithUserId("revokeSessionsForLinkedAccounts");
          return ok({ sessionHandlesRevoked: sessions.revoke(handles ?? []) });
        }
        const only = acrossTenants === false ? tenantId : undefined;
        return ok({ sessionHandlesRevoked: sessions.revokeUsers(sessionIdsOf(userId, linkedAccounts ?? true), only) });
      },
    },
    {
      method: "GET",
      path: "/recipe/session/user",
      scope: "tenant",
      handle({ tenantId, query }) {
        const userId = query.string("userId");
        const only = query.flag("fetchAcrossAllTenants", true) ? undefined : tenantId;
        return ok({
          sessionHandles: sessions.handlesOf(sessionIdsOf(userId, query.flag("fetchSessionsForAllLinkedAccounts", true)), only),
        });
      },
    },
    {
      method: "PUT",
      path: "/recipe/session/data",
      scope: "any",
      handle({ body }) {
        const failure = sessions.updateDatabaseData(body.string("sessionHandle"), body.object("userDataInDatabase"));
        return failure ? refused(failure) : ok();
      },
    },
    {
      method: "PUT",
      path: "/recipe/jwt/data",
      scope: "any",
      handle({ body }) {
        const failure = sessions.updateJwtData(body.string("sessionHandle"), readPayload(body));
        return failure ? refused(failure) : ok();
      },
    },
  ];
}

function granted({ accessToken, refreshToken, antiCsrfToken, ...session }: SessionGrant): Reply {
  return ok({
    session: {
      handle: session.handle,
      userId: session.userId,
      recipeUserId: session.recipeUserId,
      userDataInJWT: session.userDataInJWT,
      tenantId: session.tenantId,
    },
    ...(accessToken ? { accessToken: tokenJson(accessToken) } : {}),
    ...(refreshToken ? { refreshToken: tokenJson(refreshToken) } : {}),
    ...(antiCsrfToken === undefined ? {} : { antiCsrfToken }),
  });
}

function tokenJson({ token, expiry, createdTime }: Token): JsonObject {
  return { token, expiry, createdTime };
}

function refused({ status: name, message }: Unauthorised): Reply {
  return status(name, { message });
}

function onlyWithUserId(field: string) {
  return badRequest(`Invalid JSON input - ${field} can only be set if userId is set`);
}

function readPayload(body: Body): JsonObject {
  const payload = body.object("userDataInJWT");
  if (hasProtectedClaim(payload)) throw badRequest("The user payload contains protected field");
  return payload;
}
