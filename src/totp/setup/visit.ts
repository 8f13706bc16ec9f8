import type { PendingDeviceOutcome } from "./pendingDevice.js";

/** What this visit of the setup screen has made, and by how many it is looked at. */
let visit: { device: Promise<PendingDeviceOutcome>; holders: number } | undefined;

/**
 * One device a visit: whoever asks while the visit lasts gets the device that was made first, also when StrictMode or
 * a parent unmounts the screen and mounts it again. Returns the device and how to let go; when nobody has held the
 * visit for a turn of the event loop, it ends and the secret is dropped.
 */
export function holdVisit(makeDevice: () => Promise<PendingDeviceOutcome>): { device: Promise<PendingDeviceOutcome>; release: () => void } {
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

/** Holds a visit that is under way, if there is one: the routed screen was mounted anew and may come back to the setup. */
export function keepVisit(): (() => void) | undefined {
  const device = visit?.device;
  return device === undefined ? undefined : holdVisit(() => device).release;
}

/** Ends the visit at once: the next one to ask gets a new device. */
export function endVisit(): void {
  visit = undefined;
}
