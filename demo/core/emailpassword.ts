import { randomBytes } from "node:crypto";
import { compare, hash } from "bcryptjs";
import type { RecipeUser, Users } from "./users.js";

/**
 * The lowest cost bcrypt has, about 2 ms a hash. The core's default of 11 takes some 200 ms, which
 * in one JavaScript thread would make 200 parallel sign-ups of a test wait for 40 seconds; and the
 * hashes never leave this process.
 */
const BCRYPT_COST = 4;

const RESET_TOKEN_LIFETIME_MS = 60 * 60 * 1000;

export type SignUpOutcome = { status: "OK"; user: RecipeUser } | { status: "EMAIL_ALREADY_EXISTS_ERROR" };
export type SignInOutcome = { status: "OK"; user: RecipeUser } | { status: "WRONG_CREDENTIALS_ERROR" };
export type ResetTokenOutcome = { status: "OK"; token: string } | { status: "UNKNOWN_USER_ID_ERROR" };
export type ConsumeOutcome = { status: "OK"; userId: string; email: string } | { status: "RESET_PASSWORD_INVALID_TOKEN_ERROR" };
export type UpdateOutcome =
  { status: "OK" | "UNKNOWN_USER_ID_ERROR" | "EMAIL_ALREADY_EXISTS_ERROR" } | { status: "EMAIL_CHANGE_NOT_ALLOWED_ERROR"; reason: string };

/** Sign-up and sign-in with a password. Emails arrive normalised. */
export function createEmailPassword(users: Users, now: () => number) {
  const resetTokens = new Map<string, { userId: string; email: string; expiresAt: number }>();

  return {
    async signUp(tenantId: string, email: string, password: string): Promise<SignUpOutcome> {
      const passwordHash = await hash(password, BCRYPT_COST);
      // Looked up after the await: of two parallel sign-ups with one address, one is refused.
      if (users.findByCredential(tenantId, { recipeId: "emailpassword", email })) {
        return { status: "EMAIL_ALREADY_EXISTS_ERROR" };
      }
      return { status: "OK", user: users.add(tenantId, { recipeId: "emailpassword", email, passwordHash }) };
    },

    async signIn(tenantId: string, email: string, password: string): Promise<SignInOutcome> {
      const user = users.findByCredential(tenantId, { recipeId: "emailpassword", email });
      if (user?.login.recipeId !== "emailpassword") return { status: "WRONG_CREDENTIALS_ERROR" };
      const matches = await compare(password, user.login.passwordHash);
      return matches ? { status: "OK", user } : { status: "WRONG_CREDENTIALS_ERROR" };
    },

    createResetToken(tenantId: string, userId: string, email: string): ResetTokenOutcome {
      const methods = users.get(userId)?.loginMethods ?? [];
      if (!methods.some(({ tenantIds }) => tenantIds.includes(tenantId))) return { status: "UNKNOWN_USER_ID_ERROR" };
      const token = randomBytes(48).toString("base64url");
      resetTokens.set(token, { userId, email, expiresAt: now() + RESET_TOKEN_LIFETIME_MS });
      return { status: "OK", token };
    },

    /** A token works once, and takes the user's other tokens with it. */
    consumeResetToken(token: string): ConsumeOutcome {
      const found = resetTokens.get(token);
      if (found === undefined || found.expiresAt <= now()) return { status: "RESET_PASSWORD_INVALID_TOKEN_ERROR" };
      for (const [other, { userId }] of resetTokens) {
        if (userId === found.userId) resetTokens.delete(other);
      }
      return { status: "OK", userId: found.userId, email: found.email };
    },

    async update(userId: string, change: { email?: string | undefined; password?: string | undefined }): Promise<UpdateOutcome> {
      const passwordHash = change.password === undefined ? undefined : await hash(change.password, BCRYPT_COST);
      const user = users.recipeUser(userId);
      if (user?.login.recipeId !== "emailpassword") return { status: "UNKNOWN_USER_ID_ERROR" };
      const login = { ...user.login, email: change.email ?? user.login.email, passwordHash: passwordHash ?? user.login.passwordHash };
      if (login.email !== user.login.email) {
        if (user.tenantIds.some((tenantId) => users.findByCredential(tenantId, login))) return { status: "EMAIL_ALREADY_EXISTS_ERROR" };
        if (user.primaryUserId !== undefined && users.otherPrimaryUser(user.primaryUserId, user.tenantIds, [login])) {
          return { status: "EMAIL_CHANGE_NOT_ALLOWED_ERROR", reason: "New email is associated with another primary user ID" };
        }
      }
      user.login = login;
      return { status: "OK" };
    },
  };
}
