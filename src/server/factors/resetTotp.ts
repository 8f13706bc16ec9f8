import { getUser } from "supertokens-node/index.js";
import { removeFromRequiredSecondaryFactorsForUser } from "supertokens-node/recipe/multifactorauth/index.js";
import { revokeAllSessionsForUser } from "supertokens-node/recipe/session/index.js";
import { listDevices, removeDevice } from "supertokens-node/recipe/totp/index.js";
import { partsInUse } from "../partsInUse.js";
import { forgetEverything } from "../userRecord.js";

/**
 * For support staff, once they know who is asking: takes away all of a user's devices, recovery codes and trusted
 * browsers and their setting "TOTP is on", and signs them out everywhere. The next sign-in needs no TOTP or, where
 * something else than the setting requires it, sets a new device up. `onFactorChanged` hears `TOTP_RESET`.
 *
 * It is one change of the user's. If it fails halfway, what is left is a user with fewer factors, and a second call
 * does the rest.
 *
 * @param userId The primary user id, or that of a linked login method.
 * @param userContext Hand on the one of the current request, if there is one.
 * @throws Error for a user that doesn't exist, and when the core can't be reached.
 */
export async function resetTotpForUser(userId: string, userContext: Record<string, unknown> = {}): Promise<void> {
  const { changes, tellChanged } = partsInUse();
  const user = await getUser(userId, userContext);
  if (user === undefined) throw new Error(`resetTotpForUser: there is no user ${userId}.`);
  await changes.runForUser(user.id, userContext, async () => {
    // The setting goes before the devices: the other way round, whoever knows the password could enrol one.
    await forgetEverything(user.id, userContext);
    await removeFromRequiredSecondaryFactorsForUser(user.id, "totp", userContext);
    const { devices } = await listDevices(user.id, userContext);
    for (const { name } of devices) await removeDevice(user.id, name, userContext);
    await revokeAllSessionsForUser(user.id, true, undefined, userContext);
  });
  tellChanged({ userId: user.id, change: "TOTP_RESET" });
}
