import type { SessionContainerInterface } from "supertokens-node/recipe/session/types/index.js";
import type { JSONObject, UserContext } from "supertokens-node/types/index.js";

const known = new WeakMap<UserContext, SessionContainerInterface>();

/**
 * To be called when the core just said that it has this session. It ends the sessions of a user who is deleted, or whose
 * account is linked or unlinked, so the session's user id is the user's own, and the rest of the request needn't read the
 * user to know it.
 */
export function noteKnownSession(session: SessionContainerInterface, userContext: UserContext): void {
  known.set(userContext, session);
}

/** The user id of the session with this payload; `undefined` when the core wasn't asked for it in this request. */
export function knownUserId(accessTokenPayload: JSONObject, userContext: UserContext): string | undefined {
  const session = known.get(userContext);
  return session !== undefined && session.getHandle(userContext) === accessTokenPayload["sessionHandle"]
    ? session.getUserId(userContext)
    : undefined;
}
