/** What the URL of a factor screen asks for. */
export interface FactorQuery {
  /** `setup=true`: add a device, even when one is set up. */
  setup: boolean;
  /** `stepUp=true`: ask for a code, even when the session has completed the factor; before the setup if both are set. */
  stepUp: boolean;
  /** `redirectToPath` as it stands in the URL: untrusted. */
  redirectToPath: string | undefined;
}

/** Brings a base path into the form `/auth`: one leading slash, none at the end, `""` for the root. */
export function normaliseBasePath(basePath: string): string {
  const trimmed = basePath.replace(/^\/+|\/+$/g, "");
  return trimmed === "" ? "" : `/${trimmed}`;
}

/** `/auth/mfa/totp?setup=true&redirectToPath=%2Fsettings` */
export function factorPath(websiteBasePath: string, factorId: string, query: FactorQuery): string {
  const parts = [
    query.setup && "setup=true",
    query.stepUp && "stepUp=true",
    query.redirectToPath !== undefined && `redirectToPath=${encodeURIComponent(query.redirectToPath)}`,
  ].filter((part) => part !== false);
  const path = `${websiteBasePath}/mfa/${encodeURIComponent(factorId)}`;
  return parts.length === 0 ? path : `${path}?${parts.join("&")}`;
}

/** `/auth?redirectToPath=%2Fsettings`, where the app signs in. */
export function signInPath(websiteBasePath: string, redirectToPath: string | undefined): string {
  const path = websiteBasePath === "" ? "/" : websiteBasePath;
  return redirectToPath === undefined ? path : `${path}?redirectToPath=${encodeURIComponent(redirectToPath)}`;
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
