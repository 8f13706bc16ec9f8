import type { RecipeInterface } from "supertokens-node/recipe/multifactorauth/types/index.js";
import { getUserMetadata, updateUserMetadata } from "supertokens-node/recipe/usermetadata/index.js";
import type { JSONObject, UserContext } from "supertokens-node/types/index.js";
import type { UserChanges } from "../lock/userChanges.js";
import { toMetadataUpdate, toUserRecord } from "../userRecord.js";

const maxAttempts = 5;

/**
 * Writes a user's required secondary factors where SuperTokens keeps them (`_supertokens.requiredSecondaryFactors` in
 * the user metadata), in place of the recipe's own functions, whose read-modify-write sends the whole metadata back
 * and so undoes what was written to another key in between.
 *
 * A write is one of the user's `changes`, and sends the `_supertokens` key alone, since the core merges top-level keys.
 * Then the list is read back and written again if a process without the same lock replaced it.
 *
 * Where the list is the user's own setting, taking `totp` out of it turns TOTP off: recovery codes and trusted browsers
 * go in the same write.
 */
export function withSafeRequiredFactors(
  changes: UserChanges,
  { ownsUserSetting }: { ownsUserSetting: boolean },
  original: RecipeInterface,
): RecipeInterface {
  return {
    ...original,
    addToRequiredSecondaryFactorsForUser: ({ userId, factorId, userContext }) =>
      change(changes, userId, userContext, (factors) => (factors.includes(factorId) ? factors : [...factors, factorId])),
    removeFromRequiredSecondaryFactorsForUser: ({ userId, factorId, userContext }) =>
      change(
        changes,
        userId,
        userContext,
        (factors) => (factors.includes(factorId) ? factors.filter((factor) => factor !== factorId) : factors),
        ownsUserSetting && factorId === "totp" ? withoutStandIns : undefined,
      ),
  };
}

function withoutStandIns(metadata: JSONObject): JSONObject {
  return toMetadataUpdate({ ...toUserRecord(metadata), recovery: undefined, browsers: [] });
}

/** `next` returns the same list when there is nothing to write; `also` what goes with it. */
async function change(
  changes: UserChanges,
  userId: string,
  userContext: UserContext,
  next: (factors: string[]) => string[],
  also: (metadata: JSONObject) => JSONObject = () => ({}),
): Promise<void> {
  await changes.runForUser(userId, userContext, async () => {
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
      const { metadata }: { metadata: JSONObject } = await getUserMetadata(userId, userContext);
      const own = toOwnMetadata(metadata);
      const factors = toFactors(own["requiredSecondaryFactors"]);
      const wanted = next(factors);
      if (wanted === factors) return;
      const update = { ...also(metadata), _supertokens: { ...own, requiredSecondaryFactors: wanted } };
      await updateUserMetadata(userId, update, userContext);
    }
    throw new Error(
      `supertokens-mfa-react: the required secondary factors of user ${userId} were replaced by another process ` +
        `${maxAttempts} times in a row. Try again.`,
    );
  });
}

function toOwnMetadata(metadata: JSONObject): JSONObject {
  const own = metadata["_supertokens"];
  return typeof own === "object" && own !== null && !Array.isArray(own) ? own : {};
}

function toFactors(stored: unknown): string[] {
  return Array.isArray(stored) ? stored.filter((factor): factor is string => typeof factor === "string") : [];
}
