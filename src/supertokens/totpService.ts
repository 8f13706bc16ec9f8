import { verifyCode as webJsVerifyCode } from "supertokens-web-js/recipe/totp/index.js";
import type { VerifyTotpAdditions } from "../protocol/additions.js";
import { emitMfaEvent } from "./events.js";
import { attempt, isRecord, type Failure } from "./outcome.js";

/** Answers to a code, at sign-in and in setup alike. */
export type CodeOutcome =
  /** `recoveryCodesLeft`: how many can still be used, where the backend tells. */
  | { status: "OK"; recoveryCodesLeft?: number | undefined }
  | { status: "INVALID_TOTP_ERROR"; attemptsLeft: number | undefined }
  | { status: "LIMIT_REACHED_ERROR"; retryAfterMs: number };

/** `UNKNOWN_USER_ID_ERROR`: the user has no device at all. The web SDK's types don't have it; the backend sends it. */
export type VerifyCodeOutcome = CodeOutcome | { status: "UNKNOWN_USER_ID_ERROR" };

export function verifyCode(totp: string): Promise<VerifyCodeOutcome | Failure> {
  return attempt(
    () => webJsVerifyCode({ totp }),
    (body: (Awaited<ReturnType<typeof webJsVerifyCode>> & VerifyTotpAdditions) | undefined): VerifyCodeOutcome | undefined => {
      const status: string | undefined = body?.status;
      if (status !== "OK") return status === "UNKNOWN_USER_ID_ERROR" ? { status } : readRefusal(body);
      const left: unknown = body?.recoveryCodesLeft;
      if (typeof left !== "number" || !(left >= 0)) return { status };
      emitMfaEvent({ action: "RECOVERY_CODES_LOW", left });
      return { status, recoveryCodesLeft: left };
    },
  );
}

/** What wrong codes are answered with, wherever a code is asked for. */
export function readRefusal(body: unknown): Exclude<CodeOutcome, { status: "OK" }> | undefined {
  if (!isRecord(body)) return undefined;
  if (body.status === "INVALID_TOTP_ERROR") {
    const { currentNumberOfFailedAttempts: failed, maxNumberOfFailedAttempts: max } = body;
    const attemptsLeft = typeof failed === "number" && typeof max === "number" ? Math.max(0, max - failed) : undefined;
    return { status: "INVALID_TOTP_ERROR", attemptsLeft };
  }
  if (body.status === "LIMIT_REACHED_ERROR") {
    const retryAfterMs = typeof body.retryAfterMs === "number" && body.retryAfterMs > 0 ? body.retryAfterMs : 0;
    return { status: "LIMIT_REACHED_ERROR", retryAfterMs };
  }
  return undefined;
}
