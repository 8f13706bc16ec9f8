import type { ProviderInput } from "supertokens-node/recipe/thirdparty/types";
import { demoIdClient } from "../oidc/client.js";

/** "Continue with Demo ID": any OpenID provider is configured like this, from its discovery document. */
export function demoIdProvider(oidcIssuer: string): ProviderInput {
  return {
    config: {
      thirdPartyId: "demo",
      name: "Demo ID",
      clients: [{ ...demoIdClient, scope: ["openid", "email"] }],
      // Ask who it is every time, so that a visitor can come back as somebody else.
      authorizationEndpointQueryParams: { prompt: "login" },
      oidcDiscoveryEndpoint: `${oidcIssuer}/.well-known/openid-configuration`,
    },
    includeInNonPublicTenantsByDefault: true,
  };
}
