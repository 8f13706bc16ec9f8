import {
  recoveryCodePaths,
  type CreateRecoveryCodesAnswer,
  type SavedRecoveryCodesAnswer,
  type UseRecoveryCodeAnswer,
} from "../protocol/recoveryCodes.js";
import { getMfaConfig } from "./config.js";
import { toDate } from "./date.js";
import { emitMfaEvent } from "./events.js";
import { attempt, type Failure } from "./outcome.js";
import { callPlugin, readBody, send, type Without } from "./pluginCall.js";
import { readRefusal, type CodeOutcome } from "./totpService.js";

/** Recovery codes as they are shown, once. */
export interface RecoveryCodeSet {
  /** As the user writes them down: `xxxxx-xxxxx`. */
  codes: string[];
  /** Epoch milliseconds. */
  createdAt: number;
  /** As the app is called in `appInfo`. */
  appName: string;
  /** Whose they are; `undefined` where the backend knows no address. */
  account: string | undefined;
}

/** Makes recovery codes; those from before stop working. */
export function createRecoveryCodes(): Promise<{ status: "OK"; set: RecoveryCodeSet } | Failure> {
  return attempt(
    async () => readBody<CreateRecoveryCodesAnswer>(await send(recoveryCodePaths.create, {})),
    (answer) => {
      if (answer.status !== "OK") return undefined;
      const { codes, createdAt, account } = answer;
      const isSet = Array.isArray(codes) && codes.length > 0 && codes.every((code) => typeof code === "string");
      if (!isSet || toDate(createdAt) === undefined) return undefined;
      emitMfaEvent({ action: "RECOVERY_CODES_CREATED" });
      const { appName } = getMfaConfig();
      return { status: "OK" as const, set: { codes, createdAt, appName, account: typeof account === "string" ? account : undefined } };
    },
  );
}

/** Tells the server that the user has saved the codes made at `createdAt`, in epoch milliseconds. */
export function confirmRecoveryCodes(createdAt: number): Promise<Without<SavedRecoveryCodesAnswer> | Failure> {
  return callPlugin<SavedRecoveryCodesAnswer>(
    recoveryCodePaths.saved,
    { createdAt },
    ["OK", "UNKNOWN_RECOVERY_CODES_ERROR"],
    (answer) => answer,
  );
}

/** Has a recovery code complete TOTP in this session, once. Wrong ones count apart from codes of the app. */
export function consumeRecoveryCode(code: string): Promise<CodeOutcome | Failure> {
  return attempt(
    async () => readBody<UseRecoveryCodeAnswer>(await send(recoveryCodePaths.use, { code })),
    (answer): CodeOutcome | undefined => {
      switch (answer.status) {
        case "OK": {
          const left = Number.isSafeInteger(answer.left) ? answer.left : 0;
          emitMfaEvent({ action: "RECOVERY_CODE_USED", left });
          return { status: "OK", recoveryCodesLeft: left };
        }
        case "INVALID_RECOVERY_CODE_ERROR":
          return readRefusal({ ...answer, status: "INVALID_TOTP_ERROR" });
        default:
          return readRefusal(answer);
      }
    },
  );
}
