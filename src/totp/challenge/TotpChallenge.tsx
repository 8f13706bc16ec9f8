"use client";
import type { ReactNode } from "react";
import type { CodeDetour } from "../code/code.flow.js";
import type { ScreenExit } from "../../ui/ExitButton.js";
import { TotpChallengeView } from "./TotpChallengeView.js";
import { useTotpChallenge } from "./useTotpChallenge.js";

export interface TotpChallengeProps {
  /** Called once, after the server accepted a code. */
  onVerified(): void;
  /** Called when the user has no device, or no session any more. */
  onDetour(detour: CodeDetour): void;
  /** Called by the Log out or the Back button. */
  onExit(): void;
  /** Which of the two is shown. @default "SIGN_OUT" */
  exit?: ScreenExit;
  /** Something to say above the form. @default nothing */
  notice?: ReactNode;
}

/**
 * Asks for a code of an authenticator app. Renders a `<section>`; where it leads is up to the callbacks. The routed
 * screen at `/{websiteBasePath}/mfa/totp` uses it and does the redirects.
 */
export function TotpChallenge({ onVerified, onDetour, exit = "SIGN_OUT", ...view }: TotpChallengeProps) {
  const challenge = useTotpChallenge({ onVerified, onDetour });
  return <TotpChallengeView {...view} exit={exit} challenge={challenge} />;
}
