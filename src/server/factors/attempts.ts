import type { RecipeInterface } from "supertokens-node/recipe/totp/index.js";

/** Every app has this tenant, and the core verifies a code of any of the app's users there. */
const tenantId = "public";

/**
 * One code counts once, and wrong codes are counted together, for a user and not for each of their tenants: the core
 * keeps both per tenant, where a user of four has four times the guesses (RFC 6238, 5.2; NIST SP 800-63B-4, 3.2.2).
 */
export function withAttemptsPerUser(original: RecipeInterface): RecipeInterface {
  return {
    ...original,
    verifyDevice: (input) => original.verifyDevice({ ...input, tenantId }),
    verifyTOTP: (input) => original.verifyTOTP({ ...input, tenantId }),
  };
}
