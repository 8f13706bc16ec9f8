import type { DemoPolicy } from "../api/environment.js";
import { demoPolicies } from "../api/environment.js";
import type { CoreOptions } from "../core/server.js";

export interface StackOptions {
  /** Port of the web app; 0 takes a free one. @default 0 */
  webPort?: number;
  /** @default 0 */
  apiPort?: number;
  /** @default 0 */
  corePort?: number;
  /** Port of the local OpenID provider behind "Continue with Demo ID". @default 0 */
  oidcPort?: number;
  /** Use the core that runs here and start none. */
  coreUrl?: string;
  /** Who must do TOTP. @default "opt-in" */
  policy?: DemoPolicy;
  /** `false`: the API runs the SDK's documented opt-in configuration, without our plugin. @default true */
  plugin?: boolean;
  /** `static`: one build, served with the strict headers; `dev`: Vite's dev server, without them. @default "static" */
  webMode?: "static" | "dev";
  /** What a test wants of the embedded core; it has no say over one given by `coreUrl`. @default the core's own */
  coreOptions?: Omit<CoreOptions, "port">;
  /** Seconds that a code covers a change of factors for. @default 300 */
  freshFor?: number;
  /** Users may have their browser remembered for 30 days; needs the plugin. @default false */
  trustBrowsers?: boolean;
  /** Seconds that a code covers a payout for. @default 60 */
  payoutWithin?: number;
  /** Ends the wait for one answer after so many milliseconds. @default `AbortSignal.timeout` */
  giveUpAfter?: (ms: number) => AbortSignal;
  /** Where the parts' own log lines go. @default dropped, errors aside */
  log?: (line: string) => void;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the options of `npm start`; a value it does not know is an error that says which ones it knows. */
export function optionsFromEnvironment(env: Environment): StackOptions {
  const plugin = oneOf(env, "MFA_PLUGIN", ["on", "off"], "on") === "on";
  const policy = oneOf(env, "TOTP_POLICY", demoPolicies, "opt-in");
  if (!plugin && policy !== "opt-in") {
    throw new Error(
      `TOTP_POLICY=${policy} needs the plugin, and MFA_PLUGIN=off runs without it (the SDK's own opt-in configuration). Unset one of the two.`,
    );
  }
  const trustBrowsers = oneOf(env, "TRUST_BROWSERS", ["on", "off"], "off") === "on";
  if (!plugin && trustBrowsers)
    throw new Error("TRUST_BROWSERS=on needs the plugin, and MFA_PLUGIN=off runs without it. Unset one of the two.");
  const coreUrl = env["SUPERTOKENS_CORE_URI"];
  return {
    webPort: port(env, "PORT", 3000),
    apiPort: port(env, "API_PORT", 3001),
    corePort: port(env, "CORE_PORT", 3567),
    oidcPort: port(env, "OIDC_PORT", 3002),
    webMode: oneOf(env, "WEB_MODE", ["static", "dev"], "static"),
    plugin,
    policy,
    trustBrowsers,
    ...(coreUrl === undefined || coreUrl === "" ? {} : { coreUrl: httpUrl(coreUrl) }),
  };
}

function oneOf<const T extends string>(env: Environment, name: string, known: readonly T[], fallback: T): T {
  const value = env[name];
  if (value === undefined || value === "") return fallback;
  const match = known.find((candidate) => candidate === value);
  if (match === undefined) throw new Error(`${name}=${value} is not known. Use one of: ${known.join(", ")}.`);
  return match;
}

function port(env: Environment, name: string, fallback: number): number {
  const value = env[name];
  if (value === undefined || value === "") return fallback;
  const number = Number(value);
  if (/^\d{1,5}$/.test(value) && number <= 65535) return number;
  throw new Error(`${name}=${value} is not a port. Use a number from 0 (any free port) to 65535.`);
}

function httpUrl(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol)) return value.replace(/\/+$/, "");
  throw new Error(`SUPERTOKENS_CORE_URI=${value} is not an address. Write it like http://localhost:3567.`);
}
