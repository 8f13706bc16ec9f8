/** The login challenge, and the states around it. */
export const challenge = {
  title: "Enter your code",
  intro: "Enter the code that your authenticator app shows for this account.",
  requirementsUnknown: "We couldn't find out what your sign-in needs. If this goes on, contact your administrator.",
  otherFactorTitle: "One more step",
  otherFactor: (factorId: string) => `Signing in needs another factor (${factorId}). Contact your administrator.`,
  useRecoveryCode: "Use a recovery code",
  trustBrowser: (days: number) => `Don't ask on this browser for ${days === 1 ? "1 day" : `${days} days`}`,
  unavailableTitle: "We can't go on",
};
