import type { Core } from "../core.js";
import { Body, badRequest, forbidden, ok, paymentRequired, status } from "../http.js";
import { PUBLIC_TENANT, tenantIdProblem, tenantJson } from "../multitenancy.js";
import type { Route } from "../router.js";

const NO_LICENCE = "Cannot use feature: multi_tenancy, because the license key is missing, or doesn't have this feature enabled.";

export function multitenancyRoutes({ tenants, users, settings, removeTenant, removeUserFromTenant }: Core): Route[] {
  const requireLicence = (tenantId: string) => {
    if (tenantId !== PUBLIC_TENANT && !settings.mfaLicence) throw paymentRequired(NO_LICENCE);
  };

  return [
    {
      method: "PUT",
      path: "/recipe/multitenancy/tenant/v2",
      scope: "tenant",
      handle({ tenantId: from, body }) {
        const tenantId = body.has("tenantId") ? readTenantId(body) : PUBLIC_TENANT;
        const update = {
          coreConfig: body.optionalObject("coreConfig"),
          ...readFactors(body, "firstFactors"),
          ...readFactors(body, "requiredSecondaryFactors"),
        };
        requireLicence(tenantId);
        if (tenantId !== PUBLIC_TENANT && from !== PUBLIC_TENANT && from !== tenantId) {
          throw forbidden("You must use the public or same tenant to add/update a tenant");
        }
        return ok({ createdNew: tenants.createOrUpdate(tenantId, update) });
      },
    },
    {
      method: "GET",
      path: "/recipe/multitenancy/tenant/v2",
      scope: "any",
      handle({ tenantId }) {
        const tenant = tenants.get(tenantId);
        return tenant ? ok(tenantJson(tenant)) : status("TENANT_NOT_FOUND_ERROR");
      },
    },
    {
      method: "GET",
      path: "/recipe/multitenancy/tenant/list/v2",
      scope: "tenant",
      handle({ tenantId }) {
        if (tenantId !== PUBLIC_TENANT) {
          throw forbidden("Only the public tenantId is allowed to list all tenants associated with this app");
        }
        return ok({ tenants: tenants.all().map(tenantJson) });
      },
    },
    {
      method: "POST",
      path: "/recipe/multitenancy/tenant/remove",
      scope: "tenant",
      handle({ tenantId: from, body }) {
        const tenantId = readTenantId(body);
        if (tenantId === PUBLIC_TENANT) throw forbidden("Cannot delete public tenant, use remove app API instead");
        if (from !== PUBLIC_TENANT) throw forbidden("Only the public tenantId is allowed to delete a tenant");
        return ok({ didExist: removeTenant(tenantId) });
      },
    },
    {
      method: "POST",
      path: "/recipe/multitenancy/tenant/user",
      scope: "tenant",
      handle({ tenantId, body }) {
        const userId = readUserId(body);
        requireLicence(tenantId);
        const { status: name, ...fields } = users.associate(tenantId, userId);
        return status(name, fields);
      },
    },
    {
      method: "POST",
      path: "/recipe/multitenancy/tenant/user/remove",
      scope: "tenant",
      handle({ tenantId, body }) {
        const wasAssociated = removeUserFromTenant(tenantId, readUserId(body));
        return wasAssociated === undefined ? status("UNKNOWN_USER_ID_ERROR") : ok({ wasAssociated });
      },
    },
    {
      method: "PUT",
      path: "/recipe/multitenancy/config/thirdparty",
      scope: "tenant",
      handle({ tenantId, body }) {
        const config = body.object("config");
        const thirdPartyId = new Body(config).string("thirdPartyId").trim();
        body.optionalBoolean("skipValidation");
        requireLicence(tenantId);
        return ok({ createdNew: tenants.setProvider(tenantId, thirdPartyId, config) });
      },
    },
    {
      method: "POST",
      path: "/recipe/multitenancy/config/thirdparty/remove",
      scope: "tenant",
      handle({ tenantId, body }) {
        const didConfigExist = tenants.removeProvider(tenantId, body.string("thirdPartyId").trim());
        return ok({ didConfigExist });
      },
    },
  ];
}

function readTenantId(body: Body): string {
  const tenantId = body.string("tenantId").trim().toLowerCase();
  const problem = tenantIdProblem(tenantId);
  if (problem !== undefined) throw badRequest(problem);
  return tenantId;
}

function readUserId(body: Body): string {
  // The core names this field `userId` when it is empty, `recipeUserId` when it is missing.
  return body.trimmedString("recipeUserId", "userId");
}

function readFactors<Name extends "firstFactors" | "requiredSecondaryFactors">(
  body: Body,
  name: Name,
): { [key in Name]?: string[] | null } {
  if (!body.has(name)) return {};
  const factors: { [key in Name]?: string[] | null } = {};
  factors[name] = body.isNull(name) ? null : readFactorList(body, name);
  return factors;
}

function readFactorList(body: Body, name: string): string[] {
  const factors = body.strings(name);
  if (new Set(factors).size !== factors.length) throw badRequest(`${name} input should not contain duplicate values`);
  if (!factors.every((factor) => /^[0-9a-zA-Z_().-]+$/.test(factor))) {
    throw badRequest(`${name} should contain only 0-9,a-z,A-Z,_,.,- characters`);
  }
  return factors;
}
