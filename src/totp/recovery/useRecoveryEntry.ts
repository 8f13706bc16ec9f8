import { useRef, useState } from "react";
import { normaliseRecoveryCode } from "../../protocol/recoveryCodes.js";
import { challengeConsent } from "../../routing/consent.js";
import { consumeRecoveryCode } from "../../supertokens/recoveryService.js";
import type { CodeDetour, CodeKind } from "../code/code.flow.js";
import { useCodeEntry, type CodeEntry } from "../code/useCodeEntry.js";

const recoveryCode: CodeKind = { lock: "RECOVERY_CODE", read: normaliseRecoveryCode, changes: false };

export interface RecoveryEntry extends CodeEntry {
  /** A code was accepted; how many are left, unless the reply with the number was lost. */
  used: { left: number | undefined } | undefined;
}

/** The challenge by a recovery code (`POST /totp/recovery/use`), which consents to what a code of the app would. */
export function useRecoveryEntry(onDetour: (detour: CodeDetour) => void): RecoveryEntry {
  const [consent] = useState(challengeConsent);
  const [used, setUsed] = useState<RecoveryEntry["used"]>();
  const left = useRef<number>(undefined);
  const entry = useCodeEntry({
    kind: recoveryCode,
    verify: async (code) => {
      const outcome = await consumeRecoveryCode(code);
      if (outcome.status === "OK") left.current = outcome.left;
      return outcome;
    },
    consent,
    onAccepted: () => setUsed({ left: left.current }),
    onDetour,
  });
  return { ...entry, used };
}
