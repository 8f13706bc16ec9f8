import { createEmailPassword } from "./emailpassword.js";
import { createKeys } from "./keys.js";
import { createTenants } from "./multitenancy.js";
import type { CoreSettings } from "./settings.js";
import { createSessions } from "./sessions.js";
import { createThirdPartyLogin } from "./thirdparty.js";
import { createTotp } from "./totp.js";
import { createUserMetadata } from "./usermetadata.js";
import { createUserRoles } from "./userroles.js";
import { createUsers } from "./users.js";

export type Core = ReturnType<typeof createCore>;

/** Everything one core knows, in memory, and what touches more than one recipe. */
export function createCore(settings: CoreSettings) {
  const { now } = settings;
  const keys = createKeys(now);
  const tenants = createTenants();
  const users = createUsers(now);
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
    accessTokenValidityMs: settings.accessTokenValidity * 1000,
    refreshTokenValidityMs: settings.refreshTokenValidity * 1000,
  });

  return {
    settings,
    keys,
    tenants,
    users,
    metadata,
    roles,
    totp,
    sessions,
    emailPassword: createEmailPassword(users, now),
    thirdPartyLogin: createThirdPartyLogin(users),

    deleteUser(userId: string) {
      users.remove(userId);
      sessions.revokeUser(userId);
      metadata.clear(userId);
      roles.removeUser(userId);
      totp.removeUser(userId);
    },

    removeUserFromTenant(tenantId: string, userId: string): boolean | undefined {
      const wasAssociated = users.disassociate(tenantId, userId);
      if (wasAssociated === true) {
        sessions.revokeUser(userId, tenantId);
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
      return tenants.remove(tenantId);
    },
  };
}
