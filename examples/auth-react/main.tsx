// TOTP beside supertokens-auth-react: its sign-in and SessionAuth, our screens and panel. `npm run example auth-react`.
import { MultiFactorAuth, Totp } from "supertokens-mfa-react/auth-react";
import { MfaNavigation, MfaRoutes } from "supertokens-mfa-react/react-router-dom";
import { TotpSettings } from "supertokens-mfa-react/settings";
import "supertokens-mfa-react/styles.css";
import { createRoot } from "react-dom/client";
import * as ReactRouterDom from "react-router-dom";
import { BrowserRouter, Route, Routes } from "react-router-dom";
import SuperTokens, { SuperTokensWrapper } from "supertokens-auth-react";
import EmailPassword from "supertokens-auth-react/recipe/emailpassword";
import { EmailPasswordPreBuiltUI } from "supertokens-auth-react/recipe/emailpassword/prebuiltui";
import Session, { SessionAuth, signOut } from "supertokens-auth-react/recipe/session";
import { getSuperTokensRoutesForReactRouterDom } from "supertokens-auth-react/ui";

SuperTokens.init({
  appInfo: {
    appName: "Example",
    apiDomain: "http://localhost:3001",
    apiBasePath: "/auth",
    websiteDomain: window.location.origin,
    websiteBasePath: "/auth",
  },
  recipeList: [EmailPassword.init(), Session.init(), Totp.init(), MultiFactorAuth.init()],
});

createRoot(document.getElementById("root") ?? document.body).render(
  <SuperTokensWrapper>
    <BrowserRouter>
      <MfaNavigation>
        <Routes>
          <Route path="/auth/mfa/totp" element={<MfaRoutes />} />
          {getSuperTokensRoutesForReactRouterDom(ReactRouterDom, [EmailPasswordPreBuiltUI])}
          <Route
            path="/settings"
            element={
              <SessionAuth>
                <h1>Your account</h1>
                <TotpSettings />
                <button type="button" onClick={() => void signOut().then(() => window.location.assign("/auth"))}>
                  Sign out
                </button>
              </SessionAuth>
            }
          />
          <Route path="*" element={<a href="/settings">Your account</a>} />
        </Routes>
      </MfaNavigation>
    </BrowserRouter>
  </SuperTokensWrapper>,
);
