export interface UserIdMapping {
  superTokensUserId: string;
  externalUserId: string;
  externalUserIdInfo?: string | undefined;
}

/** As what an id is looked up. */
export type UserIdType = "SUPERTOKENS" | "EXTERNAL" | "ANY";

export type UserIdMappings = ReturnType<typeof createUserIdMappings>;

/**
 * Ids that an app gave to its users in place of SuperTokens' own. Users and their addresses are kept
 * under SuperTokens' id; sessions, metadata, roles and devices under the id they were stored with.
 */
export function createUserIdMappings() {
  const bySuperTokensId = new Map<string, UserIdMapping>();
  const byExternalId = new Map<string, UserIdMapping>();

  function find(userId: string, type: UserIdType = "ANY"): UserIdMapping | undefined {
    const asOwn = type === "EXTERNAL" ? undefined : bySuperTokensId.get(userId);
    return asOwn ?? (type === "SUPERTOKENS" ? undefined : byExternalId.get(userId));
  }

  return {
    find,

    add(mapping: UserIdMapping) {
      bySuperTokensId.set(mapping.superTokensUserId, mapping);
      byExternalId.set(mapping.externalUserId, mapping);
    },

    /** Answers whether there was one. */
    remove(userId: string, type: UserIdType = "ANY"): boolean {
      const mapping = find(userId, type);
      if (mapping === undefined) return false;
      byExternalId.delete(mapping.externalUserId);
      return bySuperTokensId.delete(mapping.superTokensUserId);
    },

    /** The id that users are kept under. */
    internal: (userId: string): string => find(userId)?.superTokensUserId ?? userId,

    /** The id that answers name. */
    external: (userId: string): string => bySuperTokensId.get(userId)?.externalUserId ?? userId,
  };
}
