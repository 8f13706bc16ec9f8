import { tabStorage } from "../../browser/storage.js";
import { tellOtherTabs } from "../../browser/tabs.js";
import type { Failure } from "../../supertokens/outcome.js";
import { readSession } from "../../supertokens/sessionService.js";
import { createDevice } from "../../supertokens/deviceService.js";
import { otpauthKey } from "./otpauth.js";
import type { PendingDevice } from "./setup.state.js";

export type PendingDeviceOutcome = { status: "OK"; device: PendingDevice } | { status: "DEVICE_ALREADY_EXISTS_ERROR" } | Failure;

interface Visit {
  device: Promise<PendingDeviceOutcome>;
  holders: number;
}

let visit: Visit | undefined;

/**
 * One device a visit: whoever asks while the visit lasts gets the device that was made first, also when StrictMode or
 * a parent unmounts the screen and mounts it again. Returns the device and how to let go; when nobody has held the
 * visit for a turn of the event loop, it ends and the secret is dropped.
 */
export function holdVisit(): { device: Promise<PendingDeviceOutcome>; release: () => void } {
  const held = (visit ??= { device: makeDevice(), holders: 0 });
  held.holders += 1;
  const release = () => {
    held.holders -= 1;
    setTimeout(() => {
      if (held.holders === 0 && visit === held) visit = undefined;
    }, 0);
  };
  return { device: held.device, release };
}

/** Ends the visit at once: the next one to ask gets a new device. */
export function endVisit(): void {
  visit = undefined;
}

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

async function makeDevice(): Promise<PendingDeviceOutcome> {
  const [outcome, session] = await Promise.all([createDevice(), readSession()]);
  if (outcome.status !== "OK") return outcome;
  const { deviceName, secret, qrCodeString } = outcome;
  const sessionKey = session.status === "ACTIVE" ? session.sessionKey : "";
  tellOtherTabs({ type: "PENDING_DEVICE_REPLACED", sessionKey, deviceName });
  const pending = JSON.stringify([sessionKey, deviceName]);
  const replacesEarlier = tabStorage.get(pendingKey) === pending;
  tabStorage.set(pendingKey, pending);
  return { status: "OK", device: { deviceName, replacesEarlier, ...otpauthKey(qrCodeString, secret) } };
}
