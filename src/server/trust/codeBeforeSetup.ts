import type { RecipeInterface } from "supertokens-node/recipe/multifactorauth/types/index.js";
import { requireFreshTotp, totpCompletedAt } from "../factors/freshTotp.js";
import { isOfTrustedBrowser } from "./browserTrust.js";

/**
 * Has a session that was spared a code ask for it before another factor is set up: a password and a browser must not add
 * one. SuperTokens lets any complete session do so. TOTP's own APIs ask by themselves.
 */
export function codeBeforeSetup(
  original: RecipeInterface,
  freshFor: number,
): Pick<RecipeInterface, "assertAllowedToSetupFactorElseThrowInvalidClaimError"> {
  return {
    async assertAllowedToSetupFactorElseThrowInvalidClaimError(input) {
      await original.assertAllowedToSetupFactorElseThrowInvalidClaimError(input);
      const { session, factorId, factorsSetUpForUser } = input;
      if (factorId === "totp" || !isOfTrustedBrowser(session) || totpCompletedAt(session) !== undefined) return;
      if ((await factorsSetUpForUser).includes("totp")) requireFreshTotp(session, { within: freshFor });
    },
  };
}
