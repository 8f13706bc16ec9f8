import { getUserMetadata, updateUserMetadata } from "supertokens-node/recipe/usermetadata/index.js";
import type { JSONObject, JSONValue, UserContext } from "supertokens-node/types/index.js";

/** What the plugin remembers of a user: the core has no place for it. */
export interface UserRecord {
  /** When devices were verified. */
  devices: readonly AddedDevice[];
  recovery: RecoveryRecord | undefined;
  browsers: readonly BrowserRecord[];
}

export interface AddedDevice {
  name: string;
  /** Epoch milliseconds. */
  addedAt: number;
}

/** One set of recovery codes. */
export interface RecoveryRecord {
  /** Epoch milliseconds. */
  createdAt: number;
  total: number;
  seen: boolean;
  /** Hashes of the codes that weren't used. */
  codes: readonly string[];
  /** The code that was last handed in: it is used up once its session has TOTP completed. */
  taken: TakenCode | undefined;
  /** Wrong codes in a row. */
  failed: number;
  /** Epoch milliseconds; no code is taken before. */
  lockedUntil: number | undefined;
}

export interface TakenCode {
  hash: string;
  /** Handle of the session that it was handed in for. */
  session: string;
  /** Epoch milliseconds. */
  at: number;
}

export interface BrowserRecord {
  id: string;
  /** SHA-256 of the token in the browser's cookie. */
  hash: string;
  browser: string | undefined;
  system: string | undefined;
  /** Epoch milliseconds, like the two below. */
  createdAt: number;
  lastUsedAt: number;
  expiresAt: number;
}

/** The plugin's own top-level key in the user's metadata. */
const key = "supertokens-mfa-react";

/** Shares its read of the core with the required factors of the same request. What isn't as it was written is left out. */
export async function readUserRecord(userId: string, userContext: UserContext): Promise<UserRecord> {
  const { metadata }: { metadata: JSONObject } = await getUserMetadata(userId, userContext);
  const own = toObject(metadata[key]);
  return {
    devices: toList(own["devices"], toDevice),
    recovery: toRecovery(toObject(own["recovery"])),
    browsers: toList(own["browsers"], toBrowser),
  };
}

/**
 * Replaces the record. Only to be called in a change of the user, on what was read in that same change. No other key is
 * sent: the core merges the top level of metadata, and `null` removes a key.
 */
export async function writeUserRecord(userId: string, record: UserRecord, userContext: UserContext): Promise<void> {
  const { devices, recovery, browsers } = record;
  const empty = devices.length === 0 && recovery === undefined && browsers.length === 0;
  // By way of JSON, where members that are `undefined` aren't there.
  const stored: JSONValue = empty ? null : JSON.parse(JSON.stringify({ devices, recovery, browsers }));
  await updateUserMetadata(userId, { [key]: stored }, userContext);
}

function toDevice(stored: JSONObject): AddedDevice | undefined {
  const { name, addedAt } = stored;
  return typeof name === "string" && typeof addedAt === "number" ? { name, addedAt } : undefined;
}

function toRecovery(stored: JSONObject): RecoveryRecord | undefined {
  const { createdAt, total, seen, codes, taken, failed, lockedUntil } = stored;
  if (typeof createdAt !== "number" || typeof total !== "number" || !Array.isArray(codes)) return undefined;
  return {
    createdAt,
    total,
    seen: seen === true,
    codes: codes.filter((hash) => typeof hash === "string"),
    taken: toTaken(toObject(taken)),
    failed: typeof failed === "number" ? failed : 0,
    lockedUntil: typeof lockedUntil === "number" ? lockedUntil : undefined,
  };
}

function toTaken({ hash, session, at }: JSONObject): TakenCode | undefined {
  return typeof hash === "string" && typeof session === "string" && typeof at === "number" ? { hash, session, at } : undefined;
}

function toBrowser(stored: JSONObject): BrowserRecord | undefined {
  const { id, hash, browser, system, createdAt, lastUsedAt, expiresAt } = stored;
  if (typeof id !== "string" || typeof hash !== "string") return undefined;
  if (typeof createdAt !== "number" || typeof lastUsedAt !== "number" || typeof expiresAt !== "number") return undefined;
  const text = (value: JSONValue | undefined) => (typeof value === "string" ? value : undefined);
  return { id, hash, browser: text(browser), system: text(system), createdAt, lastUsedAt, expiresAt };
}

function toObject(stored: JSONValue | undefined): JSONObject {
  return typeof stored === "object" && stored !== null && !Array.isArray(stored) ? stored : {};
}

function toList<T>(stored: JSONValue | undefined, read: (item: JSONObject) => T | undefined): T[] {
  const items = Array.isArray(stored) ? stored : [];
  return items.map((item) => read(toObject(item))).filter((item) => item !== undefined);
}
