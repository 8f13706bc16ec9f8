import { safeRedirectPath } from "supertokens-mfa-react";
import { websiteBasePath } from "../supertokens.js";

/** Where to go after sign-in: the path in the query when it is one of our own, else the home page. */
export function signInTarget(search: string): string {
  const asked = new URLSearchParams(search).get("redirectToPath");
  return safeRedirectPath(asked, { origin: window.location.origin, authBase: websiteBasePath }) ?? "/";
}
