// TOTP with react-router 7 or 8: `npm run example react-router-8`.
import { MultiFactorAuth, RequireMfa, safeRedirectPath, Totp } from "supertokens-mfa-react";
import { MfaNavigation, MfaRoutes } from "supertokens-mfa-react/react-router";
import { TotpSettings } from "supertokens-mfa-react/settings";
import "supertokens-mfa-react/styles.css";
import { useState } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter, Route, Routes, useNavigate, useSearchParams } from "react-router";
import SuperTokens from "supertokens-web-js";
import EmailPassword from "supertokens-web-js/recipe/emailpassword";
import Session from "supertokens-web-js/recipe/session";

SuperTokens.init({
  appInfo: { appName: "Example", apiDomain: "http://localhost:3001", apiBasePath: "/auth" },
  recipeList: [Session.init(), EmailPassword.init(), Totp.init(), MultiFactorAuth.init({ websiteBasePath: "/auth" })],
});

function SignInPage() {
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const [refused, setRefused] = useState(false);

  async function signIn(form: FormData) {
    const formFields = ["email", "password"].map((id) => ({ id, value: String(form.get(id)) }));
    const { status } = await (form.has("new") ? EmailPassword.signUp({ formFields }) : EmailPassword.signIn({ formFields }));
    const target = safeRedirectPath(params.get("redirectToPath"), { origin: window.location.origin, authBase: "/auth" }) ?? "/";
    if (status === "OK") await navigate(target);
    else setRefused(true);
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void signIn(new FormData(event.currentTarget));
      }}
    >
      <h1>Sign in</h1>
      <p>
        <label>
          E-mail <input name="email" type="email" autoComplete="username" required />
        </label>
      </p>
      <p>
        <label>
          Password <input name="password" type="password" autoComplete="current-password" required />
        </label>
      </p>
      <p>
        <label>
          <input name="new" type="checkbox" /> I have no account yet
        </label>
      </p>
      <button>Continue</button>
      {refused && <p role="alert">That didn’t work. Check the address and the password.</p>}
    </form>
  );
}

createRoot(document.getElementById("root") ?? document.body).render(
  <BrowserRouter>
    <MfaNavigation>
      <Routes>
        <Route path="/auth" element={<SignInPage />} />
        <Route path="/auth/mfa/*" element={<MfaRoutes />} />
        <Route
          path="/"
          element={
            <RequireMfa>
              <h1>Your account</h1>
              <TotpSettings />
            </RequireMfa>
          }
        />
      </Routes>
    </MfaNavigation>
  </BrowserRouter>,
);
