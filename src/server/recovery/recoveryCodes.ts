import { getUser } from "supertokens-node/index.js";
import { listDevices } from "supertokens-node/recipe/totp/index.js";
import {
  formatRecoveryCode,
  normaliseRecoveryCode,
  type CreateRecoveryCodesAnswer,
  type SavedRecoveryCodesAnswer,
  type UseRecoveryCodeAnswer,
} from "../../protocol/recoveryCodes.js";
import type { GeneralErrorAnswer } from "../../protocol/totpSettings.js";
import { generalError } from "../failureAnswers.js";
import { assertPastTotp, requireFreshTotpOfAnySession } from "../factors/freshTotp.js";
import type { PluginParts } from "../parts.js";
import type { RouteRequest } from "../routes.js";
import { processLock } from "../lock/processLock.js";
import { readUserRecord, writeUserRecord, type RecoveryRecord, type UserRecord } from "../userRecord.js";
import { createRecoveryCodes, findRecoveryCode, hashRecoveryCode } from "./codes.js";
import { completeByRecoveryCode } from "./recoveredSession.js";
import { settle, withFateKnown } from "./recoveryRecord.js";

/** As many wrong codes in a row as the core allows for TOTP, for as long. NIST SP 800-63B-4, 3.2.2, asks for a limit. */
const maxAttempts = 5;
const lockMs = 15 * 60 * 1000;

/** For each user, so that nobody's codes wait for more than one set of another's. */
const oneSetAtATime = processLock();

/** Hashing a set takes half a second of a thread, and a session with a fresh TOTP may ask as often as it likes. */
const maxSets = 5;
const setsWithinMs = 15 * 60 * 1000;

/** Makes new codes in place of those that there were. Needs a device, and a fresh TOTP. */
export async function createCodes(
  parts: PluginParts,
  { session, userContext }: RouteRequest,
  count: number,
): Promise<CreateRecoveryCodesAnswer> {
  const userId = session.getUserId();
  await requireFreshTotpOfAnySession(session, { within: parts.freshFor }, userContext);
  return oneSetAtATime(userId, async () => {
    const tooMany = tooManySets((await readUserRecord(userId, userContext)).recovery);
    if (tooMany !== undefined) return tooMany;
    const codes = createRecoveryCodes(count);
    // Before the change: where many make codes, they would keep its place from everybody else's changes.
    const hashes = await Promise.all(codes.map(hashRecoveryCode));
    return parts.changes.run(session, userContext, async () => {
      const { devices } = await listDevices(userId, userContext);
      if (!devices.some((device) => device.verified)) {
        return generalError("Add an authenticator app first: recovery codes stand in for it.");
      }
      const record = await readUserRecord(userId, userContext);
      const tooManyByNow = tooManySets(record.recovery);
      if (tooManyByNow !== undefined) return tooManyByNow;
      // It names the set, so it is never that of the set before.
      const createdAt = Math.max(Date.now(), (record.recovery?.createdAt ?? 0) + 1);
      const recovery: RecoveryRecord = {
        createdAt,
        made: [...recentSets(record.recovery), createdAt],
        total: count,
        seen: false,
        codes: hashes,
        taken: undefined,
        failed: 0,
        lockedUntil: undefined,
      };
      await writeUserRecord(userId, { ...record, recovery }, userContext);
      parts.tellChanged({ userId, tenantId: session.getTenantId(), change: "RECOVERY_CODES_CREATED", left: count });
      const user = await getUser(userId, userContext);
      const account = user?.emails[0] ?? user?.phoneNumbers[0];
      return {
        status: "OK",
        codes: codes.map(formatRecoveryCode),
        createdAt,
        ...(account !== undefined && { account }),
      };
    });
  });
}

function recentSets(recovery: RecoveryRecord | undefined): number[] {
  return (recovery?.made ?? []).filter((at) => at > Date.now() - setsWithinMs);
}

