import { useEffect, useRef, useState } from "react";
import type { SubmitEvent } from "react";
import type { Credentials, SignIn, SignInResult } from "./emailPassword.js";
import { TextField } from "./TextField.js";

export interface CredentialsFormProps {
  action: SignIn;
  submitLabel: string;
  /** Helps password managers tell a sign-up from a sign-in. */
  passwordAutocomplete: "current-password" | "new-password";
  /** @default undefined */
  passwordHint?: string;
  /** Fills the form: a demo account was picked. @default empty */
  initial?: Credentials;
}

/** E-mail and password. After success nothing happens here: the page notices the session. */
export function CredentialsForm({ action, submitLabel, passwordAutocomplete, passwordHint, initial }: CredentialsFormProps) {
  const [email, setEmail] = useState(initial?.email ?? "");
  const [password, setPassword] = useState(initial?.password ?? "");
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<SignInResult>();

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setResult(undefined);
    const next = missingFields({ email, password }) ?? (await action({ email, password }));
    setResult(next);
    if (next.status !== "SIGNED_IN") setBusy(false);
  };

  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (result?.status === "FIELDS_REJECTED") form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [result]);

  const errors = result?.status === "FIELDS_REJECTED" ? result.errors : {};
  return (
    <form ref={form} className="stack" noValidate onSubmit={(event) => void submit(event)}>
      <TextField
        label="E-mail address"
        name="email"
        type="email"
        autoComplete="username"
        value={email}
        onChange={setEmail}
        error={errors["email"]}
      />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete={passwordAutocomplete}
        value={password}
        onChange={setPassword}
        hint={passwordHint}
        error={errors["password"]}
      />
      {result?.status === "REFUSED" && (
        <p className="problem" role="alert">
          {result.message}
        </p>
      )}
      <button type="submit" className="button button--primary" aria-disabled={busy}>
        {submitLabel}
      </button>
    </form>
  );
}

/** Said here, in words; everything else about the values is the API's to judge. */
function missingFields({ email, password }: Credentials): SignInResult | undefined {
  if (email !== "" && password !== "") return undefined;
  return {
    status: "FIELDS_REJECTED",
    errors: {
      ...(email === "" ? { email: "Enter your e-mail address." } : {}),
      ...(password === "" ? { password: "Enter your password." } : {}),
    },
  };
}
