import EmailPassword from "supertokens-web-js/recipe/emailpassword";

export interface Credentials {
  email: string;
  password: string;
}

/** What the form shows after a try; `SIGNED_IN` has nothing to show. */
export type SignInResult =
  { status: "SIGNED_IN" } | { status: "FIELDS_REJECTED"; errors: Partial<Record<string, string>> } | { status: "REFUSED"; message: string };

export type SignIn = (credentials: Credentials) => Promise<SignInResult>;

const noCookies = "Your browser blocks cookies for this site, so nobody can be signed in. Allow them and try again.";
const unreachable = "The server could not be reached. Check your connection and try again.";

export const signIn: SignIn = (credentials) =>
  settle(async () => {
    const response = await EmailPassword.signIn({ formFields: formFields(credentials) });
    switch (response.status) {
      case "OK":
        return { status: "SIGNED_IN" };
      case "FIELD_ERROR":
        return { status: "FIELDS_REJECTED", errors: byField(response.formFields) };
      case "WRONG_CREDENTIALS_ERROR":
        return { status: "REFUSED", message: "E-mail address or password is wrong." };
      case "SIGN_IN_NOT_ALLOWED":
        return { status: "REFUSED", message: response.reason };
    }
  });

export const signUp: SignIn = (credentials) =>
  settle(async () => {
    const response = await EmailPassword.signUp({ formFields: formFields(credentials) });
    switch (response.status) {
      case "OK":
        return { status: "SIGNED_IN" };
      case "FIELD_ERROR":
        return { status: "FIELDS_REJECTED", errors: byField(response.formFields) };
      case "SIGN_UP_NOT_ALLOWED":
        return { status: "REFUSED", message: response.reason };
    }
  });

/** The SDK throws the server's own words as a general error, and everything else as what it was. */
async function settle(attempt: () => Promise<SignInResult>): Promise<SignInResult> {
  if (!navigator.cookieEnabled) return { status: "REFUSED", message: noCookies };
  try {
    return await attempt();
  } catch (error) {
    const general = error instanceof Error && "isSuperTokensGeneralError" in error && error.isSuperTokensGeneralError === true;
    return { status: "REFUSED", message: general ? error.message : unreachable };
  }
}

function formFields({ email, password }: Credentials) {
  return [
    { id: "email", value: email },
    { id: "password", value: password },
  ];
}

function byField(fields: { id: string; error: string }[]): Partial<Record<string, string>> {
  return Object.fromEntries(fields.map(({ id, error }) => [id, error]));
}
