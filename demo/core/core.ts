import { createAccountLinking, type LinkOutcome, type UnlinkOutcome } from "./accountlinking.js";
import { createEmailPassword } from "./emailpassword.js";
import { createEmailVerification } from "./emailverification.js";
import { createKeys } from "./keys.js";
import { createTenants } from "./multitenancy.js";
import { createPasswordless } from "./passwordless.js";
import type { CoreSettings } from "./settings.js";
import { createSessions } from "./sessions.js";
import { createThirdPartyLogin } from "./thirdparty.js";
import { createTotp } from "./totp.js";
import { createUserIdMappings, type UserIdMapping, type UserIdType } from "./useridmapping.js";
import { createUserMetadata } from "./usermetadata.js";
import { createUserRoles } from "./userroles.js";
import { createUsers } from "./users.js";

export type MapOutcome =
  | { status: "OK" | "UNKNOWN_SUPERTOKENS_USER_ID_ERROR" }
  | { status: "USER_ID_MAPPING_ALREADY_EXISTS_ERROR"; doesSuperTokensUserIdExist: boolean; doesExternalUserIdExist: boolean }
  | { status: "IN_USE"; message: string };

export type UnmapOutcome = { status: "OK"; didMappingExist: boolean } | { status: "IN_USE"; message: string };

export type Core = ReturnType<typeof createCore>;

