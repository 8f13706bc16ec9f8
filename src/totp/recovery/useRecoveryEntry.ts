import { useEffect, useRef, useState } from "react";
import { normaliseRecoveryCode } from "../../protocol/recoveryCodes.js";
import type { ChallengeConsent } from "../../routing/consent.js";
import { consumeRecoveryCode } from "../../supertokens/recoveryService.js";
import { readSession, wasTotpCompletedSince } from "../../supertokens/sessionService.js";
import type { CodeDetour, CodeFlowOptions, CodeKind } from "../code/code.flow.js";
import { useCodeEntry, type CodeEntry } from "../code/useCodeEntry.js";
import type { CodesLeft } from "./codesLeft.js";

const recoveryCode: CodeKind = { lock: "RECOVERY_CODE", read: normaliseRecoveryCode, changes: false };

export interface UseRecoveryEntryOptions {
  /** To what the code consents beside the sign-in. */
  consent: ChallengeConsent;
  /** A code was accepted: it is used up, and TOTP is completed. Called also when that comes out after the way back. */
  onCodesLeft(codes: CodesLeft): void;
  /** The other way is wanted: back to the code of the app. */
  onWay(by: "APP"): void;
  /** The answer leads elsewhere: there is no session any more. */
  onDetour(detour: CodeDetour): void;
}

export interface RecoveryEntry extends CodeEntry {
  back(): void;
}

/** The challenge by a recovery code (`POST /totp/recovery/use`), which consents to what a code of the app would. */
export function useRecoveryEntry({ consent, onCodesLeft, onWay, onDetour }: UseRecoveryEntryOptions): RecoveryEntry {
  const [calls] = useState(createUseCalls);
  const latest = useRef(onCodesLeft);
  useEffect(() => {
    latest.current = onCodesLeft;
  });
  useEffect(() => calls.watch((codes) => latest.current(codes)), [calls]);
  const entry = useCodeEntry({
    kind: recoveryCode,
    verify: calls.use,
    consent,
    // The number may have come with a late reply.
    onAccepted: (left) => onCodesLeft(calls.used() ?? { after: "RECOVERY_CODE", left }),
    onDetour,
  });
  return {
    ...entry,
    back() {
      const used = calls.used();
      if (used === undefined) onWay("APP");
      else onCodesLeft(used);
    },
  };
}

/** The form's calls, and what came of those that it doesn't wait for any more: a code that is used up is never without effect. */
function createUseCalls() {
  let shown = false;
  let used: CodesLeft | undefined;
  let opened: Promise<number> | undefined;
  let onLate: (late: CodesLeft) => void = () => {};

  const use: CodeFlowOptions["verify"] = async (code) => {
    const since = (await opened) ?? 0;
    const outcome = await consumeRecoveryCode(code);
    switch (outcome.status) {
      case "OK":
        used = { after: "RECOVERY_CODE", left: outcome.recoveryCodesLeft };
        break;
      case "INVALID_TOTP_ERROR":
        if ((await completedAt()) <= since) break;
        // Another tab has used it, for the session that both are in.
        used = { after: "RECOVERY_CODE", left: undefined };
        if (shown) return { status: "OK", by: "SESSION" };
        break;
      case "NETWORK":
      case "FAULT":
        // The form asks by itself, as long as there is one.
        if (!shown && (await wasTotpCompletedSince(since)) === true) used = { after: "RECOVERY_CODE", left: undefined };
    }
    if (!shown && used !== undefined) onLate(used);
    return outcome;
  };

  return {
    use,
    used: () => used,
    watch(listener: typeof onLate) {
      shown = true;
      onLate = listener;
      opened ??= completedAt();
      return () => {
        shown = false;
      };
    },
  };
}

/** When the session has completed TOTP, in epoch seconds; 0 for never. */
async function completedAt(): Promise<number> {
  const session = await readSession();
  return session.status === "ACTIVE" ? session.totpCompletedAt : 0;
}
