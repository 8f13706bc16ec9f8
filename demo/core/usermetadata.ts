import type { JsonObject } from "./json.js";

/** Free-form JSON per user id; the user need not exist. */
export function createUserMetadata() {
  const metadataOf = new Map<string, JsonObject>();

  return {
    get(userId: string): JsonObject {
      return metadataOf.get(userId) ?? {};
    },

    /** Merges the top level only: a nested object is replaced whole, and `null` removes its key. */
    update(userId: string, update: JsonObject): JsonObject {
      const merged = new Map(Object.entries(metadataOf.get(userId) ?? {}));
      for (const [key, value] of Object.entries(update)) {
        if (value === null) merged.delete(key);
        else merged.set(key, value);
      }
      const metadata = Object.fromEntries(merged);
      metadataOf.set(userId, metadata);
      return metadata;
    },

    clear(userId: string) {
      metadataOf.delete(userId);
    },
  };
}
