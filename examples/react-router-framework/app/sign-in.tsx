import { safeRedirectPath } from "supertokens-mfa-react";
import { Form, redirect, useActionData, type ClientActionFunctionArgs } from "react-router";
import EmailPassword from "supertokens-web-js/recipe/emailpassword";

/** In the browser, where the session is. */
export async function clientAction({ request }: ClientActionFunctionArgs) {
  const form = await request.formData();
  const formFields = ["email", "password"].map((id) => ({ id, value: String(form.get(id)) }));
  const { status } = await (form.has("new") ? EmailPassword.signUp({ formFields }) : EmailPassword.signIn({ formFields }));
  if (status !== "OK") return "That didn’t work. Check the address and the password.";
  const asked = new URL(request.url).searchParams.get("redirectToPath");
  return redirect(safeRedirectPath(asked, { origin: window.location.origin, authBase: "/auth" }) ?? "/");
}

export default function SignInPage() {
  const message = useActionData<typeof clientAction>();
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
