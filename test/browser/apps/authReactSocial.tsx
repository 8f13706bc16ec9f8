// examples/auth-react with a social sign-in in the place of the password.
import { createRoot } from "react-dom/client";
import * as ReactRouterDom from "react-router-dom";
import { BrowserRouter, Route, Routes } from "react-router-dom";
import SuperTokens, { SuperTokensWrapper } from "supertokens-auth-react";
import Session, { SessionAuth } from "supertokens-auth-react/recipe/session";
import ThirdParty from "supertokens-auth-react/recipe/thirdparty";
import { ThirdPartyPreBuiltUI } from "supertokens-auth-react/recipe/thirdparty/prebuiltui";
import { getSuperTokensRoutesForReactRouterDom } from "supertokens-auth-react/ui";
import { MultiFactorAuth, Totp } from "supertokens-mfa-react/auth-react";
import { MfaNavigation, MfaRoutes } from "supertokens-mfa-react/react-router-dom";
import { TotpSettings } from "supertokens-mfa-react/settings";

const { apiUrl } = (await (await fetch("/config.json")).json()) as { apiUrl: string };
SuperTokens.init({
  appInfo: { appName: "Social", apiDomain: apiUrl, apiBasePath: "/auth", websiteDomain: window.location.origin },
  recipeList: [
    ThirdParty.init({ signInAndUpFeature: { providers: [{ id: "demo", name: "Demo ID" }] } }),
    Session.init(),
    Totp.init(),
    MultiFactorAuth.init({ firstFactors: ["thirdparty"] }),
  ],
});

createRoot(document.getElementById("root") ?? document.body).render(
  <SuperTokensWrapper>
    <BrowserRouter>
      <MfaNavigation>
        <Routes>
          <Route path="/auth/mfa/totp" element={<MfaRoutes />} />
          {getSuperTokensRoutesForReactRouterDom(ReactRouterDom, [ThirdPartyPreBuiltUI])}
          <Route
            path="/settings"
            element={
              <SessionAuth>
                <TotpSettings />
              </SessionAuth>
            }
          />
        </Routes>
      </MfaNavigation>
    </BrowserRouter>
  </SuperTokensWrapper>,
);
