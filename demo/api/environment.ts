/** Who must do TOTP in the demo; the library's policies under short names. */
export const demoPolicies = ["opt-in", "admin", "tenant-opt-in", "tenant-admin", "custom"] as const;
export type DemoPolicy = (typeof demoPolicies)[number];

/** What the API needs to know; all of it comes from the environment, as in a deployment. */
export interface ApiEnvironment {
  port: number;
  /** Origin of the web app: the only one that CORS lets in. */
  webUrl: string;
  coreUrl: string;
  /** Address of the local OpenID provider. */
  oidcIssuer: string;
  policy: DemoPolicy;
  /** `false`: the SDK's documented opt-in configuration, without our plugin. */
  plugin: boolean;
  /** Seconds that a code covers a change of factors for. */
  freshFor: number;
  /** Users may have their browser remembered for 30 days. */
  trustBrowsers: boolean;
  /** Seconds that a code covers a payout for. */
  payoutWithin: number;
}

export function readApiEnvironment(env: Readonly<Record<string, string | undefined>>): ApiEnvironment {
  const policy = env["TOTP_POLICY"] ?? "opt-in";
  const known = demoPolicies.find((candidate) => candidate === policy);
  if (known === undefined) throw new Error(`TOTP_POLICY=${policy} is not known. Use one of: ${demoPolicies.join(", ")}.`);
  return {
    port: Number(env["API_PORT"] ?? 3001),
    webUrl: env["WEB_URL"] ?? "http://localhost:3000",
    coreUrl: env["SUPERTOKENS_CORE_URI"] ?? "http://localhost:3567",
    oidcIssuer: env["OIDC_ISSUER"] ?? "http://localhost:3002",
    policy: known,
    plugin: env["MFA_PLUGIN"] !== "off",
    freshFor: Number(env["TOTP_FRESH_FOR"] ?? 300),
    trustBrowsers: env["TRUST_BROWSERS"] === "on",
    payoutWithin: Number(env["PAYOUT_WITHIN"] ?? 60),
  };
}
