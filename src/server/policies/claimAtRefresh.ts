import { getMFARequirementsForAuth, MultiFactorAuthClaim } from "supertokens-node/recipe/multifactorauth/index.js";
import type { RecipeInterface } from "supertokens-node/recipe/session/types/index.js";
import type { FailureAnswers, Log } from "../failureAnswers.js";

/**
 * Computes the MFA claim again whenever a session is refreshed. A change of the payload writes the whole payload of the
 * request's own token back to the core, so a token from before `refetchMfaClaimForUser` may undo it; no longer than
 * until it runs out, with this. A refresh that can't ask the policy is one all the same, with the claim as it was.
 */
export function withClaimAtRefresh(original: RecipeInterface, failures: FailureAnswers, log: Log): RecipeInterface {
  return {
    ...original,
    async refreshSession(input) {
      const session = await original.refreshSession(input);
      if (MultiFactorAuthClaim.getValueFromPayload(session.getAccessTokenPayload()) === undefined) return session;
      try {
        await failures.run(() => getMFARequirementsForAuth(session, input.userContext));
      } catch (error) {
        log("supertokens-mfa-react: the MFA claim could not be computed at a session's refresh.", error);
      }
      return session;
    },
  };
}
