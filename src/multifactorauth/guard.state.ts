import type { Failure } from "../supertokens/outcome.js";
import type { SessionOutcome } from "../supertokens/sessionService.js";

/** What a guarded route may show. */
export type GuardState =
  | { status: "checking" }
  | { status: "allowed" }
  | { status: "redirecting"; to: "SIGN_IN" | "FACTOR" }
  | { status: "cookiesBlocked" }
  | { status: "unavailable" };

/** The first state, when the session is known already. One without the claim has to be read by way of the backend. */
export function firstGuardState(session: SessionOutcome | undefined): GuardState {
  const checking = { status: "checking" } as const;
  const isTold = session?.status === "ACTIVE" && session.mfa !== "UNKNOWN";
  return isTold ? guardState(checking, session, true) : checking;
}

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
