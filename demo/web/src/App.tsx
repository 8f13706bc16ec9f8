import { RequireMfa } from "supertokens-mfa-react";
import { MfaNavigation, MfaRoutes } from "supertokens-mfa-react/react-router";
import { Route, Routes } from "react-router";
import { AuthPage } from "./auth/AuthPage.js";
import { DemoIdCallbackPage } from "./auth/DemoIdCallbackPage.js";
import { HomePage } from "./home/HomePage.js";
import { Layout } from "./layout/Layout.js";
import { NotFoundPage } from "./layout/NotFoundPage.js";
import { PlainPage } from "./layout/PlainPage.js";
import { InChosenLanguage } from "./preferences/InChosenLanguage.js";
import { SettingsPage } from "./settings/SettingsPage.js";

/** The app's routes: the library brings everything under `/auth/mfa`, and the guard. */
export function App() {
  return (
    <MfaNavigation>
      <Routes>
        <Route element={<Layout />}>
          <Route
            index
            element={
              <RequireMfa>
                <HomePage />
              </RequireMfa>
            }
          />
          <Route
            path="settings"
            element={
              <RequireMfa>
                <SettingsPage />
              </RequireMfa>
            }
          />
          <Route path="auth" element={<AuthPage />} />
          <Route path="auth/callback/demo" element={<DemoIdCallbackPage />} />
          <Route
            path="auth/mfa/*"
            element={
              <InChosenLanguage className="page">
                <MfaRoutes />
              </InChosenLanguage>
            }
          />
          <Route path="plain.html" element={<PlainPage />} />
          <Route path="*" element={<NotFoundPage />} />
        </Route>
      </Routes>
    </MfaNavigation>
  );
}
