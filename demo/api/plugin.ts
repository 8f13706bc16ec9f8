import supertokens from "supertokens-node";
import EmailPassword from "supertokens-node/recipe/emailpassword";
import MultiFactorAuth from "supertokens-node/recipe/multifactorauth";
import Multitenancy from "supertokens-node/recipe/multitenancy";
import Session from "supertokens-node/recipe/session";
import ThirdParty from "supertokens-node/recipe/thirdparty";
import totp from "supertokens-node/recipe/totp";
import UserMetadata from "supertokens-node/recipe/usermetadata";
import UserRoles from "supertokens-node/recipe/userroles";
import { disableTotpForUser, enableTotpForUser, isTotpEnabledForUser, totpMfa } from "supertokens-mfa-react/server";
import { appInfo } from "./appInfo.js";
import { demoIdProvider } from "./demoIdProvider.js";
import type { ApiEnvironment } from "./environment.js";
import { policies } from "./policies.js";
import type { TotpSwitch } from "./totpSwitch.js";

/** The default: our plugin with the chosen policy, and otherwise the plainest configuration of the SDK. */
export function initWithPlugin(
  { coreUrl, freshFor, oidcIssuer, policy, trustBrowsers, webUrl }: ApiEnvironment,
  apiUrl: string,
): TotpSwitch {
  supertokens.init({
    framework: "express",
    supertokens: { connectionURI: coreUrl },
    appInfo: appInfo(apiUrl, webUrl),
    recipeList: [
      Session.init(),
      EmailPassword.init(),
      ThirdParty.init({ signInAndUpFeature: { providers: [demoIdProvider(oidcIssuer)] } }),
      UserMetadata.init(),
      UserRoles.init(),
      Multitenancy.init(),
      totp.init(),
      MultiFactorAuth.init({ firstFactors: ["emailpassword", "thirdparty"] }),
    ],
    experimental: {
      plugins: [
        totpMfa({
          require: policies[policy],
          freshFor,
          ...(trustBrowsers && { trustBrowsers: { days: 30 } }),
          // An app would send a mail to the user here.
          onFactorChanged: ({ change, userId }) => console.log(`Factors of ${userId} changed: ${JSON.stringify(change)}`),
        }),
      ],
    },
  });

  return {
    isUsersChoice: policy === "opt-in" || policy === "tenant-opt-in",
    isEnabled: (session) => isTotpEnabledForUser(session.getUserId()),
    enable: (session) => enableTotpForUser(session.getUserId()),
    disable: (session) => disableTotpForUser(session.getUserId()),
  };
}
