import { setMfaConfig, type MfaConfig } from "../../../src/supertokens/config.js";

/** What `MultiFactorAuth.init` would keep, for tests below the SDK. */
export function configure(rest: Partial<MfaConfig> = {}): void {
  setMfaConfig({
    appName: "Example App",
    websiteBasePath: "/auth",
    apiBaseUrl: `${window.location.origin}/auth`,
    getRedirectionURL: undefined,
    onHandleEvent: undefined,
    onError: () => undefined,
    ...rest,
  });
}
