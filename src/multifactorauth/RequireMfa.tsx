"use client";
import type { ReactNode } from "react";
import { MfaScreenView } from "./MfaScreenView.js";
import { useRequireMfa } from "./useRequireMfa.js";

export interface RequireMfaProps {
  /** Shown, and mounted, only while the session has completed MFA. */
  children: ReactNode;
  /** Shown while that is being found out, and while redirecting. @default nothing */
  fallback?: ReactNode;
}

/**
 * A guard for routes. Without a session it goes to sign-in, with MFA open to the factor screen, both with the current
 * path as `redirectToPath`; otherwise it renders its children and nothing of its own. It only decides what is shown:
 * the API must check the session too.
 */
export function RequireMfa({ children, fallback = null }: RequireMfaProps): ReactNode {
  const { state, onRetry, onSignOut } = useRequireMfa();
  switch (state.status) {
    case "allowed":
      return children;
    case "checking":
    case "redirecting":
      return fallback;
    case "cookiesBlocked":
    case "unavailable":
      return <MfaScreenView state={state} onRetry={onRetry} onSignOut={onSignOut} />;
  }
}
