// The same app with supertokens-auth-react, as its documentation embeds the prebuilt TOTP UI in react-router.
import { createRoot } from "react-dom/client";
import * as reactRouterDom from "react-router-dom";
import SuperTokens, { SuperTokensWrapper } from "supertokens-auth-react";
import MultiFactorAuth from "supertokens-auth-react/recipe/multifactorauth";
import { MultiFactorAuthPreBuiltUI } from "supertokens-auth-react/recipe/multifactorauth/prebuiltui";
import Session, { SessionAuth } from "supertokens-auth-react/recipe/session";
import Totp from "supertokens-auth-react/recipe/totp";
import { TOTPPreBuiltUI } from "supertokens-auth-react/recipe/totp/prebuiltui";
import { getSuperTokensRoutesForReactRouterDom } from "supertokens-auth-react/ui";

const { BrowserRouter, Route, Routes, useNavigate } = reactRouterDom;

SuperTokens.init({
  appInfo: {
    appName: "Bench",
    apiDomain: import.meta.env["VITE_API_URL"],
    websiteDomain: window.location.origin,
    apiBasePath: "/auth",
    websiteBasePath: "/incumbent/auth",
  },
  recipeList: [Session.init(), Totp.init(), MultiFactorAuth.init({ firstFactors: ["emailpassword"] })],
});

function Home() {
  const navigate = useNavigate();
  return (
    <>
      <h1 id="home">Home</h1>
      <button
        id="add"
        onClick={() => MultiFactorAuth.redirectToFactor({ factorId: "totp", forceSetup: true, redirectBack: true, navigate })}
      >
        Add a device
      </button>
    </>
  );
}

createRoot(document.getElementById("root") ?? document.body).render(
  <SuperTokensWrapper>
    <BrowserRouter>
      <Routes>
        {getSuperTokensRoutesForReactRouterDom(reactRouterDom, [TOTPPreBuiltUI, MultiFactorAuthPreBuiltUI])}
        <Route
          path="/incumbent/home"
          element={
            <SessionAuth>
              <Home />
            </SessionAuth>
          }
        />
      </Routes>
    </BrowserRouter>
  </SuperTokensWrapper>,
);