/** Everything one core knows, in memory, and what touches more than one recipe. */
export function createCore(settings: CoreSettings) {
  const { now } = settings;
  const keys = createKeys(now);
  const tenants = createTenants();
  const userIds = createUserIdMappings();
  const emailVerification = createEmailVerification(now);
  const users = createUsers(now, userIds, emailVerification);
  const accountLinking = createAccountLinking(users);
  const passwordless = createPasswordless(now, users, emailVerification);
  const metadata = createUserMetadata();
  const roles = createUserRoles();
  const totp = createTotp({
    now,
    maxAttempts: settings.totpMaxAttempts,
    cooldownMs: settings.totpRateLimitCooldownSec * 1000,
  });
  const sessions = createSessions({
    now,
    keys,
    ownerOf: (recipeUserId) => users.publicId(users.get(recipeUserId)?.id ?? recipeUserId),
    accessTokenValidityMs: settings.accessTokenValidity * 1000,
    refreshTokenValidityMs: settings.refreshTokenValidity * 1000,
  });

  /** Everything that is kept under an id, whether there is a user of it or not. */
  function forget(userId: string) {
    sessions.revokeUsers([userId]);
    metadata.clear(userId);
    roles.removeUser(userId);
    totp.removeUser(userId);
  }

  function removeLoginMethod(recipeUserId: string) {
    sessions.revokeUsers([users.publicId(recipeUserId)]);
    users.remove(recipeUserId);
  }

  /** Which recipe kept something under the id. */
  function recipeUsing(userId: string): string | undefined {
    if (sessions.handlesOf([userId]).length > 0) return "Session";
    if (Object.keys(metadata.get(userId)).length > 0) return "UserMetadata";
    if (roles.hasUser(userId)) return "UserRoles";
    return totp.list(userId).length > 0 ? "TOTP" : undefined;
  }

  return {
    settings,
    keys,
    tenants,
    users,
    userIds,
    metadata,
    roles,
    totp,
    sessions,
    emailVerification,
    accountLinking,
    passwordless,
    emailPassword: createEmailPassword(users, now),
    thirdPartyLogin: createThirdPartyLogin(users, emailVerification),

    /** The ids that a user's sessions are kept under. */
    sessionIdsOf(userId: string, withLinked: boolean): string[] {
      const linked = withLinked ? (users.get(userId)?.loginMethods ?? []) : [];
      return [userId, ...linked.map(({ id }) => users.publicId(id))];
    },

    /** Ends the linked recipe user's sessions, whose user id is another from now on. */
    link(recipeUserId: string, primaryUserId: string): LinkOutcome {
      const outcome = accountLinking.link(recipeUserId, primaryUserId);
      if (outcome.status === "OK" && !outcome.accountsAlreadyLinked) sessions.revokeUsers([users.publicId(recipeUserId)]);
      return outcome;
    },

    unlink(recipeUserId: string): UnlinkOutcome {
      const outcome = accountLinking.unlink(recipeUserId);
      if (outcome.status !== "OK" || !outcome.wasLinked) return outcome;
      if (outcome.removesMethod) removeLoginMethod(recipeUserId);
      else sessions.revokeUsers([users.publicId(recipeUserId)]);
      return outcome;
    },

    /** Without `force`, only while nothing is kept under the user's own id: it would be left behind. */
    mapUserId(mapping: UserIdMapping, force: boolean): MapOutcome {
      const { superTokensUserId, externalUserId } = mapping;
      const known = users.get(superTokensUserId);
      if (known === undefined || userIds.find(superTokensUserId, "EXTERNAL")) return { status: "UNKNOWN_SUPERTOKENS_USER_ID_ERROR" };
      const doesSuperTokensUserIdExist = userIds.find(superTokensUserId, "SUPERTOKENS") !== undefined;
      const doesExternalUserIdExist = userIds.find(externalUserId, "EXTERNAL") !== undefined;
      if (doesSuperTokensUserIdExist || doesExternalUserIdExist) {
        return { status: "USER_ID_MAPPING_ALREADY_EXISTS_ERROR", doesSuperTokensUserIdExist, doesExternalUserIdExist };
      }
      if (!force) {
        if (users.get(externalUserId)) {
          return { status: "IN_USE", message: "Cannot create a userId mapping where the externalId is also a SuperTokens userID" };
        }
        const recipe = recipeUsing(superTokensUserId);
        if (recipe !== undefined) return { status: "IN_USE", message: `UserId is already in use in ${recipe} recipe` };
      }
      userIds.add(mapping);
      return { status: "OK" };
    },

    unmapUserId(userId: string, type: UserIdType, force: boolean): UnmapOutcome {
      const mapping = userIds.find(userId, type);
      if (mapping === undefined) return { status: "OK", didMappingExist: false };
      const recipe = force ? undefined : recipeUsing(mapping.externalUserId);
      if (recipe !== undefined) return { status: "IN_USE", message: `UserId is already in use in ${recipe} recipe` };
      return { status: "OK", didMappingExist: userIds.remove(userId, type) };
    },

    /** Without the linked accounts, only the login method of that id goes; the last one takes the user along. */
    deleteUser(userId: string, withLinked: boolean) {
      const user = users.get(userId);
      if (user === undefined) return forget(userId);
      const own = users.recipeUser(userId);
      const gone = withLinked ? user.loginMethods : own === undefined ? [] : [own];
      const isLast = gone.length === user.loginMethods.length;
      for (const { id } of gone) {
        if (isLast || id !== user.id) forget(users.publicId(id));
        removeLoginMethod(id);
      }
      if (isLast) forget(users.publicId(user.id));
      for (const id of [...gone.map((method) => method.id), user.id]) {
        if (users.get(id) === undefined) userIds.remove(id, "SUPERTOKENS");
      }
    },

    removeUserFromTenant(tenantId: string, userId: string): boolean | undefined {
      const wasAssociated = users.disassociate(tenantId, userId);
      if (wasAssociated === true) {
        sessions.revokeUsers([userId], tenantId);
        roles.removeUserFromTenant(tenantId, userId);
        totp.removeUserFromTenant(tenantId, userId);
      }
      return wasAssociated;
    },

    removeTenant(tenantId: string): boolean {
      users.removeTenant(tenantId);
      sessions.revokeTenant(tenantId);
      roles.removeTenant(tenantId);
      totp.removeTenant(tenantId);
      passwordless.removeTenant(tenantId);
      return tenants.remove(tenantId);
    },
  };
}
