import { MultiFactorAuthClaim } from "supertokens-node/recipe/multifactorauth/index.js";
import { Error as SessionError } from "supertokens-node/recipe/session/index.js";
import type { SessionContainerInterface } from "supertokens-node/recipe/session/types/index.js";
import type { UserContext } from "supertokens-node/types/index.js";
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
 * A user who has no device yet passes by enrolling one, for which the password is enough.
 *
 * The age is read from the `st-mfa` claim, where `c.totp` is in epoch **seconds**.
 *
 * @throws SuperTokens' `INVALID_CLAIMS` session error, which its error handler sends as 403
 * `{ message: "invalid claim", claimValidationErrors: [{ id: "st-mfa", reason }] }` with a {@link StepUpReason}.
 * @throws TypeError when `within` is no positive number.
 */
export function requireFreshTotp(session: SessionContainerInterface, { within }: FreshTotpOptions): void {
  assertSeconds("requireFreshTotp: within", within);
  if (hasFreshTotp(session, { within })) return;
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

/**
 * The same for a session whose MFA may be open, as in the visit that proves a first device: one in the middle of
 * sign-in, without a fresh TOTP, must hear "finish signing in", not "step up".
 */
export async function requireFreshTotpOfAnySession(
  session: SessionContainerInterface,
  options: FreshTotpOptions,
  userContext: UserContext,
): Promise<void> {
  if (!hasFreshTotp(session, options)) await session.assertClaims([mfaComplete()], userContext);
  requireFreshTotp(session, options);
}

/** Passes when MFA is complete, or at least TOTP was, however long ago. */
export async function assertPastTotp(session: SessionContainerInterface, userContext: UserContext): Promise<void> {
  if (totpCompletedAt(session) === undefined) await session.assertClaims([mfaComplete()], userContext);
}

/** Whether the session completed a TOTP at most `within` seconds ago. */
export function hasFreshTotp(session: SessionContainerInterface, { within }: FreshTotpOptions): boolean {
  const completedAt = totpCompletedAt(session);
  return completedAt !== undefined && isFresh(completedAt, within, Date.now() / 1000);
}

function mfaComplete() {
  return MultiFactorAuthClaim.validators.hasCompletedMFARequirementsForAuth();
}

/** Epoch seconds; `undefined` for a session that never completed a TOTP. */
export function totpCompletedAt(session: SessionContainerInterface): number | undefined {
  const completedAt: unknown = MultiFactorAuthClaim.getValueFromPayload(session.getAccessTokenPayload())?.c["totp"];
  return typeof completedAt === "number" ? completedAt : undefined;
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
