import { askConsent, endConsent } from "../routing/consent.js";
import type { Intent } from "../routing/consent.state.js";
import { goTo, goToAppUrl, loadPage, loadsPage, type Navigate } from "../routing/navigate.js";
import { factorPath, readFactorQuery, signInPath } from "../routing/paths.js";
import { isMfaRoute, parseUrl, safeRedirectPath } from "../routing/safeRedirectPath.js";
import { takeAuthReactTarget } from "./authReactTarget.js";
import { getMfaConfig, type GetRedirectionURLContext } from "./config.js";
import { emitMfaEvent, reportError } from "./events.js";
import { MfaMisuseError } from "./misuse.js";

/** Where and how `MultiFactorAuth.redirectToFactor` goes. */
export interface RedirectToFactorOptions {
  /** `"totp"`; the other factor ids are SuperTokens' own. */
  factorId: string;
  /** Set a device up even when there is one. @default false */
  forceSetup?: boolean | undefined;
  /** Come back to the current page afterwards; if false, a `redirectToPath` in the current URL is kept. @default true */
  redirectBack?: boolean | undefined;
  /** Ask for a code even when the session has completed the factor. @default false */
  stepUp?: boolean | undefined;
  /** A router's `navigate`. @default a full page load */
  navigate?: Navigate | undefined;
  /** Take the current page out of the history, as a guard does. @default false */
  replace?: boolean | undefined;
  /** Handed to `getRedirectionURL`. */
  userContext?: unknown;
}

/**
 * Goes to a factor. Answers whether our own screen is next, in this page.
 *
 * @param intent the change that the code is asked for; a code that is asked for anything else is none for it
 */
export async function goToFactor(options: RedirectToFactorOptions, intent?: Intent): Promise<boolean> {
  const { factorId, forceSetup = false, redirectBack = true, stepUp = false, navigate, replace = false, userContext } = options;
  const redirectToPath = (redirectBack ? currentPath() : undefined) ?? redirectToPathOf(window.location.search);
  if (intent === undefined) endConsent();
  else askConsent(intent);
  emitMfaEvent({ action: "FACTOR_CHOOSEN", factorId });
  const context = { action: "GO_TO_FACTOR", factorId, forceSetup, stepUp, redirectToPath } as const;
  const path = factorPath(getMfaConfig().websiteBasePath, factorId, { setup: forceSetup, stepUp, redirectToPath });
  return go(context, path, navigate, userContext, { replace });
}

/** Where sign-in and `SessionAuth` of `supertokens-auth-react` go for TOTP: our screen, and from there to the page asked for. */
export async function urlBesideAuthReact(factor: { factorId: string; forceSetup: boolean; stepUp: boolean }): Promise<string> {
  const signedIn = await takeAuthReactTarget();
  const redirectToPath = signedIn === undefined ? currentPath() : safePath(signedIn.redirectToPath);
  const own = await askApp({ action: "GO_TO_FACTOR", ...factor, redirectToPath }, {});
  const { factorId, forceSetup: setup, stepUp } = factor;
  return own ?? factorPath(getMfaConfig().websiteBasePath, factorId, { setup, stepUp, redirectToPath });
}

/** The app's own page for a factor that isn't ours; `undefined` when the app names none. */
export async function ownFactorUrl(factorId: string, redirectToPath: string | undefined): Promise<string | undefined> {
  return askApp({ action: "GO_TO_FACTOR", factorId, forceSetup: false, stepUp: false, redirectToPath }, {});
}

/** The URL of sign-in, with the way back in it. */
export async function signInUrl(redirectToPath: string | undefined): Promise<string> {
  return (await askApp({ action: "TO_AUTH", redirectToPath }, {})) ?? signInPath(getMfaConfig().websiteBasePath, redirectToPath);
}

/** The URL of the factor screen, with the way back in it. */
export async function factorUrl(factorId: string, redirectToPath: string | undefined): Promise<string> {
  const query = { setup: false, stepUp: false, redirectToPath };
  return (await ownFactorUrl(factorId, redirectToPath)) ?? factorPath(getMfaConfig().websiteBasePath, factorId, query);
}

/** To sign-in, with the way back kept. */
export async function goToSignIn(redirectToPath: string | undefined, navigate?: Navigate): Promise<void> {
  endConsent();
  const path = signInPath(getMfaConfig().websiteBasePath, redirectToPath);
  await go({ action: "TO_AUTH", redirectToPath }, path, navigate, {}, { replace: true });
}

/** Where a finished factor screen leads: its `redirectToPath` if that is safe, else what the app says, else `/`. */
export async function successUrl(search: string, factorId: string): Promise<string> {
  const url = redirectToPathOf(search) ?? (await askApp({ action: "SUCCESS", factorId }, {})) ?? "/";
  if (!isFactorScreen(url)) return url;
  reportRefused(url, "A factor screen would lead back to itself.");
  return "/";
}

/** Leaves a finished screen; going back in history doesn't return to it. */
export function leaveTo(url: string, navigate?: Navigate): void {
  goToElse(url, "/", contained(navigate), { replace: true });
}

/** The `redirectToPath` of a query, if it is safe. */
export function redirectToPathOf(search: string): string | undefined {
  return safePath(readFactorQuery(search).redirectToPath);
}

/** The page's own path, query and hash; `undefined` on our own screens, where coming back would be a loop. */
export function currentPath(): string | undefined {
  const { pathname, search, hash } = window.location;
  return safePath(pathname + search + hash);
}

function isFactorScreen(url: string): boolean {
  const { origin, href } = window.location;
  const target = parseUrl(url, href);
  return target?.origin === origin && isMfaRoute(target.pathname, getMfaConfig().websiteBasePath);
}

/** A path to come back to, if it is safe and no factor screen. */
export function safePath(raw: unknown): string | undefined {
  return safeRedirectPath(raw, { origin: window.location.origin, authBase: getMfaConfig().websiteBasePath });
}

async function go(
  context: GetRedirectionURLContext,
  path: string,
  navigate: Navigate | undefined,
  userContext: unknown,
  options: { replace: boolean },
): Promise<boolean> {
  const own = await askApp(context, userContext);
  if (own === undefined) return !loadsPage(() => goTo(path, contained(navigate), options));
  goToElse(own, path, contained(navigate), options);
  return false;
}

/** The app's `navigate`; when that fails, the page is loaded instead. */
function contained(navigate: Navigate = loadPage): Navigate {
  return async (path, options) => {
    try {
      await navigate(path, options);
    } catch (error) {
      reportError(error);
      await loadPage(path, options);
    }
  };
}

function goToElse(appUrl: string, path: string, navigate: Navigate | undefined, options: { replace: boolean }): void {
  if (goToAppUrl(appUrl, navigate, options)) return;
  reportRefused(appUrl, "Only a path or an http(s) URL can be gone to.");
  goTo(path, navigate, options);
}

function reportRefused(appUrl: string, why: string): void {
  reportError(new MfaMisuseError(`getRedirectionURL answered ${JSON.stringify(appUrl)}.`, why, "Return another one, or undefined."));
}

/** Nothing and `""`, which would be the page itself, mean the default. */
async function askApp(context: GetRedirectionURLContext, userContext: unknown): Promise<string | undefined> {
  try {
    return (await getMfaConfig().getRedirectionURL?.(context, userContext)) || undefined;
  } catch (error) {
    reportError(error);
    return undefined;
  }
}
