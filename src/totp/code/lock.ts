import { isRecord } from "../../supertokens/outcome.js";
import { parseStored, sharedStorage } from "../../browser/storage.js";

/** Wrong codes of an app and wrong recovery codes are counted apart, and so are their locks. */
export type LockOf = "TOTP" | "RECOVERY_CODE";

const keys: Record<LockOf, string> = { TOTP: "supertokens-mfa-react.lock", RECOVERY_CODE: "supertokens-mfa-react.recovery-lock" };

/** No server locks for longer; a stored or sent time beyond it is taken for garbage. */
const longestLockMs = 24 * 60 * 60 * 1000;

/** Brings any `retryAfterMs` into a range that makes sense: none or negative is now, huge is a day. */
export function lockLength(retryAfterMs: number): number {
  return Number.isFinite(retryAfterMs) ? Math.min(Math.max(0, retryAfterMs), longestLockMs) : 0;
}

/** Keeps the lock for this user's other tabs and for a reload. Wall-clock times, since tabs share no other. */
export function storeLock(of: LockOf, sessionKey: string, lengthMs: number): void {
  sharedStorage.set(keys[of], JSON.stringify({ sessionKey, endsAt: Date.now() + lengthMs, lengthMs }));
}

export function clearLock(of: LockOf): void {
  sharedStorage.remove(keys[of]);
}

/** Milliseconds that the stored lock of this user still lasts; 0 for none. Never longer than it was made, should the clock have jumped. */
export function storedLock(of: LockOf, sessionKey: string): number {
  const stored = parseStored(sharedStorage.get(keys[of]));
  if (!isRecord(stored) || stored.sessionKey !== sessionKey) return 0;
  const { endsAt, lengthMs } = stored;
  if (typeof endsAt !== "number" || typeof lengthMs !== "number") return 0;
  return Math.min(lockLength(endsAt - Date.now()), lockLength(lengthMs));
}

/** Tells when another tab stored a lock; returns how to stop. */
export function watchStoredLock(of: LockOf, onChange: () => void): () => void {
  const onStorage = (event: StorageEvent) => {
    if (event.key === keys[of]) onChange();
  };
  window.addEventListener("storage", onStorage);
  return () => window.removeEventListener("storage", onStorage);
}
