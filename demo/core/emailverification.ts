import { randomBytes } from "node:crypto";

const TOKEN_LIFETIME_MS = 24 * 60 * 60 * 1000;

export type VerificationTokenOutcome = { status: "OK"; token: string } | { status: "EMAIL_ALREADY_VERIFIED_ERROR" };
export type VerifyEmailOutcome = { status: "OK"; userId: string; email: string } | { status: "EMAIL_VERIFICATION_INVALID_TOKEN_ERROR" };

export type EmailVerification = ReturnType<typeof createEmailVerification>;

/** Which addresses are verified, each for one recipe user; the user need not exist, nor use the address. */
export function createEmailVerification(now: () => number) {
  /** user → verified addresses */
  const verifiedOf = new Map<string, Set<string>>();
  const tokens = new Map<string, { userId: string; email: string; expiresAt: number }>();

  const isVerified = (userId: string, email: string) => verifiedOf.get(userId)?.has(email) === true;

  function removeTokens(userId: string, email: string) {
    for (const [token, owner] of tokens) {
      if (owner.userId === userId && owner.email === email) tokens.delete(token);
    }
  }

  function verify(userId: string, email: string) {
    verifiedOf.set(userId, (verifiedOf.get(userId) ?? new Set()).add(email));
  }

  return {
    isVerified,
    verify,
    removeTokens,

    createToken(userId: string, email: string): VerificationTokenOutcome {
      if (isVerified(userId, email)) return { status: "EMAIL_ALREADY_VERIFIED_ERROR" };
      const token = randomBytes(96).toString("base64url");
      tokens.set(token, { userId, email, expiresAt: now() + TOKEN_LIFETIME_MS });
      return { status: "OK", token };
    },

    /** A token works once, and takes the others for the same address with it. */
    consumeToken(token: string): VerifyEmailOutcome {
      const found = tokens.get(token);
      if (found === undefined || found.expiresAt <= now()) return { status: "EMAIL_VERIFICATION_INVALID_TOKEN_ERROR" };
      const { userId, email } = found;
      removeTokens(userId, email);
      verify(userId, email);
      return { status: "OK", userId, email };
    },

    unverify(userId: string, email: string) {
      verifiedOf.get(userId)?.delete(email);
    },

    removeUser(userId: string) {
      verifiedOf.delete(userId);
      for (const [token, owner] of tokens) {
        if (owner.userId === userId) tokens.delete(token);
      }
    },
  };
}
