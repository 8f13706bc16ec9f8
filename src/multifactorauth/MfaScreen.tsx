"use client";
import { TotpChallenge } from "../totp/challenge/TotpChallenge.js";
import { Recovery } from "../totp/recovery/Recovery.js";
import { TotpSetup } from "../totp/setup/TotpSetup.js";
import { MfaScreenView, RequirementsNotice } from "./MfaScreenView.js";
import { useMfaScreen } from "./useMfaScreen.js";

export interface MfaScreenProps {
  /** The query of the page, such as `?setup=true`: a router's `location.search`, or `window.location.search`. */
  search: string;
}

/**
 * The screen at `/{websiteBasePath}/mfa/totp`: the login challenge or device setup, whichever the session, the query
 * and the backend's requirements ask for, and the redirects around them. Renders a `<section>`.
 */
export function MfaScreen({ search }: MfaScreenProps) {
  const { state, ...on } = useMfaScreen(search);
  switch (state.status) {
    case "challenge":
      return state.by === "RECOVERY_CODE" ? (
        <Recovery {...on} codes={undefined} />
      ) : (
        <TotpChallenge
          onVerified={on.onCode}
          onDetour={on.onDetour}
          offers={state.purpose === "SIGN_IN" ? state.offers : { ...state.offers, trustDays: undefined }}
          onRecoveryCode={() => on.onWay("RECOVERY_CODE")}
          exit={state.exit}
          onExit={on.onExit[state.exit]}
          notice={state.requirements === "UNKNOWN" && <RequirementsNotice onRetry={on.onRetry} />}
        />
      );
    case "codesLeft":
      return <Recovery {...on} codes={state.codes} />;
    case "setup":
      return (
        <TotpSetup
          exit={state.exit}
          onVerified={on.onVerified}
          onSignedOut={on.onSignedOut}
          onVerifyFirst={on.onVerifyFirst}
          onExit={on.onExit[state.exit]}
        />
      );
    default:
      return <MfaScreenView state={state} onRetry={on.onRetry} onSignOut={on.onExit.SIGN_OUT} />;
  }
}
