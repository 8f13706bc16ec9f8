import type { Failure } from "../supertokens/outcome.js";
import type { SessionOutcome } from "../supertokens/sessionService.js";

/** What a guarded route may show. */
export type GuardState =
  | { status: "checking" }
  | { status: "allowed" }
  | { status: "redirecting"; to: "SIGN_IN" | "FACTOR" }
  | { status: "cookiesBlocked" }
  | { status: "unavailable" };

/** What one more look at the session tells. The backend decides once more on every request; this only shows. */
export function guardState(shown: GuardState, session: SessionOutcome | Failure, cookies: boolean): GuardState {
  switch (session.status) {
    case "ACTIVE":
      if (session.mfa === "COMPLETE") return { status: "allowed" };
      return session.mfa === "OPEN" ? { status: "redirecting", to: "FACTOR" } : { status: "unavailable" };
    case "NONE":
      // Signing in again would end here again.
      return cookies ? { status: "redirecting", to: "SIGN_IN" } : { status: "cookiesBlocked" };
    case "UNAUTHORISED":
      return { status: "redirecting", to: "SIGN_IN" };
    case "MFA_NEEDED":
      return { status: "redirecting", to: "FACTOR" };
    case "GENERAL":
    case "NETWORK":
    case "FAULT":
      // A network that is down says nothing of the session: what the user is typing stays.
      return shown.status === "allowed" ? shown : { status: "unavailable" };
  }
}
