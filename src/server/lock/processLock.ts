import type { Lock } from "./lock.js";

/** A queue for each key, inside this process only: several API processes need a lock that they have in common. */
export function processLock(): Lock {
  const tails = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const before = tails.get(key) ?? Promise.resolve();
    const result = before.then(work, work);
    tails.set(key, result);
    try {
      return await result;
    } finally {
      // Only the last one in line empties the entry, so the map never outgrows what is under way.
      if (tails.get(key) === result) tails.delete(key);
    }
  };
}
