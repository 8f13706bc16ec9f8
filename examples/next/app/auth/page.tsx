"use client";
import { useState } from "react";
import { safeRedirectPath } from "supertokens-mfa-react";
import EmailPassword from "supertokens-web-js/recipe/emailpassword";
import { basePath, websiteBasePath } from "../../config";

export default function SignInPage() {
  const [refused, setRefused] = useState(false);

  async function signIn(form: FormData) {
    const formFields = ["email", "password"].map((id) => ({ id, value: String(form.get(id)) }));
    const { status } = await (form.has("new") ? EmailPassword.signUp({ formFields }) : EmailPassword.signIn({ formFields }));
    const asked = new URLSearchParams(window.location.search).get("redirectToPath");
    const target = safeRedirectPath(asked, { origin: window.location.origin, authBase: websiteBasePath }) ?? basePath;
    // A page load: what the server rendered before was for nobody.
    if (status === "OK") window.location.assign(target);
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
