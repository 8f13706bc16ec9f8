import type { Core } from "../core.js";
import { json, ok, status, text } from "../http.js";
import { CDI_VERSIONS, type Route } from "../router.js";

const PAID_FEATURES = ["account_linking", "multi_tenancy", "test", "dashboard_login", "mfa", "security", "oauth", "saml"];

const JWKS_MAX_AGE_SEC = 7 * 24 * 60 * 60;

/** What a core tells about itself. */
export function aboutRoutes({ keys, settings, users }: Core): Route[] {
  const hello = () => text(200, "Hello");
  return [
    {
      method: "GET",
      path: "/apiversion",
      scope: "any",
      unversioned: true,
      handle: () => json({ versions: CDI_VERSIONS }),
    },
    { method: "GET", path: "/hello", scope: "any", unversioned: true, handle: hello },
    { method: "POST", path: "/hello", scope: "any", unversioned: true, handle: hello },
    { method: "PUT", path: "/hello", scope: "any", unversioned: true, handle: hello },
    { method: "GET", path: "/", scope: "any", unversioned: true, handle: hello },
    {
      method: "GET",
      path: "/.well-known/jwks.json",
      scope: "any",
      unversioned: true,
      handle: async () => json({ keys: await keys.jwks() }, { "cache-control": `max-age=${JWKS_MAX_AGE_SEC}, must-revalidate` }),
    },
    {
      method: "GET",
      path: "/ee/featureflag",
      scope: "app",
      handle() {
        if (!settings.mfaLicence) return ok({ features: [], usageStats: {} });
        const monthlyActiveUsers = Array.from({ length: 31 }, () => users.count(undefined, undefined));
        return ok({ features: PAID_FEATURES, usageStats: { maus: monthlyActiveUsers } });
      },
    },
    { method: "GET", path: "/ee/license", scope: "app", handle: () => status("NO_LICENSE_KEY_FOUND_ERROR") },
  ];
}
