import { isJsonObject, type JsonObject } from "./json.js";

export const PUBLIC_TENANT = "public";

export interface Tenant {
  tenantId: string;
  /** `undefined`: every first factor the backend has. An empty list: none. */
  firstFactors: string[] | undefined;
  requiredSecondaryFactors: string[] | undefined;
  providers: JsonObject[];
  coreConfig: JsonObject;
}

export interface TenantUpdate {
  /** `null` removes the restriction; absent leaves it alone. */
  firstFactors?: string[] | null;
  requiredSecondaryFactors?: string[] | null;
  coreConfig?: JsonObject | undefined;
}

export function createTenants() {
  const tenants = new Map<string, Tenant>([[PUBLIC_TENANT, emptyTenant(PUBLIC_TENANT)]]);

  return {
    has: (tenantId: string) => tenants.has(tenantId),
    get: (tenantId: string) => tenants.get(tenantId),
    all: () => [...tenants.values()],

    /** Answers whether the tenant is new. */
    createOrUpdate(tenantId: string, update: TenantUpdate): boolean {
      const known = tenants.get(tenantId);
      const tenant = known ?? { ...emptyTenant(tenantId), firstFactors: [] };
      const { firstFactors, requiredSecondaryFactors: required, coreConfig } = update;
      tenants.set(tenantId, {
        ...tenant,
        ...(firstFactors === undefined ? {} : { firstFactors: firstFactors ?? undefined }),
        ...(required === undefined ? {} : { requiredSecondaryFactors: required?.length ? required : undefined }),
        ...(coreConfig === undefined ? {} : { coreConfig: mergeConfig(tenant.coreConfig, coreConfig) }),
      });
      return known === undefined;
    },

    remove(tenantId: string): boolean {
      return tenants.delete(tenantId);
    },

    /** Answers whether the provider is new to the tenant. */
    setProvider(tenantId: string, thirdPartyId: string, config: JsonObject): boolean {
      const tenant = tenants.get(tenantId);
      if (tenant === undefined) return false;
      const provider = { ...config, thirdPartyId };
      const index = tenant.providers.findIndex((candidate) => candidate.thirdPartyId === thirdPartyId);
      const providers = index === -1 ? [...tenant.providers, provider] : tenant.providers.with(index, provider);
      tenants.set(tenantId, { ...tenant, providers });
      return index === -1;
    },

    /** Answers whether the tenant had the provider. */
    removeProvider(tenantId: string, thirdPartyId: string): boolean {
      const tenant = tenants.get(tenantId);
      if (tenant === undefined) return false;
      const providers = tenant.providers.filter((provider) => provider.thirdPartyId !== thirdPartyId);
      tenants.set(tenantId, { ...tenant, providers });
      return providers.length < tenant.providers.length;
    },
  };
}

/** The sentence to refuse a tenant id with, if it is not a good one. */
export function tenantIdProblem(tenantId: string): string | undefined {
  if (tenantId === "") return "tenantId should not be an empty String";
  if (isReservedTenantId(tenantId)) return `Cannot use '${tenantId}' as a tenantId`;
  if (tenantId.startsWith("appid-")) return "tenantId must not start with 'appid-'";
  if (!/^[a-z0-9-]+$/.test(tenantId)) return "tenantId can only contain letters, numbers and hyphens";
  return undefined;
}

/** First path segments that are never taken for a tenant. */
export function isReservedTenantId(tenantId: string): boolean {
  return ["recipe", "config", "users", "hello"].includes(tenantId);
}

export function tenantJson(tenant: Tenant): JsonObject {
  const { tenantId, providers, firstFactors, requiredSecondaryFactors, coreConfig } = tenant;
  return {
    tenantId,
    thirdParty: { providers: providers.map(providerJson) },
    ...(firstFactors === undefined ? {} : { firstFactors }),
    ...(requiredSecondaryFactors === undefined ? {} : { requiredSecondaryFactors }),
    coreConfig,
  };
}

/** A provider is listed with its clients and its user-info map even when it was stored without. */
function providerJson(provider: JsonObject): JsonObject {
  const map = isJsonObject(provider.userInfoMap) ? provider.userInfoMap : {};
  return {
    ...provider,
    clients: provider.clients ?? [],
    userInfoMap: {
      fromIdTokenPayload: map.fromIdTokenPayload ?? {},
      fromUserInfoAPI: map.fromUserInfoAPI ?? {},
    },
  };
}

function emptyTenant(tenantId: string): Tenant {
  return { tenantId, firstFactors: undefined, requiredSecondaryFactors: undefined, providers: [], coreConfig: {} };
}

function mergeConfig(base: JsonObject, update: JsonObject): JsonObject {
  const merged = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(update)) {
    if (value === null) merged.delete(key);
    else merged.set(key, value);
  }
  return Object.fromEntries(merged);
}
