"use client";
import { useState } from "react";
import { challengeConsent } from "../../routing/consent.js";
import { clockAheadSeconds } from "../../supertokens/sessionService.js";
import { verifyCode } from "../../supertokens/totpService.js";
import type { CodeDetour } from "../code/code.flow.js";
import { useCodeEntry, type CodeEntry } from "../code/useCodeEntry.js";

export interface UseTotpChallengeOptions {
  /**
   * The server accepted the code; the session says so from now on. `recoveryCodesLeft`: how many of the user's recovery
   * codes can still be used, when they are three or fewer.
   */
  onVerified(recoveryCodesLeft: number | undefined): void;
  /** The answer leads elsewhere: no device at all, or no session any more. */
  onDetour(detour: CodeDetour): void;
}

export interface TotpChallengeState extends CodeEntry {
  /** How far this device's clock is ahead of the server's, in seconds. */
  clockAheadSeconds: number;
}

/**
 * The login challenge without a look: asks the backend to accept a code of any verified device (`POST /totp/verify`). A
 * change that the panel opened it for is consented to by a code that it sees accepted, and by nothing else.
 */
export function useTotpChallenge({ onVerified, onDetour }: UseTotpChallengeOptions): TotpChallengeState {
  const [consent] = useState(challengeConsent);
  const entry = useCodeEntry({ verify: verifyCode, consent, onAccepted: onVerified, onDetour });
  return { ...entry, clockAheadSeconds: clockAheadSeconds() };
}
