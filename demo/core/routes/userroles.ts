import type { Core } from "../core.js";
import { badRequest, ok, status, type Body, type Reply } from "../http.js";
import type { Route } from "../router.js";

const unknownRole = () => status("UNKNOWN_ROLE_ERROR");

export function userRolesRoutes({ roles }: Core): Route[] {
  return [
    {
      method: "PUT",
      path: "/recipe/role",
      scope: "app",
      handle({ body }) {
        const role = body.trimmedString("role");
        return ok({ createdNewRole: roles.createOrAddPermissions(role, readPermissions(body) ?? []) });
      },
    },
    {
      method: "POST",
      path: "/recipe/role/remove",
      scope: "app",
      handle: ({ body }) => ok({ didRoleExist: roles.remove(body.trimmedString("role")) }),
    },
    { method: "GET", path: "/recipe/roles", scope: "app", handle: () => ok({ roles: roles.all() }) },
    {
      method: "GET",
      path: "/recipe/role/permissions",
      scope: "app",
      handle: ({ query }) => listOrUnknown("permissions", roles.permissions(query.trimmedString("role"))),
    },
    {
      method: "POST",
      path: "/recipe/role/permissions/remove",
      scope: "app",
      handle({ body }) {
        const role = body.trimmedString("role");
        return roles.removePermissions(role, readPermissions(body)) ? ok() : unknownRole();
      },
    },
    {
      method: "GET",
      path: "/recipe/permission/roles",
      scope: "app",
      handle: ({ query }) => ok({ roles: roles.withPermission(query.trimmedString("permission")) }),
    },
    {
      method: "GET",
      path: "/recipe/user/roles",
      scope: "tenant",
      handle: ({ tenantId, query }) => ok({ roles: roles.forUser(tenantId, query.string("userId")) }),
    },
    {
      method: "GET",
      path: "/recipe/role/users",
      scope: "tenant",
      handle: ({ tenantId, query }) => listOrUnknown("users", roles.usersWith(tenantId, query.trimmedString("role"))),
    },
    {
      method: "PUT",
      path: "/recipe/user/role",
      scope: "tenant",
      handle({ tenantId, body }) {
        const outcome = roles.assign(tenantId, body.string("userId"), body.trimmedString("role"));
        return outcome === "UNKNOWN" ? unknownRole() : ok({ didUserAlreadyHaveRole: outcome === "HELD" });
      },
    },
    {
      method: "POST",
      path: "/recipe/user/role/remove",
      scope: "tenant",
      handle({ tenantId, body }) {
        const outcome = roles.unassign(tenantId, body.string("userId"), body.trimmedString("role"));
        return outcome === "UNKNOWN" ? unknownRole() : ok({ didUserHaveRole: outcome === "REMOVED" });
      },
    },
  ];
}

function listOrUnknown(name: string, items: string[] | undefined): Reply {
  return items === undefined ? unknownRole() : ok({ [name]: items });
}

function readPermissions(body: Body): string[] | undefined {
  return body.optionalStrings("permissions")?.map((permission) => {
    const trimmed = permission.trim();
    if (trimmed === "") throw badRequest("Field name 'permissions' cannot contain an empty string");
    return trimmed;
  });
}
