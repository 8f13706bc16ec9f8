import type { PluginRouteHandler } from "supertokens-node/types/index.js";
import { trustedBrowserPaths } from "../../protocol/trustedBrowsers.js";
import type { PluginParts } from "../parts.js";
import { BadRequest, createRoutes } from "../routes.js";

/** The endpoints of trusted browsers; none when the app trusts none. */
export function trustRoutes(parts: PluginParts, apiBasePath: string): PluginRouteHandler[] {
  const { trust } = parts;
  if (trust === undefined) return [];
  const { post } = createRoutes(parts, apiBasePath);
  return [
    post(trustedBrowserPaths.trust, "ANY_SESSION", (request) => trust.trust(request)),
    post(trustedBrowserPaths.remove, "MFA_COMPLETE", async (request, fields) => {
      const id = fields.get("id");
      return typeof id === "string" ? trust.remove(request, (other) => other === id) : new BadRequest("id must be a string");
    }),
    post(trustedBrowserPaths.removeAll, "MFA_COMPLETE", (request) => trust.remove(request, () => true)),
  ];
}
