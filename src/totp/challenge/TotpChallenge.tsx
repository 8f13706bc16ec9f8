"use client";
import { useState, type ReactNode } from "react";
import type { CodeDetour } from "../code/code.flow.js";
import type { ScreenExit } from "../../ui/ExitButton.js";
import { noOffers, type ChallengeOffers } from "../../protocol/challengeOffers.js";
import { ChallengeOffersView } from "./ChallengeOffersView.js";
import { TotpChallengeView } from "./TotpChallengeView.js";
import { useTotpChallenge } from "./useTotpChallenge.js";

/** What came with an accepted code. */
export interface AcceptedCode {
  /** The user wants not to be asked for a code on this browser for a while. */
  trustBrowser: boolean;
  /** How many of the user's recovery codes can still be used, when they are three or fewer. */
  recoveryCodesLeft: number | undefined;
}

export interface TotpChallengeProps {
  /** Called once, after the server accepted a code. */
  onVerified(code: AcceptedCode): void;
  /** Called when the user has no device, or no session any more. */
  onDetour(detour: CodeDetour): void;
  /** Called by the Log out or the Back button. */
  onExit(): void;
  /** Which of the two is shown. @default "SIGN_OUT" */
  exit?: ScreenExit;
  /** Something to say above the form. @default nothing */
  notice?: ReactNode;
  /** What the backend offers beside a code of the app. @default nothing */
  offers?: ChallengeOffers;
  /** Called by the button for those who have a recovery code in place of their phone. @default nothing */
  onRecoveryCode?(): void;
}

/**
 * Asks for a code of an authenticator app. Renders a `<section>`; where it leads is up to the callbacks. The routed
 * screen at `/{websiteBasePath}/mfa/totp` uses it and does the redirects.
 */
export function TotpChallenge({
  onVerified,
  onDetour,
  exit = "SIGN_OUT",
  offers = noOffers,
  onRecoveryCode = () => undefined,
  ...view
}: TotpChallengeProps) {
  const [trustBrowser, setTrustBrowser] = useState(false);
  const challenge = useTotpChallenge({ onVerified: (recoveryCodesLeft) => onVerified({ trustBrowser, recoveryCodesLeft }), onDetour });
  return (
    <TotpChallengeView
      {...view}
      exit={exit}
      challenge={challenge}
      offers={<ChallengeOffersView offers={offers} trusts={trustBrowser} onTrust={setTrustBrowser} onRecoveryCode={onRecoveryCode} />}
    />
  );
}
