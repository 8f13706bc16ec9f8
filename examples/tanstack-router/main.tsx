// TOTP in an app with TanStack Router: `npm run example tanstack-router`.
import { MultiFactorAuth, RequireMfa, safeRedirectPath, Totp } from "supertokens-mfa-react";
import { TotpSettings } from "supertokens-mfa-react/settings";
import { MfaNavigation, MfaRoutes } from "supertokens-mfa-react/tanstack-router";
import "supertokens-mfa-react/styles.css";
import { createRootRoute, createRoute, createRouter, Outlet, RouterProvider, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { createRoot } from "react-dom/client";
import SuperTokens from "supertokens-web-js";
import EmailPassword from "supertokens-web-js/recipe/emailpassword";
import Session from "supertokens-web-js/recipe/session";

SuperTokens.init({
  appInfo: { appName: "Example", apiDomain: "http://localhost:3001", apiBasePath: "/auth" },
  recipeList: [Session.init(), EmailPassword.init(), Totp.init(), MultiFactorAuth.init({ websiteBasePath: "/auth" })],
});

function SignInPage() {
  const { history } = useRouter();
  const [refused, setRefused] = useState(false);

  async function signIn(form: FormData) {
    const formFields = ["email", "password"].map((id) => ({ id, value: String(form.get(id)) }));
    const { status } = await (form.has("new") ? EmailPassword.signUp({ formFields }) : EmailPassword.signIn({ formFields }));
    const asked = new URLSearchParams(window.location.search).get("redirectToPath");
    if (status === "OK") history.push(safeRedirectPath(asked, { origin: window.location.origin, authBase: "/auth" }) ?? "/");
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

const root = createRootRoute({
  component: () => (
    <MfaNavigation>
      <Outlet />
    </MfaNavigation>
  ),
});

const routeTree = root.addChildren([
  createRoute({ getParentRoute: () => root, path: "/auth", component: SignInPage }),
  createRoute({ getParentRoute: () => root, path: "/auth/mfa/$", component: MfaRoutes }),
  createRoute({
    getParentRoute: () => root,
    path: "/",
    component: () => (
      <RequireMfa>
        <h1>Your account</h1>
        <TotpSettings />
      </RequireMfa>
    ),
  }),
]);

createRoot(document.getElementById("root") ?? document.body).render(<RouterProvider router={createRouter({ routeTree })} />);
