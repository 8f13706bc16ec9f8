import type { UserContext } from "supertokens-node/types/index.js";
import { forgetCoreReads } from "./coreReads.js";
import { createKeyedQueue } from "./keyedQueue.js";

/** Changes of a user's factors, one after the other. */
export interface UserChanges {
  /** `change` reads the core anew, so that it decides on what the change before it left behind. */
  run<T>(userId: string, userContext: UserContext, change: () => Promise<T>): Promise<T>;
}

/**
 * Keeps "read the devices, decide, act" of two requests apart, so that of two parallel removals the second sees that
 * it would remove the last device. This holds within a process. Several API processes have no lock in common (the core
 * offers none): there two removals that meet within milliseconds can each take the other's device for the one that
 * stays.
 */
export function createUserChanges(): UserChanges {
  const queue = createKeyedQueue();
  return {
    run: (userId, userContext, change) =>
      queue.run(userId, () => {
        forgetCoreReads(userContext);
        return change();
      }),
  };
}
