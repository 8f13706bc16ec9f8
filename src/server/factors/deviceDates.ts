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

/** Remembers that a device was added now. Part of a change of the user, in which the record was read. */
export function rememberAdded(deviceName: string, { record, ...change }: Change & { record: UserRecord }): Promise<void> {
  const others = record.devices.filter(({ name }) => name !== deviceName);
  return orLog(change, () => write(change, record, [...others, { name: deviceName, addedAt: Date.now() }]));
}

/** Keeps the date of a device that has another name now. Part of a change of the user. */
export function rememberRenamed(oldName: string, newName: string, change: Change): Promise<void> {
  return orLog(change, async () => {
    const record = await readUserRecord(change.userId, change.userContext);
    const renamed = record.devices.find(({ name }) => name === oldName);
    if (renamed === undefined) return;
    const others = record.devices.filter(({ name }) => name !== newName && name !== oldName);
    await write(change, record, [...others, { ...renamed, name: newName }]);
  });
}

async function write({ userId, names, userContext }: Change, record: UserRecord, devices: readonly AddedDevice[]): Promise<void> {
  await writeUserRecord(userId, { ...record, devices: devices.filter(({ name }) => names.includes(name)) }, userContext);
}

/** A device without a date is a device all the same, so a failure is logged and nothing else. */
async function orLog({ log }: Change, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log("supertokens-mfa-react: when a device was added could not be written down.", error);
  }
}
