import supertokens from "supertokens-node";
import EmailPassword from "supertokens-node/recipe/emailpassword";
import MultiFactorAuth from "supertokens-node/recipe/multifactorauth";
import Multitenancy from "supertokens-node/recipe/multitenancy";
import Session from "supertokens-node/recipe/session";
import ThirdParty from "supertokens-node/recipe/thirdparty";
import totp from "supertokens-node/recipe/totp";
import UserMetadata from "supertokens-node/recipe/usermetadata";
import UserRoles from "supertokens-node/recipe/userroles";
import { appInfo } from "./appInfo.js";
import { demoIdProvider } from "./demoIdProvider.js";
import type { ApiEnvironment } from "./environment.js";
import type { TotpSwitch } from "./totpSwitch.js";

const { EMAILPASSWORD, THIRDPARTY, TOTP } = MultiFactorAuth.FactorIds;

/** `MFA_PLUGIN=off`: "TOTP only for users that turned it on", as SuperTokens documents it, with nothing of ours in it. */
export function initStock({ coreUrl, oidcIssuer, webUrl }: ApiEnvironment, apiUrl: string): TotpSwitch {
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
      totp.init({
        override: {
          apis: (original) => ({
            ...original,
            verifyDevicePOST: async (input) => {
              if (original.verifyDevicePOST === undefined) throw new Error("The SDK's verifyDevicePOST is missing: nothing to override.");
              const response = await original.verifyDevicePOST(input);
              if (response.status === "OK") {
                await MultiFactorAuth.addToRequiredSecondaryFactorsForUser(input.session.getUserId(), TOTP);
              }
              return response;
            },
          }),
        },
      }),
      MultiFactorAuth.init({
        firstFactors: [EMAILPASSWORD, THIRDPARTY],
        override: {
          functions: (original) => ({
            ...original,
            getMFARequirementsForAuth: async (input) => ((await input.requiredSecondaryFactorsForUser).includes(TOTP) ? [TOTP] : []),
          }),
        },
      }),
    ],
  });

  const { addToRequiredSecondaryFactorsForUser, getRequiredSecondaryFactorsForUser, removeFromRequiredSecondaryFactorsForUser } =
    MultiFactorAuth;
  return {
    isUsersChoice: true,
    isEnabled: async (session) => (await getRequiredSecondaryFactorsForUser(session.getUserId())).includes(TOTP),
    enable: (session) => addToRequiredSecondaryFactorsForUser(session.getUserId(), TOTP),
    disable: (session) => removeFromRequiredSecondaryFactorsForUser(session.getUserId(), TOTP),
  };
}
