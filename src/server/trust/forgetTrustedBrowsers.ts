import { partsInUse } from "../partsInUse.js";
import { forgetStandIns } from "../userRecord.js";

/**
 * Forgets all browsers that a user trusts, as after a change of password. Sessions that one of them spared a code ask
 * for it from their next refresh on; to end them at once, revoke them.
 *
 * @param userId The primary user id.
 * @param userContext Hand on the one of the current request, if there is one.
 * @throws Error when the core can't be reached.
 */
export async function forgetTrustedBrowsers(userId: string, userContext: Record<string, unknown> = {}): Promise<void> {
  const { changes } = partsInUse();
  await changes.runForUser(userId, userContext, () => forgetStandIns(userId, "BROWSERS", userContext));
}
