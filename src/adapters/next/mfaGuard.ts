import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { connection } from "next/server";
import { getSSRSession } from "supertokens-node/nextjs/index.js";
import { factorPath, normaliseBasePath, signInPath } from "../../routing/paths.js";
import { isAppUrl, safeRedirectPath } from "../../routing/safeRedirectPath.js";
import type { GetRedirectionURL, GetRedirectionURLContext } from "../../supertokens/config.js";
import { MfaMisuseError } from "../../supertokens/misuse.js";
import { isUnder } from "../RouterPlace.js";

/** What the guard of server components has to know of the app. */
export interface MfaGuardOptions {
  /** As in the browser's `MultiFactorAuth.init`: a path of the address bar, `basePath` included. @default "/auth" */
  websiteBasePath?: string;
  /** Next's own `basePath`. @default none */
  basePath?: string;
  /** As in the browser's `MultiFactorAuth.init`, where sign-in or the factor screen is elsewhere. @default none */
  getRedirectionURL?: GetRedirectionURL;
}

/**
 * Answers the payload of the session's access token, or redirects instead of returning.
 *
 * @param path the page, as Next's links name it: without `basePath`, with its query if that is wanted back. One that is
 * not safe to come back to is left out
 */
export type RequireMfaOnServer = (path: string) => Promise<Record<string, unknown>>;

/** Only paths are looked at, so any origin will do. */
const origin = "http://localhost";

/**
 * A guard for server components, on `supertokens-node`'s own `getSSRSession`: without a session it redirects to sign-in,
 * with MFA open to the factor screen, both with the way back. A session whose token has run out takes the way over the
 * factor screen, where the browser renews it. It only decides what is rendered: as `getSSRSession` does, it trusts the
 * token, and the API must check the session too.
 *
 * ```ts
 * export const requireMfa = mfaGuard({ websiteBasePath: "/auth" });
 *
 * const { sub: userId } = await requireMfa("/settings");
 * ```
 *
 * @throws MfaMisuseError, when it is called, where `supertokens-node` isn't initialised, and where a redirect would leave
 * `basePath`
 */
export function mfaGuard({ websiteBasePath = "/auth", basePath = "", getRedirectionURL }: MfaGuardOptions = {}): RequireMfaOnServer {
  const authBase = normaliseBasePath(websiteBasePath);
  const base = normaliseBasePath(basePath);

  async function urlFor(context: GetRedirectionURLContext, path: string): Promise<string> {
    const own = await getRedirectionURL?.(context, {});
    return own !== undefined && isAppUrl(own) ? own : path;
  }

  return async (page) => {
    // Decided at each request, and in no prefetch: a redirect must not be kept for after the code.
    await connection();
    const { accessTokenPayload, hasToken, error } = await getSSRSession((await cookies()).getAll());
    if (error !== undefined) throw notInitialised();
    if (isMfaComplete(accessTokenPayload)) return accessTokenPayload;
    const redirectToPath = safeRedirectPath(base + page, { origin, authBase });
    const factor = { factorId: "totp", forceSetup: false, stepUp: false, redirectToPath };
    const url =
      accessTokenPayload === undefined && !hasToken
        ? await urlFor({ action: "TO_AUTH", redirectToPath }, signInPath(authBase, redirectToPath))
        : await urlFor(
            { action: "GO_TO_FACTOR", ...factor },
            factorPath(authBase, "totp", { setup: false, stepUp: false, redirectToPath }),
          );
    return redirect(forNext(url, base));
  };
}

/** The claim of `MultiFactorAuth`: completed factors, and whether they suffice. */
function isMfaComplete(payload: Record<string, unknown> | undefined): payload is Record<string, unknown> {
  const claim: unknown = payload?.["st-mfa"];
  return typeof claim === "object" && claim !== null && "v" in claim && claim.v === true;
}

/** Next puts its `basePath` before each path. */
function forNext(url: string, basePath: string): string {
  if (!url.startsWith("/")) return url;
  if (isUnder(url, basePath)) return url.slice(basePath.length).replace(/^\/?/, "/");
  throw new MfaMisuseError(
    `mfaGuard would redirect to ${JSON.stringify(url)}, which isn't below the basePath ${JSON.stringify(basePath)}.`,
    "Next puts its basePath before each path.",
    "Give mfaGuard both websiteBasePath and basePath as the address bar has them, or answer a whole URL from getRedirectionURL.",
  );
}

function notInitialised(): MfaMisuseError {
  return new MfaMisuseError(
    "mfaGuard finds no supertokens-node with a Session recipe.",
    "Next bundles pages and route handlers apart, and each needs the init.",
    'Import the module that calls supertokens.init where mfaGuard is called, and name "supertokens-node" in serverExternalPackages.',
  );
}
