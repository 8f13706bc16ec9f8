import { verifyCode as webJsVerifyCode } from "supertokens-web-js/recipe/totp/index.js";
import { attempt, isRecord, type Failure } from "./outcome.js";

/** Answers to a code, at sign-in and in setup alike. */
export type CodeOutcome =
  | { status: "OK" }
  | { status: "INVALID_TOTP_ERROR"; attemptsLeft: number | undefined }
  | { status: "LIMIT_REACHED_ERROR"; retryAfterMs: number };

/** `UNKNOWN_USER_ID_ERROR`: the user has no device at all. The web SDK's types don't have it; the backend sends it. */
export type VerifyCodeOutcome = CodeOutcome | { status: "UNKNOWN_USER_ID_ERROR" };

export function verifyCode(totp: string): Promise<VerifyCodeOutcome | Failure> {
  return attempt(
    () => webJsVerifyCode({ totp }),
    (body): VerifyCodeOutcome | undefined => {
      const status: string | undefined = body?.status;
      return status === "OK" || status === "UNKNOWN_USER_ID_ERROR" ? { status } : readRefusal(body);
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
