/**
 * Recovery codes between the screens and the `supertokens-node` plugin. Routes take and answer JSON, and take the user
 * from the session.
 */

import type { GeneralErrorAnswer } from "./totpSettings.js";

/** Route paths below the API base path (`/auth` by default). */
export const recoveryCodePaths = {
  /** `POST {code}` → {@link UseRecoveryCodeAnswer}. Any session of the user, MFA complete or open. */
  use: "/totp/recovery/use",
  /**
   * `POST {}` → {@link CreateRecoveryCodesAnswer}. Replaces what there was. Needs a fresh TOTP, else 403 to step up; a
   * session that has just proven a device has one.
   */
  create: "/totp/recovery/create",
  /** `POST {createdAt}` → {@link SavedRecoveryCodesAnswer}: the user says that these codes are saved. */
  saved: "/totp/recovery/saved",
} as const;

/** Crockford's base 32: five bits a character, without the look-alikes I, L, O and U. */
export const recoveryCodeAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/** Characters of a code, 50 bits together. */
export const recoveryCodeLength = 10;

/** Whether it is time for new codes: three are left, or fewer, of what were more. */
export function areFewLeft(left: number, total: number): boolean {
  return left <= 3 && left < total;
}

/** Writes a code as it is shown: `xxxxx-xxxxx`. */
export function formatRecoveryCode(code: string): string {
  const half = recoveryCodeLength / 2;
  return `${code.slice(0, half)}-${code.slice(half)}`;
}

/**
 * Turns what a user typed into the ten characters of a code, or `undefined` when it can't be one. Any case, full-width
 * characters, white space, dashes and invisible characters between them, and look-alikes (`O` for `0`, `I` and `L` for
 * `1`, `U` for `V`) are understood.
 */
export function normaliseRecoveryCode(typed: string): string | undefined {
  if (typed.length > longestTyped) return undefined;
  const code = typed
    .normalize("NFKC")
    .replace(separators, "")
    .toLowerCase()
    .replace(/[oilu]/g, (letter) => (letter === "o" ? "0" : letter === "u" ? "v" : "1"));
  return isCode.test(code) ? code : undefined;
}

const longestTyped = 100;
const separators = /[\s\p{Pd}\p{Cf}\p{Cc}_.\u2212]/gu;
const isCode = new RegExp(`^[${recoveryCodeAlphabet}]{${recoveryCodeLength}}$`);

/** What the panel shows of the codes; the codes themselves are shown once, by {@link CreateRecoveryCodesAnswer}. */
export interface RecoveryCodesState {
  /** Codes that can still be used. */
  left: number;
  /** Codes that were made. */
  total: number;
  /** When they were made, in epoch milliseconds. Names the set in `saved`. */
  createdAt: number;
  /** The user said that they are saved, or used one. If false, perhaps nobody has seen them: the reply may be lost. */
  seen: boolean;
}

export type CreateRecoveryCodesAnswer =
  | {
      status: "OK";
      /** As they are to be shown, `xxxxx-xxxxx`. */
      codes: string[];
      /** Epoch milliseconds. */
      createdAt: number;
      /** Whose they are, for what the user keeps of them: an e-mail address or a phone number. Absent when the user has none. */
      account?: string;
    }
  | GeneralErrorAnswer;

export type UseRecoveryCodeAnswer =
  /** TOTP counts as completed in this session; all trusted browsers are forgotten. */
  | {
      status: "OK";
      /** Codes that can still be used. */
      left: number;
    }
  /** Not a code of this user, used already, or the user has none. At the last attempt both numbers are equal. */
  | { status: "INVALID_RECOVERY_CODE_ERROR"; currentNumberOfFailedAttempts: number; maxNumberOfFailedAttempts: number }
  /** Too many wrong ones in a row; the right one is refused, too. Attempts meanwhile don't extend it. */
  | { status: "LIMIT_REACHED_ERROR"; retryAfterMs: number }
  | GeneralErrorAnswer;

/** `UNKNOWN_RECOVERY_CODES_ERROR`: others were made since, or they are gone. */
export type SavedRecoveryCodesAnswer = { status: "OK" } | { status: "UNKNOWN_RECOVERY_CODES_ERROR" } | GeneralErrorAnswer;
