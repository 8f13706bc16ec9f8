import type { RecipeInterface } from "supertokens-node/recipe/multifactorauth/types/index.js";
import { getUserMetadata, updateUserMetadata } from "supertokens-node/recipe/usermetadata/index.js";
import type { JSONObject, UserContext } from "supertokens-node/types/index.js";
import { forgetCoreReads } from "../coreReads.js";
import type { UserChanges } from "../lock/userChanges.js";

const maxAttempts = 5;

/**
 * Writes a user's required secondary factors where SuperTokens keeps them (`_supertokens.requiredSecondaryFactors` in
 * the user metadata), in place of the recipe's own functions, whose read-modify-write sends the whole metadata back
 * and so undoes what was written to another key in between.
 *
 * A write is one of the user's `changes`, and sends the `_supertokens` key alone, since the core merges top-level keys.
 * Then the list is read back and written again if a process without the same lock replaced it.
 */
export function withSafeRequiredFactors(changes: UserChanges, original: RecipeInterface): RecipeInterface {
  return {
    ...original,
    addToRequiredSecondaryFactorsForUser: ({ userId, factorId, userContext }) =>
      change(changes, userId, userContext, (factors) => (factors.includes(factorId) ? factors : [...factors, factorId])),
    removeFromRequiredSecondaryFactorsForUser: ({ userId, factorId, userContext }) =>
      change(changes, userId, userContext, (factors) =>
        factors.includes(factorId) ? factors.filter((factor) => factor !== factorId) : factors,
      ),
  };
}

/** `next` returns the same list when there is nothing to write. */
async function change(
  changes: UserChanges,
  userId: string,
  userContext: UserContext,
  next: (factors: string[]) => string[],
): Promise<void> {
  await changes.runForUser(userId, userContext, async () => {
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
      forgetCoreReads(userContext);
      const own = await readOwnMetadata(userId, userContext);
      const factors = toFactors(own["requiredSecondaryFactors"]);
      const wanted = next(factors);
      if (wanted === factors) return;
      await updateUserMetadata(userId, { _supertokens: { ...own, requiredSecondaryFactors: wanted } }, userContext);
    }
    throw new Error(
      `supertokens-mfa-react: the required secondary factors of user ${userId} were replaced by another process ` +
        `${maxAttempts} times in a row. Try again.`,
    );
  });
}

async function readOwnMetadata(userId: string, userContext: UserContext): Promise<JSONObject> {
  const { metadata }: { metadata: JSONObject } = await getUserMetadata(userId, userContext);
  const own = metadata["_supertokens"];
  return typeof own === "object" && own !== null && !Array.isArray(own) ? own : {};
}

function toFactors(stored: unknown): string[] {
  return Array.isArray(stored) ? stored.filter((factor): factor is string => typeof factor === "string") : [];
}
