/**
 * Trusted browsers between the screens and the `supertokens-node` plugin. Routes take and answer JSON, and take the user
 * from the session.
 */

import type { GeneralErrorAnswer } from "./totpSettings.js";

/** Route paths below the API base path (`/auth` by default). */
export const trustedBrowserPaths = {
  /**
   * `POST {}` → {@link TrustBrowserAnswer}. Trusts the browser that asks, within {@link trustWithinSeconds} after its
   * session completed TOTP with a code of an authenticator app. MFA may still be open for other factors.
   */
  trust: "/totp/trust",
  /** `POST {id}` → {@link RemoveTrustedBrowserAnswer}. MFA must be complete; needs no fresh TOTP: it gives up a privilege. */
  remove: "/totp/trust/remove",
  /** `POST {}` → {@link RemoveTrustedBrowserAnswer}: all of them. The same rules. */
  removeAll: "/totp/trust/remove-all",
} as const;

/** Greatest age, in seconds, of the TOTP that trusting a browser needs. */
export const trustWithinSeconds = 60;

/** A browser on which the user isn't asked for a code at sign-in. */
export interface TrustedBrowser {
  id: string;
  /** `Firefox`, say; a product name, the same in every language. Absent when it isn't known. */
  browser?: string;
  /** `Windows`, `macOS`, `Linux`, `Android`, `iOS` … Absent when it isn't known. */
  system?: string;
  /** Epoch milliseconds. */
  createdAt: number;
  /** The last sign-in that it spared a code, to the hour, in epoch milliseconds; at first `createdAt`. */
  lastUsedAt: number;
  /** Epoch milliseconds. */
  expiresAt: number;
  /** It is the browser that asks. */
  current: boolean;
}

export type TrustBrowserAnswer =
  | {
      status: "OK";
      /** Epoch milliseconds. */
      expiresAt: number;
    }
  /**
   * The backend trusts no browsers, or not this one: tokens in headers, no code just now, a recovery code in its place,
   * or the app says no. The sign-in goes on without.
   */
  | { status: "TRUST_NOT_ALLOWED_ERROR" }
  | GeneralErrorAnswer;

/** Removing what is gone already is a success. */
export type RemoveTrustedBrowserAnswer = { status: "OK" } | GeneralErrorAnswer;
