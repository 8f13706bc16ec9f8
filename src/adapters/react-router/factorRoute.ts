import { normaliseBasePath } from "../../routing/paths.js";
import { getMfaConfig } from "../../supertokens/config.js";

/** The path of the MFA screens as a data router wants it: without the router's own basename. */
export function factorRoute(basename: string): string {
  const { websiteBasePath } = getMfaConfig();
  const base = normaliseBasePath(basename);
  const path = `${websiteBasePath}/`.startsWith(`${base}/`) ? websiteBasePath.slice(base.length) : websiteBasePath;
  // The router matches what it has decoded.
  return `${decodeURI(path)}/mfa/*`;
}
