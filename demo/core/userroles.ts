/** Roles with permissions, shared by all tenants, and who holds them in which tenant. */
export function createUserRoles() {
  const permissionsOf = new Map<string, Set<string>>();
  /** tenant → user → roles */
  const rolesIn = new Map<string, Map<string, Set<string>>>();

  const rolesOf = (tenantId: string, userId: string) => rolesIn.get(tenantId)?.get(userId);

  return {
    /** Answers whether the role is new; for a known role the permissions are added. */
    createOrAddPermissions(role: string, permissions: string[]): boolean {
      const known = permissionsOf.get(role);
      permissionsOf.set(role, new Set([...(known ?? []), ...permissions]));
      return known === undefined;
    },

    /** Answers whether the role is known. Without a list every permission goes. */
    removePermissions(role: string, permissions: string[] | undefined): boolean {
      const known = permissionsOf.get(role);
      if (known === undefined) return false;
      for (const permission of permissions ?? [...known]) known.delete(permission);
      return true;
    },

    remove(role: string): boolean {
      for (const users of rolesIn.values()) {
        for (const roles of users.values()) roles.delete(role);
      }
      return permissionsOf.delete(role);
    },

    all(): string[] {
      return [...permissionsOf.keys()].sort();
    },

    permissions(role: string): string[] | undefined {
      const known = permissionsOf.get(role);
      return known && [...known].sort();
    },

    withPermission(permission: string): string[] {
      return [...permissionsOf].flatMap(([role, permissions]) => (permissions.has(permission) ? [role] : [])).sort();
    },

    forUser(tenantId: string, userId: string): string[] {
      return [...(rolesOf(tenantId, userId) ?? [])].sort();
    },

    hasUser: (userId: string) => [...rolesIn.values()].some((users) => (users.get(userId)?.size ?? 0) > 0),

    usersWith(tenantId: string, role: string): string[] | undefined {
      if (!permissionsOf.has(role)) return undefined;
      return [...(rolesIn.get(tenantId) ?? [])].flatMap(([userId, roles]) => (roles.has(role) ? [userId] : [])).sort();
    },

    assign(tenantId: string, userId: string, role: string): "ADDED" | "HELD" | "UNKNOWN" {
      if (!permissionsOf.has(role)) return "UNKNOWN";
      const users = rolesIn.get(tenantId) ?? new Map<string, Set<string>>();
      const roles = users.get(userId) ?? new Set<string>();
      if (roles.has(role)) return "HELD";
      rolesIn.set(tenantId, users.set(userId, roles.add(role)));
      return "ADDED";
    },

    unassign(tenantId: string, userId: string, role: string): "REMOVED" | "NOT_HELD" | "UNKNOWN" {
      if (!permissionsOf.has(role)) return "UNKNOWN";
      return rolesOf(tenantId, userId)?.delete(role) === true ? "REMOVED" : "NOT_HELD";
    },

    removeUser(userId: string) {
      for (const users of rolesIn.values()) users.delete(userId);
    },

    removeUserFromTenant(tenantId: string, userId: string) {
      rolesIn.get(tenantId)?.delete(userId);
    },

    removeTenant(tenantId: string) {
      rolesIn.delete(tenantId);
    },
  };
}
