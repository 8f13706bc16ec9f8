// TOTP in an app with createBrowserRouter. The API is `../react-19-router-7/server.ts`: `npm run api`, `npm run dev`.
import { MultiFactorAuth, RequireMfa, safeRedirectPath, Totp } from "supertokens-mfa-react";
import { MfaNavigation, mfaRoutes } from "supertokens-mfa-react/react-router-dom";
import "supertokens-mfa-react/styles.css";
import { createRoot } from "react-dom/client";
import { createBrowserRouter, Form, Outlet, redirect, RouterProvider, useActionData, type ActionFunctionArgs } from "react-router-dom";
import SuperTokens from "supertokens-web-js";
import EmailPassword from "supertokens-web-js/recipe/emailpassword";
import Session from "supertokens-web-js/recipe/session";

SuperTokens.init({
  appInfo: { appName: "Example", apiDomain: "http://localhost:3001", apiBasePath: "/auth" },
  recipeList: [Session.init(), EmailPassword.init(), Totp.init(), MultiFactorAuth.init({ websiteBasePath: "/auth" })],
});

async function signIn({ request }: ActionFunctionArgs) {
  const form = await request.formData();
  const formFields = ["email", "password"].map((id) => ({ id, value: String(form.get(id)) }));
  const { status } = await (form.has("new") ? EmailPassword.signUp({ formFields }) : EmailPassword.signIn({ formFields }));
  if (status !== "OK") return "That didn’t work. Check the address and the password.";
  const asked = new URL(request.url).searchParams.get("redirectToPath");
  return redirect(safeRedirectPath(asked, { origin: window.location.origin, authBase: "/auth" }) ?? "/");
}

function SignInPage() {
  const message = useActionData<string>();
  return (
    <Form method="post">
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
      {message !== undefined && <p role="alert">{message}</p>}
    </Form>
  );
}

const router = createBrowserRouter([
  {
    element: (
      <MfaNavigation>
        <Outlet />
      </MfaNavigation>
    ),
    children: [
      ...mfaRoutes(),
      { path: "/auth", action: signIn, element: <SignInPage /> },
      {
        path: "/",
        // The panel is loaded by those who open it.
        lazy: async () => {
          const { TotpSettings } = await import("supertokens-mfa-react/settings");
          return {
            element: (
              <RequireMfa>
                <h1>Your account</h1>
                <TotpSettings />
              </RequireMfa>
            ),
          };
        },
        HydrateFallback: () => null,
      },
    ],
  },
]);

createRoot(document.getElementById("root") ?? document.body).render(<RouterProvider router={router} />);
