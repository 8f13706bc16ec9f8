import { useState } from "react";
import { Link, Navigate, useHref, useLocation, useSearchParams } from "react-router";
import { useConfig } from "../config.js";
import { useSession } from "../session.js";
import { CredentialsForm } from "./CredentialsForm.js";
import { DemoAccounts } from "./DemoAccounts.js";
import { DemoIdButton } from "./DemoIdButton.js";
import { signIn, signUp } from "./emailPassword.js";
import type { Credentials } from "./emailPassword.js";
import { signInTarget } from "./signInTarget.js";
import { TenantPicker } from "./TenantPicker.js";

/** Sign-in, and with `?show=signup` sign-up. With a session it moves on, and the guard there asks for the second factor. */
export function AuthPage() {
  const { search } = useLocation();
  const [params] = useSearchParams();
  const { accounts } = useConfig();
  const session = useSession();
  const [picked, setPicked] = useState<Credentials>();
  // The query has the path as the address bar has it; a router with a basename wants it without.
  const basename = useHref("/").replace(/\/$/, "");
  const asked = signInTarget(search);
  const target = asked.startsWith(`${basename}/`) ? asked.slice(basename.length) : asked;

  if (session.status === "signed-in") return <Navigate to={target} replace />;

  const signingUp = params.get("show") === "signup";
  return (
    <div className="page page--narrow">
      <h1>{signingUp ? "Create your account" : "Sign in"}</h1>
      <p className="lead">
        {signingUp ? "Already have an account? " : "New to Fernway? "}
        <Link to={otherForm(params, signingUp)}>{signingUp ? "Sign in" : "Create an account"}</Link>
      </p>
      <div className="card stack">
        <TenantPicker />
        {signingUp ? (
          <CredentialsForm
            key="sign-up"
            action={signUp}
            submitLabel="Create account"
            passwordAutocomplete="new-password"
            passwordHint="At least 8 characters, with a letter and a digit."
          />
        ) : (
          <CredentialsForm
            key={`sign-in ${picked?.email ?? ""}`}
            action={signIn}
            submitLabel="Sign in"
            passwordAutocomplete="current-password"
            {...(picked === undefined ? {} : { initial: picked })}
          />
        )}
        <p className="divider">
          <span>or</span>
        </p>
        <DemoIdButton target={target} />
      </div>
      {!signingUp && accounts.length > 0 && <DemoAccounts accounts={accounts} onPick={setPicked} />}
    </div>
  );
}

/** The other form, with the rest of the query kept: where to go afterwards, and the tenant. */
function otherForm(params: URLSearchParams, signingUp: boolean): string {
  const next = new URLSearchParams(params);
  if (signingUp) next.delete("show");
  else next.set("show", "signup");
  return `/auth?${next}`;
}
