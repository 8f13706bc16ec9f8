import { MultiFactorAuth, Totp, withSafeStorage } from "supertokens-mfa-react";
import type { MultiFactorAuthInput } from "supertokens-mfa-react";
import SuperTokens from "supertokens-web-js";
import EmailPassword from "supertokens-web-js/recipe/emailpassword";
import Multitenancy from "supertokens-web-js/recipe/multitenancy";
import Session from "supertokens-web-js/recipe/session";
import ThirdParty from "supertokens-web-js/recipe/thirdparty";
import type { DemoConfig } from "./config.js";
import { readSession } from "./session.js";
import { currentTenant } from "./tenant.js";

export const websiteBasePath = "/auth";

/** One init for everything; `Totp` and `MultiFactorAuth` come from the library and wrap the recipes of the same name. */
export function initSuperTokens({ apiUrl }: DemoConfig, mfa: MultiFactorAuthInput): void {
  SuperTokens.init({
    appInfo: { appName: "Fernway", apiDomain: apiUrl, apiBasePath: "/auth" },
    windowHandler: withSafeStorage,
    recipeList: [
      Session.init({ onHandleEvent: () => void readSession() }),
      EmailPassword.init(),
      ThirdParty.init(),
      Multitenancy.init({
        override: { functions: (original) => ({ ...original, getTenantId: () => currentTenant() }) },
      }),
      Totp.init(),
      MultiFactorAuth.init(mfa),
    ],
  });
  void readSession();
  // Another tab may have signed in or out since.
  window.addEventListener("focus", () => void readSession());
}
