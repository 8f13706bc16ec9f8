/** What the URL of a factor screen asks for. */
export interface FactorQuery {
  /** `setup=true`: add a device, even when one is set up. */
  setup: boolean;
  /** `stepUp=true`: ask for a code, even when the session has completed the factor; before the setup if both are set. */
  stepUp: boolean;
  /** `redirectToPath` as it stands in the URL: untrusted. */
  redirectToPath: string | undefined;
}

/** Brings a base path into the form `/auth`: encoded as in the address bar, one leading slash, none at the end, `""` for the root. */
export function normaliseBasePath(basePath: string): string {
  const trimmed = basePath.replace(/^\/+|\/+$/g, "");
  return trimmed === "" ? "" : new URL(`http://a/${trimmed}`).pathname;
}

/** `/auth/mfa/totp?setup=true&redirectToPath=%2Fsettings` */
export function factorPath(websiteBasePath: string, factorId: string, query: FactorQuery): string {
  const path = `${websiteBasePath}/mfa/${encodeURIComponent(factorId)}`;
  return withQuery(path, [query.setup && "setup=true", query.stepUp && "stepUp=true", redirectPart(query.redirectToPath)]);
}

/** `/auth?redirectToPath=%2Fsettings`, where the app signs in. */
export function signInPath(websiteBasePath: string, redirectToPath: string | undefined): string {
  return withQuery(websiteBasePath || "/", [redirectPart(redirectToPath)]);
}

function redirectPart(redirectToPath: string | undefined): string | false {
  return redirectToPath !== undefined && `redirectToPath=${encodeURIComponent(redirectToPath)}`;
}

function withQuery(path: string, parts: (string | false)[]): string {
  const query = parts.filter(Boolean).join("&");
  return query === "" ? path : `${path}?${query}`;
}

/** Reads the query of a factor screen. */
export function readFactorQuery(search: string): FactorQuery {
  const params = new URLSearchParams(search);
  return {
    setup: params.get("setup") === "true",
    stepUp: params.get("stepUp") === "true",
    redirectToPath: params.get("redirectToPath") ?? undefined,
  };
}
