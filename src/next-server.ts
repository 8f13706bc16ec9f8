export { mfaGuard, type MfaGuardOptions, type RequireMfaOnServer } from "./adapters/next/mfaGuard.js";
export type { GetRedirectionURL, GetRedirectionURLContext } from "./supertokens/config.js";
