import type { User, Users } from "./users.js";

/** Two users can't be one: somebody else is primary for an address, or for the recipe user itself. */
export type LinkConflict<Linked extends string> = {
  status: Linked | "ACCOUNT_INFO_ALREADY_ASSOCIATED_WITH_ANOTHER_PRIMARY_USER_ID_ERROR";
  primaryUserId: string;
  description: string;
};

export type PrimaryOutcome =
  | { status: "OK"; wasAlreadyAPrimaryUser: boolean; user: User }
  | { status: "UNKNOWN_USER_ID" }
  | LinkConflict<"RECIPE_USER_ID_ALREADY_LINKED_WITH_PRIMARY_USER_ID_ERROR">;

export type LinkOutcome =
  | { status: "OK"; accountsAlreadyLinked: boolean; user: User }
  | { status: "UNKNOWN_USER_ID" | "INPUT_USER_IS_NOT_A_PRIMARY_USER" }
  | LinkConflict<"RECIPE_USER_ID_ALREADY_LINKED_WITH_ANOTHER_PRIMARY_USER_ID_ERROR">;

/** `removesMethod`: the primary user's own login method goes, so that the others keep the user's id. */
export type UnlinkOutcome = { status: "OK"; wasLinked: boolean; removesMethod: boolean } | { status: "UNKNOWN_USER_ID" };

/** Makes one user of several recipe users: one is made primary, the others are linked to it. */
export function createAccountLinking(users: Users) {
  function conflictOf(user: User, tenantIds: string[], methods = user.loginMethods) {
    const logins = methods.map(({ login }) => login);
    const found = users.otherPrimaryUser(user.id, tenantIds, logins);
    return (
      found && {
        status: "ACCOUNT_INFO_ALREADY_ASSOCIATED_WITH_ANOTHER_PRIMARY_USER_ID_ERROR" as const,
        primaryUserId: users.publicId(found.primaryUserId),
        description: `This user's ${found.shared} is already associated with another user ID`,
      }
    );
  }

  function canBePrimary(recipeUserId: string): PrimaryOutcome {
    const method = users.recipeUser(recipeUserId);
    if (method === undefined) return { status: "UNKNOWN_USER_ID" };
    const user = users.userOf(method);
    if (user.id !== method.id) {
      return {
        status: "RECIPE_USER_ID_ALREADY_LINKED_WITH_PRIMARY_USER_ID_ERROR",
        primaryUserId: users.publicId(user.id),
        description: "This user ID is already linked to another user ID",
      };
    }
    if (user.isPrimaryUser) return { status: "OK", wasAlreadyAPrimaryUser: true, user };
    return conflictOf(user, method.tenantIds) ?? { status: "OK", wasAlreadyAPrimaryUser: false, user };
  }

  function canLink(recipeUserId: string, primaryUserId: string): LinkOutcome {
    const primary = users.get(primaryUserId);
    const method = users.recipeUser(recipeUserId);
    if (primary === undefined || method === undefined) return { status: "UNKNOWN_USER_ID" };
    if (!primary.isPrimaryUser) return { status: "INPUT_USER_IS_NOT_A_PRIMARY_USER" };
    const current = users.userOf(method);
    if (current.id === primary.id) return { status: "OK", accountsAlreadyLinked: true, user: primary };
    if (current.isPrimaryUser) {
      return {
        status: "RECIPE_USER_ID_ALREADY_LINKED_WITH_ANOTHER_PRIMARY_USER_ID_ERROR",
        primaryUserId: users.publicId(current.id),
        description: "The input recipe user ID is already linked to another user ID",
      };
    }
    const methods = [...primary.loginMethods, method];
    const tenantIds = methods.flatMap((each) => each.tenantIds);
    return conflictOf(primary, tenantIds, methods) ?? { status: "OK", accountsAlreadyLinked: false, user: primary };
  }

  return {
    canBePrimary,
    canLink,

    makePrimary(recipeUserId: string): PrimaryOutcome {
      const outcome = canBePrimary(recipeUserId);
      const method = users.recipeUser(recipeUserId);
      if (outcome.status !== "OK" || method === undefined) return outcome;
      method.primaryUserId = method.id;
      return { ...outcome, user: users.userOf(method) };
    },

    link(recipeUserId: string, primaryUserId: string): LinkOutcome {
      const outcome = canLink(recipeUserId, primaryUserId);
      const method = users.recipeUser(recipeUserId);
      if (outcome.status !== "OK" || method === undefined) return outcome;
      method.primaryUserId = outcome.user.id;
      return { ...outcome, user: users.userOf(method) };
    },

    unlink(recipeUserId: string): UnlinkOutcome {
      const method = users.recipeUser(recipeUserId);
      if (method === undefined) return { status: "UNKNOWN_USER_ID" };
      const user = users.userOf(method);
      if (!user.isPrimaryUser) return { status: "OK", wasLinked: false, removesMethod: false };
      const removesMethod = user.id === method.id && user.loginMethods.length > 1;
      if (!removesMethod) method.primaryUserId = undefined;
      return { status: "OK", wasLinked: true, removesMethod };
    },
  };
}
