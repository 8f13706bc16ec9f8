import { trustedBrowserPaths, type RemoveTrustedBrowserAnswer, type TrustBrowserAnswer } from "../protocol/trustedBrowsers.js";
import type { Failure } from "./outcome.js";
import { callPlugin, type Without } from "./pluginCall.js";

/** Asks for no code on this browser from the next sign-in on; a code must just have been accepted in the session. */
export function trustThisBrowser(): Promise<Without<TrustBrowserAnswer> | Failure> {
  return callPlugin<TrustBrowserAnswer>(trustedBrowserPaths.trust, {}, ["OK", "TRUST_NOT_ALLOWED_ERROR"], (answer) => answer);
}

export function removeTrustedBrowser(id: string): Promise<Without<RemoveTrustedBrowserAnswer> | Failure> {
  return callPlugin<RemoveTrustedBrowserAnswer>(trustedBrowserPaths.remove, { id }, ["OK"], (answer) => answer);
}

export function removeAllTrustedBrowsers(): Promise<Without<RemoveTrustedBrowserAnswer> | Failure> {
  return callPlugin<RemoveTrustedBrowserAnswer>(trustedBrowserPaths.removeAll, {}, ["OK"], (answer) => answer);
}
