import { getUser } from "supertokens-node/index.js";
import { Error as SessionError, getSessionInformation } from "supertokens-node/recipe/session/index.js";
import type { SessionContainerInterface } from "supertokens-node/recipe/session/types/index.js";
import type { UserContext } from "supertokens-node/types/index.js";
import { forgetCoreReads } from "../coreReads.js";
import { noteKnownSession } from "../sessionUser.js";
import type { Lock } from "./lock.js";
import { reentrant } from "./reentrant.js";

/**
 * Every read-then-write of a user's factors or metadata, one after the other. `change` reads the core anew, so that it
 * decides on what the change before it left behind. A change may begin another one of the same user: it is a part of
 * the first.
 */
export interface UserChanges {
  /**
   * A change that the session's user makes.
   *
   * @throws SuperTokens' `UNAUTHORISED` session error when the core no longer has the session: an access token outlives
   * its session by up to an hour, and whoever was signed out in that hour must not enrol or remove a device. Nor must
   * a session whose user id became another one (`createUserIdMapping`, or an account that was linked): the user's
   * devices aren't found under the old one.
   */
  run<T>(session: SessionContainerInterface, userContext: UserContext, change: () => Promise<T>): Promise<T>;
  /** A change that the app makes, or the plugin where there is no session. */
  runForUser<T>(userId: string, userContext: Record<string, unknown> | undefined, change: () => Promise<T>): Promise<T>;
  /** Calls what isn't awaited by the change that it is called from: its own changes come after that one. */
  detached<T>(call: () => T): T;
}

export function createUserChanges(lock: Lock): UserChanges {
  const { run, detached } = reentrant(lock);
  /** Of requests whose reads were all made in their change. */
  const fresh = new WeakSet<Record<string, unknown>>();
  const runForUser: UserChanges["runForUser"] = (userId, userContext, change) =>
    run(`supertokens-mfa-react:user:${userId}`, async (again) => {
      if (userContext === undefined || (again && fresh.has(userContext))) return change();
      forgetCoreReads(userContext);
      fresh.add(userContext);
      try {
        return await change();
      } finally {
        fresh.delete(userContext);
      }
    });
  return {
    runForUser,
    detached,
    run: (session, userContext, change) =>
      runForUser(session.getUserId(), userContext, async () => {
        await assertSessionHolds(session, userContext);
        return change();
      }),
  };
}

/** Both are read at once; what the change asks of the user later comes from the request's cache. */
async function assertSessionHolds(session: SessionContainerInterface, userContext: UserContext): Promise<void> {
  const userId = session.getUserId();
  const [known, user] = await Promise.all([getSessionInformation(session.getHandle(), userContext), getUser(userId, userContext)]);
  if (known === undefined || user?.id !== userId) {
    throw new SessionError({ type: SessionError.UNAUTHORISED, message: "The session is over, or its user id is no longer the user's" });
  }
  noteKnownSession(session, userContext);
}
