import type { ThirdParty, User, Users } from "./users.js";

export type ThirdPartyLogin = ReturnType<typeof createThirdPartyLogin>;

export function createThirdPartyLogin(users: Users) {
  return {
    /** Signs up on the first visit; later ones take over the provider's current email. */
    signInUp(tenantId: string, thirdParty: ThirdParty, email: string, isVerified: boolean): { createdNewUser: boolean; user: User } {
      const login = { recipeId: "thirdparty" as const, thirdParty };
      const known = users.findByCredential(tenantId, login);
      if (known === undefined) return { createdNewUser: true, user: users.add(tenantId, email, login, isVerified) };
      // An address once verified stays so; a new one is as verified as the provider says.
      known.verified = isVerified || (known.verified && known.email === email);
      known.email = email;
      return { createdNewUser: false, user: known };
    },
  };
}
