import { normaliseBasePath } from "../routing/paths.js";
import type { MfaEvent } from "./events.js";
import { MfaMisuseError } from "./misuse.js";

/** Where the library asks the app to send the user. */
export type GetRedirectionURLContext =
  /** A factor is done and there is no usable `redirectToPath`. @default "/" */
  | { action: "SUCCESS"; factorId: string }
  /** There is no session. @default `/{websiteBasePath}?redirectToPath=…` */
  | { action: "TO_AUTH"; redirectToPath: string | undefined }
  /** A factor is wanted. @default `/{websiteBasePath}/mfa/{factorId}?…` */
  | { action: "GO_TO_FACTOR"; factorId: string; forceSetup: boolean; stepUp: boolean; redirectToPath: string | undefined };

/**
 * Answers the URL to go to, or `undefined` for the default. A path, or an absolute http(s) URL; anything else is
 * refused and reported to `onError`.
 */
export type GetRedirectionURL = (
  context: GetRedirectionURLContext,
  userContext: unknown,
) => string | undefined | Promise<string | undefined>;

/** What `MultiFactorAuth.init` keeps for the screens. */
export interface MfaConfig {
  /** As the app is called in `appInfo`. */
  appName: string;
  /** Normal form: `/auth`, or `""` for the root. */
  websiteBasePath: string;
  /** Where the API lies: domain, gateway path and base path, without a slash at the end. */
  apiBaseUrl: string;
  getRedirectionURL: GetRedirectionURL | undefined;
  onHandleEvent: ((event: MfaEvent) => void) | undefined;
  onError: (error: unknown) => void;
}

let config: MfaConfig | undefined;
const waiting = new Set<() => void>();

export function setMfaConfig(next: MfaConfig): void {
  config = next;
  for (const run of waiting) queueMicrotask(run);
  waiting.clear();
}

/** Runs once `SuperTokens.init` has come to its end, at once if it has. Returns how to call it off. */
export function whenInitialised(run: () => void): () => void {
  if (config === undefined) waiting.add(run);
  else run();
  return () => waiting.delete(run);
}

export function isInitialised(): boolean {
  return config !== undefined;
}

/** Takes the base path that `supertokens-auth-react` was given: `/auth`, or `/` for the root. */
export function setWebsiteBasePath(websiteBasePath: string): void {
  config = { ...getMfaConfig(), websiteBasePath: normaliseBasePath(websiteBasePath) };
}

export function hasMfaConfig(): boolean {
  return config !== undefined;
}

/** @throws MfaMisuseError when `MultiFactorAuth.init` was not among the recipes. */
export function getMfaConfig(): MfaConfig {
  if (config !== undefined) return config;
  throw new MfaMisuseError(
    "supertokens-mfa-react is not initialised.",
    "MultiFactorAuth.init keeps its options.",
    'Add `MultiFactorAuth.init()` from "supertokens-mfa-react" to the recipeList of SuperTokens.init, or from "supertokens-mfa-react/auth-react" to that of supertokens-auth-react.',
  );
}
