import {
  addToRequiredSecondaryFactorsForUser,
  getRequiredSecondaryFactorsForUser,
  removeFromRequiredSecondaryFactorsForUser,
} from "supertokens-node/recipe/multifactorauth/index.js";

/**
 * Whether the user turned TOTP on: `totp` is among their required secondary factors. It says nothing about devices,
 * roles or tenants.
 *
 * @param userId The primary user id, as `session.getUserId()` returns it.
 * @param userContext Hand on the one of the current request, if there is one.
 */
export async function isTotpEnabledForUser(userId: string, userContext?: Record<string, unknown>): Promise<boolean> {
  return (await getRequiredSecondaryFactorsForUser(userId, userContext)).includes("totp");
}

/**
 * Turns TOTP on: from the next sign-in on (or the next claim refetch) the user is asked, under
 * `requireTotp.whenEnabled()`. A user without a device is sent to set one up. Does nothing when it is on already.
 *
 * With `totpMfa()` among the plugins of `supertokens.init()` calls may run in parallel, also with SuperTokens' own
 * `add/removeFromRequiredSecondaryFactorsForUser`:
 * - the changes of a user run one after the other, in all processes that share the plugin's `lock`, and the last one wins;
 * - no other top-level metadata key is ever sent, so none is lost, whoever writes it and from where;
 * - a write that a process without that lock replaced is repeated.
 *
 * @throws LockTimeout when the change before it takes too long.
 * @throws Error when the core can't be reached, or when another process replaced the write five times in a row.
 */
export async function enableTotpForUser(userId: string, userContext?: Record<string, unknown>): Promise<void> {
  await addToRequiredSecondaryFactorsForUser(userId, "totp", userContext);
}

/**
 * Turns TOTP off; devices stay. Does nothing when it is off already. A policy, role or tenant that requires TOTP goes
 * on to do so. The guarantees for parallel calls are those of {@link enableTotpForUser}.
 */
export async function disableTotpForUser(userId: string, userContext?: Record<string, unknown>): Promise<void> {
  await removeFromRequiredSecondaryFactorsForUser(userId, "totp", userContext);
}
