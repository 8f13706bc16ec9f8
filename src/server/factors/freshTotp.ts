import { MultiFactorAuthClaim } from "supertokens-node/recipe/multifactorauth/index.js";
import { Error as SessionError } from "supertokens-node/recipe/session/index.js";
import type { SessionContainerInterface } from "supertokens-node/recipe/session/types/index.js";
import type { StepUpReason } from "../../protocol/totpSettings.js";

/** Clocks of two API servers may differ by this much; a completion further in the future counts as never. */
const clockToleranceSeconds = 30;

/** Options of {@link requireFreshTotp}. */
export interface FreshTotpOptions {
  /** Greatest age of the session's last TOTP, in seconds. */
  within: number;
}

/**
 * Passes when the session completed a TOTP at most `within` seconds ago (the step-up of the SuperTokens documentation,
 * OWASP ASVS 5.0 7.5.3: re-authenticate before a sensitive operation). Returns nothing and is synchronous, so a
 * forgotten `await` can't skip it. Call it after `verifySession()`, which checks everything else about the session.
 *
 * The age is read from the `st-mfa` claim, where `c.totp` is in epoch **seconds**.
 *
 * @throws SuperTokens' `INVALID_CLAIMS` session error, which its error handler sends as 403
 * `{ message: "invalid claim", claimValidationErrors: [{ id: "st-mfa", reason }] }` with a {@link StepUpReason}.
 * @throws TypeError when `within` is no positive number.
 */
export function requireFreshTotp(session: SessionContainerInterface, { within }: FreshTotpOptions): void {
  assertSeconds("requireFreshTotp: within", within);
  const completedAt: unknown = MultiFactorAuthClaim.getValueFromPayload(session.getAccessTokenPayload())?.c["totp"];
  if (typeof completedAt === "number" && isFresh(completedAt, within, Date.now() / 1000)) return;
  const reason: StepUpReason = {
    message: `A code from the authenticator app is needed that is at most ${within} seconds old.`,
    factorId: "totp",
    freshForSeconds: within,
  };
  throw new SessionError({
    type: SessionError.INVALID_CLAIMS,
    message: "INVALID_CLAIMS",
    payload: [{ id: MultiFactorAuthClaim.key, reason: { ...reason } }],
  });
}

/** @throws TypeError when `seconds` is no positive, finite number. */
export function assertSeconds(name: string, seconds: number): void {
  if (!Number.isFinite(seconds) || seconds <= 0) {
    throw new TypeError(`${name} must be a positive number of seconds, not ${String(seconds)}.`);
  }
}

function isFresh(completedAt: number, within: number, now: number): boolean {
  const age = now - completedAt;
  return age <= within && age >= -clockToleranceSeconds;
}
