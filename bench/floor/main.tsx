// What any such app pays: React, the router, the SDK with a session, and one field.
import { createRoot } from "react-dom/client";
import { BrowserRouter, Route, Routes } from "react-router-dom";
import SuperTokens from "supertokens-web-js";
import MultiFactorAuth from "supertokens-web-js/recipe/multifactorauth";
import Session from "supertokens-web-js/recipe/session";
import Totp from "supertokens-web-js/recipe/totp";

SuperTokens.init({
  appInfo: { appName: "Bench", apiDomain: import.meta.env["VITE_API_URL"], apiBasePath: "/auth" },
  recipeList: [Session.init(), Totp.init(), MultiFactorAuth.init()],
});

createRoot(document.getElementById("root") ?? document.body).render(
  <BrowserRouter>
    <Routes>
      <Route path="/floor/auth/mfa/*" element={<input autoComplete="one-time-code" />} />
    </Routes>
  </BrowserRouter>,
);
