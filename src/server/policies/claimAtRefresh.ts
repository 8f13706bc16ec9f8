import { getUser } from "supertokens-node/index.js";
import { getMFARequirementsForAuth, MultiFactorAuthClaim } from "supertokens-node/recipe/multifactorauth/index.js";
import { Error as SessionError } from "supertokens-node/recipe/session/index.js";
import type { RecipeInterface, SessionContainerInterface } from "supertokens-node/recipe/session/types/index.js";
import type { UserContext } from "supertokens-node/types/index.js";
import type { PluginParts } from "../parts.js";
import { noteKnownSession } from "../sessionUser.js";
import { isOfTrustedBrowser } from "../trust/browserTrust.js";
import type { RequireTotpPolicy } from "./policies.js";
import { askPolicy } from "./requirements.js";

/**
 * Asks the policy again whenever a session is refreshed. A change of the payload writes the whole payload of the
 * request's own token back to the core, so a token from before `refetchMfaClaimForUser` may undo it; no longer than
 * until it runs out, with this. A refresh that can't ask the policy is one all the same, with the claim as it was.
 *
 * No call of an app is as frequent: where the policy's answer leaves the claim as it is, it costs what the policy reads,
 * and no more. The whole claim is computed where that isn't so.
 */
export function withClaimAtRefresh(original: RecipeInterface, { policy, log }: PluginParts): RecipeInterface {
  return {
    ...original,
    async refreshSession(input) {
      const session = await original.refreshSession(input);
      noteKnownSession(session, input.userContext);
      try {
        if (await mustComputeClaim(policy, session, input.userContext)) await getMFARequirementsForAuth(session, input.userContext);
      } catch (error) {
        log("supertokens-mfa-react: the MFA claim could not be computed at a session's refresh.", error);
      }
      return session;
    },
  };
}

async function mustComputeClaim(policy: RequireTotpPolicy, session: SessionContainerInterface, userContext: UserContext): Promise<boolean> {
  const accessTokenPayload = session.getAccessTokenPayload(userContext);
  const claim = MultiFactorAuthClaim.getValueFromPayload(accessTokenPayload);
  // SuperTokens computes a claim that isn't there at the session's next request.
  if (claim === undefined) return false;
  // TOTP is the most that a policy can ask for.
  if (claim.c["totp"] !== undefined) return !claim.v;
  const userId = session.getUserId(userContext);
  const { required } = await askPolicy(policy, {
    userId,
    tenantId: session.getTenantId(userContext),
    accessTokenPayload,
    userContext,
    async readUser() {
      const user = await getUser(userId, userContext);
      if (user === undefined) throw new SessionError({ type: SessionError.UNAUTHORISED, message: "Session user not found" });
      return user;
    },
  });
  // A claim that is open stays so for want of the TOTP that is required, unless a trusted browser spares it.
  return claim.v ? required : !required || isOfTrustedBrowser(session);
}
