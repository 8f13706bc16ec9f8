import { tabStorage } from "../../browser/storage.js";
import { tellOtherTabs } from "../../browser/tabs.js";
import type { Failure } from "../../supertokens/outcome.js";
import { readSession, wasTotpCompletedSince } from "../../supertokens/sessionService.js";
import { listDevices } from "../../supertokens/deviceService.js";
import { otpauthKey } from "./otpauth.js";
import type { PendingDevice } from "./setup.state.js";
import type { MadeDevice } from "./visit.js";

export type PendingDeviceOutcome = { status: "OK"; device: PendingDevice } | { status: "DEVICE_ALREADY_EXISTS_ERROR" } | Failure;

/**
 * Whose QR code for which device this tab showed last; kept over a reload, to say that the earlier one is dead. Never
 * the secret. The backend replaces an unverified device by one of the same name, so a new name leaves the earlier one
 * alone.
 */
const pendingKey = "supertokens-mfa-react.setup-pending";

/** The device was verified, so a later QR code replaces none. */
export function forgetPending(): void {
  tabStorage.remove(pendingKey);
}

/** Whoever looks at a device again sees the same. Weak, so that it goes with the visit. */
const shown = new WeakMap<MadeDevice, Promise<PendingDeviceOutcome>>();

/** What the screen shows of a device. The first look tells the user's other tabs that the earlier one of its name is dead. */
export function showDevice(made: MadeDevice): Promise<PendingDeviceOutcome> {
  const seen = shown.get(made) ?? show(made);
  shown.set(made, seen);
  return seen;
}

async function show(made: MadeDevice): Promise<PendingDeviceOutcome> {
  if (made.status !== "OK") return made;
  const { deviceName, secret, qrCodeString } = made;
  const session = await readSession();
  const sessionKey = session.status === "ACTIVE" ? session.sessionKey : "";
  tellOtherTabs({ type: "PENDING_DEVICE_REPLACED", sessionKey, deviceName });
  const pending = JSON.stringify([sessionKey, deviceName]);
  const replacesEarlier = tabStorage.get(pendingKey) === pending;
  tabStorage.set(pendingKey, pending);
  return { status: "OK", device: { deviceName, replacesEarlier, ...otpauthKey(qrCodeString, secret) } };
}

/** Whether a code proved the device since then, in epoch seconds: what the session tells may be another tab's code. */
export async function wasDeviceVerifiedSince(deviceName: string, since: number): Promise<boolean | Failure> {
  const completed = await wasTotpCompletedSince(since);
  if (completed !== true) return completed;
  const list = await listDevices();
  return list.status === "OK" ? list.devices.some(({ name, verified }) => verified && name === deviceName) : list;
}