function tooManySets(recovery: RecoveryRecord | undefined): GeneralErrorAnswer | undefined {
  const recent = recentSets(recovery);
  const minutes = Math.ceil((Math.min(...recent) + setsWithinMs - Date.now()) / 60_000);
  return recent.length < maxSets
    ? undefined
    : generalError(`Recovery codes were made ${maxSets} times just now. Try again in ${minutes} min.`);
}

/** Remembers that the user has these codes. Tells nothing of them, so it needs a TOTP, however old. */
export async function markCodesSaved(
  parts: PluginParts,
  { session, userContext }: RouteRequest,
  createdAt: number,
): Promise<SavedRecoveryCodesAnswer> {
  const userId = session.getUserId();
  await assertPastTotp(session, userContext);
  return parts.changes.run(session, userContext, async () => {
    const record = await readUserRecord(userId, userContext);
    if (record.recovery?.createdAt !== createdAt) return { status: "UNKNOWN_RECOVERY_CODES_ERROR" };
    if (!record.recovery.seen) await writeUserRecord(userId, { ...record, recovery: { ...record.recovery, seen: true } }, userContext);
    return { status: "OK" };
  });
}

/**
 * Takes a code in place of a TOTP, once. The code is taken out of the user's record before TOTP is completed in the
 * session, so that whatever fails, it can't be used twice; if TOTP then isn't completed, the code is put back.
 */
export async function useCode(parts: PluginParts, { session, userContext }: RouteRequest, typed: string): Promise<UseRecoveryCodeAnswer> {
  const userId = session.getUserId();
  return parts.changes.run(session, userContext, async () => {
    const record = await readUserRecord(userId, userContext);
    // Nothing to guess, so nothing to count.
    if (record.recovery === undefined) return refusal(1);

    const now = Date.now();
    const { lockedUntil } = record.recovery;
    if (lockedUntil !== undefined && lockedUntil > now) return { status: "LIMIT_REACHED_ERROR", retryAfterMs: lockedUntil - now };

    const recovery = await settle(record.recovery, userContext);
    const code = normaliseRecoveryCode(typed);
    const hash = code === undefined ? undefined : await findRecoveryCode(code, recovery.codes);
    if (hash === undefined) {
      const failed = (lockedUntil === undefined ? recovery.failed : 0) + 1;
      const locked = failed >= maxAttempts ? now + lockMs : undefined;
      await writeUserRecord(userId, { ...record, recovery: { ...recovery, failed, lockedUntil: locked } }, userContext);
      return refusal(failed);
    }

    const used: RecoveryRecord = {
      ...recovery,
      codes: recovery.codes.filter((other) => other !== hash),
      taken: { hash, session: session.getHandle(), at: now },
      seen: true,
      failed: 0,
      lockedUntil: undefined,
    };
    // Whoever lost the phone may have lost the laptop with it.
    const taken: UserRecord = { ...record, recovery: used, browsers: [] };
    await writeUserRecord(userId, taken, userContext);
    /** What became of the code, while that is easily known. If it can't be written, the next use finds out. */
    const writeDown = async (fate: () => Promise<RecoveryRecord>) => {
      try {
        await writeUserRecord(userId, { ...taken, recovery: await fate() }, userContext);
      } catch (error) {
        parts.log("supertokens-mfa-react: what became of a recovery code can't be written down; the next use finds out.", error);
      }
    };
    try {
      await completeByRecoveryCode(session, userContext);
    } catch (error) {
      await writeDown(() => settle(used, userContext));
      throw error;
    }
    parts.tellChanged({ userId, tenantId: session.getTenantId(), change: "RECOVERY_CODE_USED", left: used.codes.length });
    await writeDown(async () => withFateKnown(used));
    return { status: "OK", left: used.codes.length };
  });
}

function refusal(failed: number): UseRecoveryCodeAnswer {
  return {
    status: "INVALID_RECOVERY_CODE_ERROR",
    currentNumberOfFailedAttempts: failed,
    maxNumberOfFailedAttempts: maxAttempts,
  };
}
