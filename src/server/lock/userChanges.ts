import { Error as SessionError, getSessionInformation } from "supertokens-node/recipe/session/index.js";
import type { SessionContainerInterface } from "supertokens-node/recipe/session/types/index.js";
import type { UserContext } from "supertokens-node/types/index.js";
import { forgetCoreReads } from "../coreReads.js";
import { createKeyedQueue } from "./keyedQueue.js";

/** Changes of a user's factors, one after the other. */
export interface UserChanges {
  /**
   * `change` reads the core anew, so that it decides on what the change before it left behind.
   *
   * @throws SuperTokens' `UNAUTHORISED` session error when the core no longer has the session: an access token outlives
   * its session by up to an hour, and whoever was signed out in that hour must not enrol or remove a device.
   */
  run<T>(session: SessionContainerInterface, userContext: UserContext, change: () => Promise<T>): Promise<T>;
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
    run: (session, userContext, change) =>
      queue.run(session.getUserId(), async () => {
        forgetCoreReads(userContext);
        if ((await getSessionInformation(session.getHandle(), userContext)) === undefined) {
          throw new SessionError({ type: SessionError.UNAUTHORISED, message: "Session does not exist" });
        }
        return change();
      }),
  };
}
