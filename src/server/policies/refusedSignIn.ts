import { MultiFactorAuthClaim } from "supertokens-node/recipe/multifactorauth/index.js";
import type { RecipeInterface } from "supertokens-node/recipe/multifactorauth/types/index.js";
import { Error as SessionError } from "supertokens-node/recipe/session/index.js";
import type { SessionContainerInterface } from "supertokens-node/recipe/session/types/index.js";
import type { UserContext } from "supertokens-node/types/index.js";

/**
 * Takes a new session back when its MFA claim can't be computed. SuperTokens creates the session and hands out its
 * tokens before it asks what the session must complete; when that fails, the error's response carries them, and every
 * route that doesn't look at the claim lets them in.
 *
 * A session that has a claim was let in before, and stays as it is.
 */
export function withRefusedSignIns(original: RecipeInterface): RecipeInterface {
  return {
    ...original,
    async markFactorAsCompleteInSession(input) {
      const { session, userContext } = input;
      const isNew = MultiFactorAuthClaim.getValueFromPayload(session.getAccessTokenPayload(userContext)) === undefined;
      try {
        await original.markFactorAsCompleteInSession(input);
      } catch (error) {
        if (isNew) await takeBack(session, userContext);
        throw error;
      }
    },
  };
}

async function takeBack(session: SessionContainerInterface, userContext: UserContext): Promise<void> {
  try {
    await session.revokeSession(userContext);
  } catch (cause) {
    // The core keeps a session that nobody holds: SuperTokens' error handler empties the response of its tokens.
    const message = `The session's requirements are unknown, and it can't be revoked: ${String(cause)}`;
    throw new SessionError({ type: SessionError.UNAUTHORISED, message, payload: { clearTokens: true } });
  }
}
