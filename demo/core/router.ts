import type { Core } from "./core.js";
import { badRequest, forbidden, HttpError, text, type Call, type CdiVersion, type Method, type Reply } from "./http.js";
import { isReservedTenantId, PUBLIC_TENANT } from "./multitenancy.js";
import { aboutRoutes } from "./routes/about.js";
import { accountLinkingRoutes } from "./routes/accountlinking.js";
import { emailVerificationRoutes } from "./routes/emailverification.js";
import { loginRoutes } from "./routes/login.js";
import { multitenancyRoutes } from "./routes/multitenancy.js";
import { passwordlessRoutes } from "./routes/passwordless.js";
import { sessionRoutes } from "./routes/sessions.js";
import { totpRoutes } from "./routes/totp.js";
import { userIdMappingRoutes } from "./routes/useridmapping.js";
import { userMetadataRoutes } from "./routes/usermetadata.js";
import { userRolesRoutes } from "./routes/userroles.js";
import { userRoutes } from "./routes/users.js";

export interface Route {
  method: Method;
  /** The path after the optional tenant. */
  path: string;
  /**
   * `tenant`: works in any tenant that exists. `app`: the data is shared by all tenants, so only the
   * public one may ask. `any`: the tenant in the path is not looked up.
   */
  scope: "tenant" | "app" | "any";
  /** Answers whatever `cdi-version` the caller names. */
  unversioned?: true;
  handle(call: Call): Reply | Promise<Reply>;
}

/** As the real core lists them: from a set, so in no order. */
export const CDI_VERSIONS = [
  ...["2.14", "2.13", "2.12", "2.11", "2.10", "2.21", "2.20", "2.19", "2.18", "2.17", "3.0", "2.16", "3.1", "4.0"],
  ...["2.15", "5.0", "5.1", "5.2", "5.3", "2.7", "5.4", "2.8", "2.9"],
];

const LATEST_CDI: CdiVersion = { major: 5, minor: 4 };

export type Match = { tenantId: string; cdi: CdiVersion; handle: Route["handle"] };

export type Router = ReturnType<typeof createRouter>;

/** Finds who answers a request. Throws an `HttpError` when nobody does. */
export function createRouter(core: Core) {
  const routes = [
    ...aboutRoutes(core),
    ...loginRoutes(core),
    ...passwordlessRoutes(core),
    ...emailVerificationRoutes(core),
    ...userRoutes(core),
    ...accountLinkingRoutes(core),
    ...userIdMappingRoutes(core),
    ...sessionRoutes(core),
    ...totpRoutes(core),
    ...userMetadataRoutes(core),
    ...userRolesRoutes(core),
    ...multitenancyRoutes(core),
  ];
  const byPath = new Map<string, Route[]>();
  for (const route of routes) byPath.set(route.path, [...(byPath.get(route.path) ?? []), route]);

  function locate(path: string): { tenantId: string; candidates: Route[] } | undefined {
    const direct = byPath.get(path);
    if (direct) return { tenantId: PUBLIC_TENANT, candidates: direct };
    const [, segment = "", rest = ""] = /^\/([a-z0-9-]+)(\/.+)$/i.exec(path) ?? [];
    const candidates = byPath.get(rest);
    if (candidates === undefined) return undefined;
    const tenantId = segment.toLowerCase();
    return { tenantId: isReservedTenantId(tenantId) ? PUBLIC_TENANT : tenantId, candidates };
  }

  return function route(method: string, path: string, cdiHeader: string | undefined): Match {
    const found = locate(path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path);
    if (found === undefined) throw new HttpError(404, "Not found");
    const { tenantId, candidates } = found;
    const chosen = candidates.find((candidate) => candidate.method === method);
    const cdi = candidates.some((candidate) => candidate.unversioned) ? LATEST_CDI : readCdiVersion(cdiHeader);
    if (chosen === undefined) throw new HttpError(405, "Method not supported");
    if (chosen.scope === "app" && tenantId !== PUBLIC_TENANT) {
      throw forbidden("Only public tenantId can call this app specific API");
    }
    if (chosen.scope === "tenant" && !core.tenants.has(tenantId)) {
      throw badRequest(
        "AppId or tenantId not found => Tenant with the following connectionURIDomain, appId and tenantId " +
          `combination not found: (, public, ${tenantId})`,
      );
    }
    return { tenantId, cdi, handle: chosen.handle };
  };
}

export function replyTo(error: HttpError): Reply {
  return text(error.status, error.message);
}

function readCdiVersion(header: string | undefined): CdiVersion {
  if (header === undefined) return LATEST_CDI;
  // The one 5xx of the recorded answers. Any other unreadable version is refused as unsupported.
  if (header === "") throw new HttpError(500, "java.lang.IllegalArgumentException: Invalid version format");
  if (!CDI_VERSIONS.includes(header)) throw badRequest(`cdi-version ${header} not supported`);
  const [major = 0, minor = 0] = header.split(".").map(Number);
  return { major, minor };
}
