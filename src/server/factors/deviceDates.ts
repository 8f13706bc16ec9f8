import type { UserContext } from "supertokens-node/types/index.js";
import type { Log } from "../failureAnswers.js";
import { readUserRecord, writeUserRecord, type AddedDevice, type UserRecord } from "../userRecord.js";

interface Change {
  userId: string;
  /** The user's devices as they are now; what is remembered of others is forgotten. */
  names: readonly string[];
  userContext: UserContext;
  log: Log;
}

/** Remembers that a device was added now. Part of a change of the user. */
export function rememberAdded(deviceName: string, change: Change): Promise<UserRecord | undefined> {
  return update(change, (devices) => [...devices.filter(({ name }) => name !== deviceName), { name: deviceName, addedAt: Date.now() }]);
}

/** Keeps the date of a device that has another name now. Part of a change of the user. */
export function rememberRenamed(oldName: string, newName: string, change: Change): Promise<UserRecord | undefined> {
  return update(change, (devices) =>
    devices.filter(({ name }) => name !== newName).map((device) => (device.name === oldName ? { ...device, name: newName } : device)),
  );
}

/** A device without a date is a device all the same, so a failure is logged and nothing else. */
async function update(
  { userId, names, userContext, log }: Change,
  next: (devices: readonly AddedDevice[]) => AddedDevice[],
): Promise<UserRecord | undefined> {
  try {
    const record = await readUserRecord(userId, userContext);
    const updated = { ...record, devices: next(record.devices).filter(({ name }) => names.includes(name)) };
    await writeUserRecord(userId, updated, userContext);
    return updated;
  } catch (error) {
    log("supertokens-mfa-react: when a device was added could not be written down.", error);
    return undefined;
  }
}
