import { AsyncLocalStorage } from "node:async_hooks";
import type { Lock } from "./lock.js";
import { processLock } from "./processLock.js";

/** A lock that is held, for whatever is called from the work under it. */
interface Hold {
  key: string;
  /** Until the work is done: what it left running takes its turn like anybody else. */
  open: boolean;
  /** Lets in one call at a time from within. */
  inner: Lock;
  outer: Hold | undefined;
}

/** A {@link Lock} that its holder may take again. */
export interface ReentrantLock {
  /** `again`: its holder takes it once more. */
  run<T>(key: string, work: (again: boolean) => Promise<T>): Promise<T>;
  /** Calls a function that isn't awaited, as if from outside: it waits for the lock instead of sharing it. */
  detached<T>(call: () => T): T;
}

/**
 * Makes a lock one that can be taken again by what runs under it: a change of a user's factors calls SuperTokens
 * functions which, called by themselves, take the user's lock too. Calls from within that run side by side take turns
 * among themselves, and the lock is held until the last one is done.
 */
export function reentrant(lock: Lock): ReentrantLock {
  const holds = new AsyncLocalStorage<Hold | undefined>();

  async function hold<T>(key: string, work: () => Promise<T>): Promise<T> {
    const own: Hold = { key, open: true, inner: processLock(), outer: holds.getStore() };
    try {
      return await holds.run(own, work);
    } finally {
      own.open = false;
      // Whatever came in from within, and wasn't awaited, is in line before this.
      await own.inner(key, async () => undefined);
    }
  }

  return {
    run: (key, work) => {
      const held = findHeld(holds.getStore(), key);
      return (held?.inner ?? lock)(key, () => hold(key, () => work(held !== undefined)));
    },
    detached: (call) => holds.run(undefined, call),
  };
}

function findHeld(hold: Hold | undefined, key: string): Hold | undefined {
  if (hold === undefined || (hold.key === key && hold.open)) return hold;
  return findHeld(hold.outer, key);
}
