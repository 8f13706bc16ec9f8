import { getRequestFromUserContext } from "supertokens-node/index.js";
import type { APIInterface, RecipeInterface } from "supertokens-node/recipe/session/types/index.js";
import type { JSONObject } from "supertokens-node/types/index.js";
import { trustPayloadKey, type BrowserTrust } from "./browserTrust.js";
import type { TrustCookie } from "./trustCookie.js";

/**
 * Has a new session remember by which trusted browser it was opened; the MFA claim then looks that up, at sign-in and
 * at each refresh. A session whose tokens go in headers has no browser: SuperTokens makes those without anti-CSRF.
 */
export function trustedSessions(original: RecipeInterface, trust: BrowserTrust): Pick<RecipeInterface, "createNewSession"> {
  return {
    async createNewSession(input) {
      const { userId, disableAntiCsrf, userContext } = input;
      const request = disableAntiCsrf === true ? undefined : getRequestFromUserContext(userContext);
      const ofApp: JSONObject = { ...input.accessTokenPayload, [trustPayloadKey]: undefined };
      const accessTokenPayload = { ...ofApp, ...(await trust.ofNewSession(userId, request, userContext)) };
      return original.createNewSession({ ...input, accessTokenPayload });
    },
  };
}

/** SuperTokens tells how it sets its cookies only to its session APIs, which verify the session of each request. */
export function withLearntCookie(original: APIInterface, cookie: TrustCookie): APIInterface {
  return {
    ...original,
    verifySession(input) {
      cookie.learn(input.options.config);
      return original.verifySession(input);
    },
  };
}
