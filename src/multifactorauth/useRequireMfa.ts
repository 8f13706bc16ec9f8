"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { whenIdle } from "../browser/idle.js";
import { watchPageCache } from "../browser/pageCache.js";
import { useMfaNavigate } from "../routing/NavigateContext.js";
import { getMfaConfig } from "../supertokens/config.js";
import { reportError } from "../supertokens/events.js";
import { currentPath, goToFactor, goToSignIn } from "../supertokens/redirects.js";
import { sessionAtHand, signOut } from "../supertokens/sessionService.js";
import { loadSetup } from "../totp/setup/setupCode.js";
import { useHydrating } from "../ui/useHydrating.js";
import { firstGuardState, guardState, type GuardState } from "./guard.state.js";
import { readSessionWithClaim } from "./sessionWithClaim.js";

export interface RequireMfaControl {
  state: GuardState;
  onRetry(): void;
  /** Ends the session, then looks again. */
  onSignOut(): void;
}

/**
 * Checks that the session has completed MFA, without a request while its token is valid; looks again when the page
 * is shown again, since the session may have ended elsewhere. Redirects when it hasn't.
 */
export function useRequireMfa(): RequireMfaControl {
  const hydrating = useHydrating();
  const [state, setState] = useState(() => firstGuardState(hydrating ? undefined : sessionAtHand()));
  const navigate = useMfaNavigate();
  const latest = useRef(navigate);
  useEffect(() => {
    latest.current = navigate;
  });

  const look = useRef<() => void>(() => undefined);
  useEffect(() => {
    // Before `init` this throws, to the app's error boundary.
    getMfaConfig();
    let current = true;
    look.current = async () => {
      const session = await readSessionWithClaim();
      if (!current) return;
      if ("cause" in session) reportError(session.cause);
      setState((shown) => guardState(shown, session, navigator.cookieEnabled));
    };
    look.current();
    const onVisible = () => {
      if (document.visibilityState === "visible") look.current();
    };
    document.addEventListener("visibilitychange", onVisible);
    const stopWatching = watchPageCache(() => look.current());
    return () => {
      current = false;
      document.removeEventListener("visibilitychange", onVisible);
      stopWatching();
    };
  }, []);

  // In the running app a device may be added from anywhere.
  const allowed = state.status === "allowed";
  useEffect(() => (allowed ? whenIdle(loadSetup) : undefined), [allowed]);

  const redirectTo = state.status === "redirecting" ? state.to : undefined;
  useEffect(() => {
    if (redirectTo === "SIGN_IN") void goToSignIn(currentPath(), latest.current);
    if (redirectTo === "FACTOR") void goToFactor({ factorId: "totp", replace: true, navigate: latest.current });
  }, [redirectTo]);

  const onRetry = useCallback(() => look.current(), []);
  return { state, onRetry, onSignOut: useCallback(() => void signOut().then(onRetry), [onRetry]) };
}
