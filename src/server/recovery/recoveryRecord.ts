import { MultiFactorAuthClaim } from "supertokens-node/recipe/multifactorauth/index.js";
import { getSessionInformation } from "supertokens-node/recipe/session/index.js";
import type { UserContext } from "supertokens-node/types/index.js";
import type { RecoveryCodesState } from "../../protocol/recoveryCodes.js";
import type { RecoveryRecord, TakenCode } from "../userRecord.js";

/** What the panel shows of a user's codes. */
export function toRecoveryCodesState({ codes, total, createdAt, seen }: RecoveryRecord): RecoveryCodesState {
  return { left: codes.length, total, createdAt, seen };
}

/** Whether any code can be used. Asks for a session only when the last code was taken, and its fate isn't known. */
export async function hasUsableCode(recovery: RecoveryRecord | undefined, userContext: UserContext): Promise<boolean> {
  if (recovery === undefined) return false;
  return recovery.codes.length > 0 || (await settle(recovery, userContext)).codes.length > 0;
}

/**
 * Finds out what became of a code that was taken by a process that then died, or couldn't reach the core: it was
 * accepted if its session has completed TOTP since. If not it may be used again, so no code is lost without effect.
 * When the session is gone that can't be known, and the code counts as used.
 */
export async function settle(recovery: RecoveryRecord, userContext: UserContext): Promise<RecoveryRecord> {
  const { taken } = recovery;
  if (taken === undefined) return recovery;
  const settled = withFateKnown(recovery);
  return (await wasAccepted(taken, userContext)) ? settled : { ...settled, codes: [...recovery.codes, taken.hash] };
}

export function withFateKnown(recovery: RecoveryRecord): RecoveryRecord {
  return { ...recovery, taken: undefined };
}

async function wasAccepted({ session, at }: TakenCode, userContext: UserContext): Promise<boolean> {
  const information = await getSessionInformation(session, userContext);
  if (information === undefined) return true;
  const completedAt: unknown = MultiFactorAuthClaim.getValueFromPayload(information.customClaimsInAccessTokenPayload)?.c["totp"];
  // The claim is in whole seconds.
  return typeof completedAt === "number" && completedAt >= Math.floor(at / 1000);
}
