import { whenVisible } from "../../browser/visibility.js";
import { reportError } from "../../supertokens/events.js";
import { sessionAtHand } from "../../supertokens/sessionService.js";
import { makeDevice, type PendingDeviceOutcome } from "./pendingDevice.js";
import type { PendingDevice } from "./setup.state.js";

interface Visit {
  device: Promise<PendingDeviceOutcome>;
  /** Once it was made. */
  made: PendingDevice | undefined;
  /** Whose it is, as far as that is known without waiting. */
  sessionKey: string | undefined;
  holders: Holders;
}

/** Kept apart from the device: whoever still has to let go keeps no secret. */
interface Holders {
  count: number;
}

/** What this visit of the setup screen has made, and by how many it is looked at. */
let visit: Visit | undefined;

/** Milliseconds that a device waits for a screen. A route's own code may still be on its way over a slow network. */
const unclaimedForMs = 30_000;

/**
 * One device a visit: whoever asks while the visit lasts gets the device that was made first, also when StrictMode or
 * a parent unmounts the screen and mounts it again. It is made as soon as the page is visible. Returns how to let go;
 * when nobody has held the visit for a turn of the event loop, it ends and the secret is dropped.
 */
export function holdVisit(onDevice?: (outcome: PendingDeviceOutcome) => void): () => void {
  let current = true;
  let release = () => {};
  const cancel = whenVisible(() => {
    const { device, holders } = beginVisit();
    release = hold(holders);
    // What rejects here is the app's own callback.
    device.then((outcome) => (current ? onDevice?.(outcome) : undefined)).catch(reportError);
  });
  return () => {
    current = false;
    cancel();
    release();
  };
}

/**
 * Makes the device before there is a screen to show it. Does nothing while nobody can see the page: the screen will ask
 * as soon as somebody does. A device that no screen takes is dropped.
 */
export function startVisit(): void {
  if (document.visibilityState !== "visible") return;
  const { holders } = beginVisit();
  setTimeout(() => endUnheld(holders), unclaimedForMs);
}

/** Holds a visit that is under way, if there is one: the routed screen was mounted anew and may come back to the setup. */
export function keepVisit(): (() => void) | undefined {
  return visit && hold(visit.holders);
}

/** The device of this visit, if it is there already. */
export function deviceAtHand(): PendingDevice | undefined {
  return visit?.made;
}

/** Ends the visit at once: the next one to ask gets a new device. */
export function endVisit(): void {
  visit = undefined;
}

function beginVisit(): Visit {
  const sessionKey = sessionAtHand()?.sessionKey;
  const isOthers = visit?.sessionKey !== undefined && sessionKey !== undefined && visit.sessionKey !== sessionKey;
  if (visit !== undefined && !isOthers) return visit;
  const begun: Visit = { device: makeDevice(), made: undefined, sessionKey, holders: { count: 0 } };
  window.addEventListener("pagehide", endVisit, { once: true });
  void begun.device.then((outcome) => {
    if (visit === begun && outcome.status === "OK") begun.made = outcome.device;
  });
  visit = begun;
  return begun;
}

function hold(holders: Holders): () => void {
  holders.count += 1;
  return () => {
    holders.count -= 1;
    setTimeout(() => endUnheld(holders), 0);
  };
}

function endUnheld(holders: Holders): void {
  if (holders.count === 0 && visit?.holders === holders) visit = undefined;
}
