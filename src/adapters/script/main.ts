/*
 * The script tag's file: custom elements, screens, `supertokens-web-js` and Preact. What is exported here is the global
 * `supertokensMfa`.
 */
import SuperTokens from "supertokens-web-js/index.js";
import type { SuperTokensConfig } from "supertokens-web-js/types/index.js";
import * as EmailPassword from "supertokens-web-js/recipe/emailpassword/index.js";
import * as Session from "supertokens-web-js/recipe/session/index.js";
import { MultiFactorAuth } from "../../multifactorauth/MultiFactorAuth.js";
import { Totp } from "../../supertokens/Totp.js";
import { withSafeStorage } from "../../supertokens/withSafeStorage.js";
import { defineElements } from "../elements/elements.js";

export { mfaRedirect } from "../../multifactorauth/mfaRedirect.js";
export { safeRedirectPath } from "../../routing/safeRedirectPath.js";
export { addLanguage } from "../elements/languages.js";
export { EmailPassword, MultiFactorAuth, Session, Totp };

/**
 * `SuperTokens.init`.
 *
 * @param config of `supertokens-web-js`; `recipeList` by default all four recipes that are in the file, with `/auth` as
 *   the website's base path, and `windowHandler` one that does without storage where the browser blocks it
 */
export function init(config: Omit<SuperTokensConfig, "recipeList"> & Partial<Pick<SuperTokensConfig, "recipeList">>): void {
  const recipeList = [Session.init(), EmailPassword.init(), Totp.init(), MultiFactorAuth.init()];
  SuperTokens.init({ windowHandler: withSafeStorage, recipeList, ...config });
}

export const { redirectToFactor } = MultiFactorAuth;

defineElements();
