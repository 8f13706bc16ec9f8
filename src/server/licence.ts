/** What the plugin logs, once, when the core answers 402 to a TOTP call. */
export const licenceLogLine =
  "supertokens-mfa-react: the SuperTokens core refuses TOTP (402), because its licence doesn't include the MFA " +
  "feature. Nobody can set up or complete TOTP until you add a licence key with MFA to the core.";

/** The SDK reports a core's status only inside its message; the path keeps other paid features apart. */
export function isLicenceError(error: unknown): boolean {
  return error instanceof Error && /\/recipe\/totp\/.* with status code: 402\b/.test(error.message);
}
