import { useRef, useState } from "react";
import { normaliseRecoveryCode } from "../../protocol/recoveryCodes.js";
import { challengeConsent } from "../../routing/consent.js";
import { consumeRecoveryCode } from "../../supertokens/recoveryService.js";
import type { CodeDetour, CodeKind } from "../code/code.flow.js";
import { useCodeEntry, type CodeEntry } from "../code/useCodeEntry.js";

const recoveryCode: CodeKind = { lock: "RECOVERY_CODE", read: normaliseRecoveryCode, changes: false };

/** What is known after a code was accepted. */
export interface UsedRecoveryCode {
  /** How many can still be used; `undefined` when the reply with the number was lost. */
  left: number | undefined;
}

export interface UseRecoveryEntryOptions {
  /** A code was accepted. */
  onUsed(used: UsedRecoveryCode): void;
  /** The answer leads elsewhere: there is no session any more. */
  onDetour(detour: CodeDetour): void;
}

/** The challenge by a recovery code (`POST /totp/recovery/use`), which consents to what a code of the app would. */
export function useRecoveryEntry({ onUsed, onDetour }: UseRecoveryEntryOptions): CodeEntry {
  const [consent] = useState(challengeConsent);
  const left = useRef<number>(undefined);
  return useCodeEntry({
    kind: recoveryCode,
    verify: async (code) => {
      const outcome = await consumeRecoveryCode(code);
      if (outcome.status === "OK") left.current = outcome.left;
      return outcome;
    },
    consent,
    onAccepted: () => onUsed({ left: left.current }),
    onDetour,
  });
}
