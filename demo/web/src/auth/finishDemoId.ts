import ThirdParty from "supertokens-web-js/recipe/thirdparty";
import type { SignInResult } from "./emailPassword.js";

let attempt: Promise<SignInResult> | undefined;

/** Exchanges the code in the URL, once per page load: it works once, and StrictMode mounts the page twice. */
export function finishDemoId(): Promise<SignInResult> {
  attempt ??= exchange();
  return attempt;
}

async function exchange(): Promise<SignInResult> {
  const refusal = new URLSearchParams(window.location.search).get("error");
  if (refusal === "access_denied") return { status: "REFUSED", message: "You went back without signing in." };
  try {
    const response = await ThirdParty.signInAndUp();
    switch (response.status) {
      case "OK":
        return { status: "SIGNED_IN" };
      case "NO_EMAIL_GIVEN_BY_PROVIDER":
        return { status: "REFUSED", message: "Demo ID did not tell us your e-mail address." };
      case "SIGN_IN_UP_NOT_ALLOWED":
        return { status: "REFUSED", message: response.reason };
    }
  } catch {
    return { status: "REFUSED", message: "This sign-in has expired or was already used. Start again." };
  }
}
