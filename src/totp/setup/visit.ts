import { whenVisible } from "../../browser/visibility.js";
import { createDevice } from "../../supertokens/newDevice.js";
import { reportError } from "../../supertokens/events.js";
import { sessionAtHand } from "../../supertokens/sessionService.js";

/** As the backend made it: what it means is the screen's to say, whose code comes later. */
export type MadeDevice = Awaited<ReturnType<typeof createDevice>>;

interface Visit {
  device: Promise<MadeDevice>;
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
export function holdVisit(onDevice?: (device: MadeDevice) => unknown): () => void {
  let current = true;
  let release = () => {};
  const cancel = whenVisible(() => {
    const { device, holders } = beginVisit();
    release = hold(holders);
    // What rejects here is the app's own callback.
    device.then((made) => (current ? onDevice?.(made) : undefined)).catch(reportError);
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

/** Ends the visit at once: the next one to ask gets a new device. */
export function endVisit(): void {
  visit = undefined;
}

function beginVisit(): Visit {
  const sessionKey = sessionAtHand()?.sessionKey;
  const isOthers = visit?.sessionKey !== undefined && sessionKey !== undefined && visit.sessionKey !== sessionKey;
  if (visit !== undefined && !isOthers) return visit;
  window.addEventListener("pagehide", endVisit, { once: true });
  visit = { device: createDevice(), sessionKey, holders: { count: 0 } };
  return visit;
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
