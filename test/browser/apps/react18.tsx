import { StrictMode, version } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter, Route, Routes } from "react-router-dom";
import { MultiFactorAuth, RequireMfa, Totp } from "supertokens-mfa-react";
import { MfaNavigation, MfaRoutes } from "supertokens-mfa-react/react-router-dom";
import { TotpSettings } from "supertokens-mfa-react/settings";
import SuperTokens from "supertokens-web-js";
import Session from "supertokens-web-js/recipe/session";

/** An app below `/react-18`, which `support/react18.ts` builds with React 18 and react-router 6. */
const { apiUrl } = (await (await fetch("/config.json")).json()) as { apiUrl: string };
SuperTokens.init({
  appInfo: { appName: "React 18", apiDomain: apiUrl, apiBasePath: "/auth" },
  recipeList: [Session.init(), Totp.init(), MultiFactorAuth.init({ websiteBasePath: "/react-18/auth" })],
});

document.documentElement.dataset["react"] = version;
createRoot(document.getElementById("root") ?? document.body).render(
  <StrictMode>
    <BrowserRouter basename="/react-18">
      <MfaNavigation>
        <Routes>
          <Route path="/auth/mfa/*" element={<MfaRoutes />} />
          <Route
            path="/settings"
            element={
              <RequireMfa>
                <h1>Settings</h1>
                <TotpSettings />
              </RequireMfa>
            }
          />
        </Routes>
      </MfaNavigation>
    </BrowserRouter>
  </StrictMode>,
);
