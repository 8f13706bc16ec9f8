import { getUserMetadata, updateUserMetadata } from "supertokens-node/recipe/usermetadata/index.js";
import type { JSONObject, JSONValue } from "supertokens-node/types/index.js";

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
  /** When sets were made of late, this one with them; epoch milliseconds. */
  made: readonly number[];
  total: number;
  seen: boolean;
  /** Hashes of the codes that weren't used. */
  codes: readonly string[];
  /** The last right code, as long as it isn't written down whether its session has TOTP completed. */
  taken: TakenCode | undefined;
  /** Wrong codes in a row. */
  failed: number;
  /** Epoch milliseconds; no code is taken before. */
  lockedUntil: number | undefined;
}

export interface TakenCode {
  /** Handle of the session that it was for. */
  session: string;
  /** Epoch milliseconds. */
  at: number;
  hash: string;
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

/** Shares its read of the core with the required factors of the same request. */
export async function readUserRecord(userId: string, userContext: Record<string, unknown>): Promise<UserRecord> {
  const { metadata }: { metadata: JSONObject } = await getUserMetadata(userId, userContext);
  return toUserRecord(metadata);
}

/** Reads the record in a user's metadata. What isn't as it was written is left out. */
export function toUserRecord(metadata: JSONObject): UserRecord {
  const own = toObject(metadata[key]);
  return {
    devices: toList(own["devices"], toDevice),
    recovery: toRecovery(toObject(own["recovery"])),
    browsers: toList(own["browsers"], toBrowser),
  };
}

/** Replaces the record. Only to be called in a change of the user, on what was read in that same change. */
export async function writeUserRecord(userId: string, record: UserRecord, userContext: Record<string, unknown>): Promise<void> {
  await updateUserMetadata(userId, toMetadataUpdate(record), userContext);
}

/**
 * Takes away what stands in for a device, before one goes: whatever fails then, nothing stands in for what is gone. Part
 * of a change of the user.
 */
export async function forgetStandIns(userId: string, what: "BROWSERS" | "ALL", userContext: Record<string, unknown>): Promise<void> {
  const record = await readUserRecord(userId, userContext);
  const recovery = what === "ALL" ? undefined : record.recovery;
  if (record.browsers.length === 0 && record.recovery === recovery) return;
  await writeUserRecord(userId, { ...record, recovery, browsers: [] }, userContext);
}

/** For a reset. Part of a change of the user. */
export async function forgetEverything(userId: string, userContext: Record<string, unknown>): Promise<void> {
  await writeUserRecord(userId, { devices: [], recovery: undefined, browsers: [] }, userContext);
}

/** No other key is sent: the core merges the top level of metadata, and `null` removes a key. */
export function toMetadataUpdate({ devices, recovery, browsers }: UserRecord): JSONObject {
  const empty = devices.length === 0 && recovery === undefined && browsers.length === 0;
  // By way of JSON, where members that are `undefined` aren't there.
  const stored: JSONValue = empty ? null : JSON.parse(JSON.stringify({ devices, recovery, browsers }));
  return { [key]: stored };
}

function toDevice(stored: JSONObject): AddedDevice | undefined {
  const { name, addedAt } = stored;
  return typeof name === "string" && typeof addedAt === "number" ? { name, addedAt } : undefined;
}

function toRecovery(stored: JSONObject): RecoveryRecord | undefined {
  const { createdAt, made, total, seen, codes, taken, failed, lockedUntil } = stored;
  if (typeof createdAt !== "number" || typeof total !== "number" || !Array.isArray(codes)) return undefined;
  return {
    createdAt,
    made: Array.isArray(made) ? made.filter((at) => typeof at === "number") : [],
    total,
    seen: seen === true,
    codes: codes.filter((hash) => typeof hash === "string"),
    taken: toTaken(toObject(taken)),
    failed: typeof failed === "number" ? failed : 0,
    lockedUntil: typeof lockedUntil === "number" ? lockedUntil : undefined,
  };
}

function toTaken({ hash, session, at }: JSONObject): TakenCode | undefined {
  return typeof session === "string" && typeof at === "number" && typeof hash === "string" ? { session, at, hash } : undefined;
}

function toBrowser(stored: JSONObject): BrowserRecord | undefined {
  const { id, hash, browser, system, createdAt, lastUsedAt, expiresAt } = stored;
  if (typeof id !== "string" || typeof hash !== "string") return undefined;
  if (typeof createdAt !== "number" || typeof lastUsedAt !== "number" || typeof expiresAt !== "number") return undefined;
  return { id, hash, browser: toText(browser), system: toText(system), createdAt, lastUsedAt, expiresAt };
}

function toText(stored: JSONValue | undefined): string | undefined {
  return typeof stored === "string" ? stored : undefined;
}

function toObject(stored: JSONValue | undefined): JSONObject {
  return typeof stored === "object" && stored !== null && !Array.isArray(stored) ? stored : {};
}

function toList<T>(stored: JSONValue | undefined, read: (item: JSONObject) => T | undefined): T[] {
  const items = Array.isArray(stored) ? stored : [];
  return items.map((item) => read(toObject(item))).filter((item) => item !== undefined);
}
