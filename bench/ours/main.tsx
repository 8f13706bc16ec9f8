// The smallest app with our challenge, setup and guard.
import { MultiFactorAuth, RequireMfa, Totp } from "supertokens-mfa-react";
import { MfaNavigation, MfaRoutes } from "supertokens-mfa-react/react-router";
import "supertokens-mfa-react/styles.css";
import { createRoot } from "react-dom/client";
import { BrowserRouter, Route, Routes, useNavigate } from "react-router";
import SuperTokens from "supertokens-web-js";
import Session from "supertokens-web-js/recipe/session";

SuperTokens.init({
  appInfo: { appName: "Bench", apiDomain: import.meta.env["VITE_API_URL"], apiBasePath: "/auth" },
  recipeList: [Session.init(), Totp.init(), MultiFactorAuth.init({ websiteBasePath: "/ours/auth" })],
});

function Home() {
  const navigate = useNavigate();
  return (
    <>
      <h1 id="home">Home</h1>
      <button id="add" onClick={() => MultiFactorAuth.redirectToFactor("totp", true, true, navigate)}>
        Add a device
      </button>
    </>
  );
}

createRoot(document.getElementById("root") ?? document.body).render(
  <BrowserRouter>
    <MfaNavigation>
      <Routes>
        <Route path="/ours/auth/mfa/*" element={<MfaRoutes />} />
        <Route
          path="/ours/home"
          element={
            <RequireMfa>
              <Home />
            </RequireMfa>
          }
        />
      </Routes>
    </MfaNavigation>
  </BrowserRouter>,
);
