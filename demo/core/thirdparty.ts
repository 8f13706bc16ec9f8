import type { EmailVerification } from "./emailverification.js";
import type { RecipeUser, ThirdParty, Users } from "./users.js";

export type SignInUpOutcome =
  { status: "OK"; createdNewUser: boolean; user: RecipeUser } | { status: "EMAIL_CHANGE_NOT_ALLOWED_ERROR"; reason: string };

export function createThirdPartyLogin(users: Users, verification: EmailVerification) {
  return {
    /** Signs up on the first visit; later ones take over the provider's current email. */
    signInUp(tenantId: string, thirdParty: ThirdParty, email: string, isVerified: boolean): SignInUpOutcome {
      const login = { recipeId: "thirdparty" as const, thirdParty, email };
      const known = users.findByCredential(tenantId, login);
      const other = known?.primaryUserId === undefined ? undefined : users.otherPrimaryUser(known.primaryUserId, known.tenantIds, [login]);
      if (other !== undefined) {
        return { status: "EMAIL_CHANGE_NOT_ALLOWED_ERROR", reason: "Email already associated with another primary user." };
      }
      const user = known ?? users.add(tenantId, login);
      user.login = login;
      // An address once verified stays so.
      if (isVerified) verification.verify(user.id, email);
      return { status: "OK", createdNewUser: known === undefined, user };
    },
  };
}
