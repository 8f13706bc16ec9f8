import { markFactorAsCompleteInSession } from "supertokens-node/recipe/multifactorauth/index.js";
import type { SessionContainerInterface } from "supertokens-node/recipe/session/types/index.js";
import type { UserContext } from "supertokens-node/types/index.js";

/** In the access token's payload, as long as the session lives. */
const recoveredPayloadKey = "st-mfa-recovered";

/** Completes TOTP in a session for which a recovery code stood in. */
export async function completeByRecoveryCode(session: SessionContainerInterface, userContext: UserContext): Promise<void> {
  // First, so that no token has the one without the other.
  await session.mergeIntoAccessTokenPayload({ [recoveredPayloadKey]: true }, userContext);
  await markFactorAsCompleteInSession(session, "totp", userContext);
}

/** Whether a recovery code ever stood in for TOTP in the session. */
export function isRecovered(session: SessionContainerInterface): boolean {
  return session.getAccessTokenPayload()[recoveredPayloadKey] === true;
}
