import type { UserChanges } from "./userChanges.js";

let inUse: UserChanges | undefined;

/** Called once, when SuperTokens starts with the plugin. */
export function putChangesInUse(changes: UserChanges): void {
  inUse = changes;
}

/**
 * The changes of the plugin that SuperTokens was started with (it exists once per process), for functions that an app
 * calls by themselves.
 *
 * @throws Error when `totpMfa()` isn't among the plugins of `supertokens.init()`, or that wasn't called yet.
 */
export function changesInUse(): UserChanges {
  if (inUse === undefined) {
    throw new Error(
      "supertokens-mfa-react: this function changes a user's factors under the plugin's lock. " +
        "Add totpMfa() to the plugins of supertokens.init(), and call that first.",
    );
  }
  return inUse;
}
