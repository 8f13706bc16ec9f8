import type { AppInfo } from "supertokens-node/types";

/** The name people see: in the pages, and as the issuer in their authenticator app. */
const appName = "Fernway";

export function appInfo(apiUrl: string, webUrl: string): AppInfo {
  return { appName, apiDomain: apiUrl, websiteDomain: webUrl, apiBasePath: "/auth", websiteBasePath: "/auth" };
}
