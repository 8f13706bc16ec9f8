import { getUser, type User } from "supertokens-node/index.js";
import type { TypeInput as AccountLinkingConfig } from "supertokens-node/recipe/accountlinking/types/index.js";
import { listDevices } from "supertokens-node/recipe/totp/index.js";
import type { UserContext } from "supertokens-node/types/index.js";
import type { Log } from "../failureAnswers.js";
import { isTotpEnabledForUser } from "./enabled.js";

type ShouldLink = NonNullable<AccountLinkingConfig["shouldDoAutomaticAccountLinking"]>;
type NewAccount = Parameters<ShouldLink>[0];

/**
 * Never links an account that uses TOTP *into* another user. SuperTokens keeps devices and settings under the primary
 * user's id, so those of an account that is linked into another user no longer count: its password alone would be
 * enough from then on, and could enrol a device. Others are linked into a user with TOTP as the app says.
 */
export function withTotpKept(config: AccountLinkingConfig | undefined, log: Log): AccountLinkingConfig {
  const shouldLink = config?.shouldDoAutomaticAccountLinking;
  // Left undefined where the app has none: SuperTokens tells by that whether the app wants linking at all.
  if (shouldLink === undefined) return { ...config };
  return {
    ...config,
    async shouldDoAutomaticAccountLinking(account, user, session, tenantId, userContext) {
      const answer = await shouldLink(account, user, session, tenantId, userContext);
      if (!answer.shouldAutomaticallyLink || user === undefined) return answer;
      // SuperTokens also asks before an e-mail address is changed, about a user who has none of the account's addresses.
      // A "no" would allow the change there.
      if (user.id !== session?.getUserId(userContext) && !isTheirs(account, user)) return answer;
      const own = await readLosing(account, user, userContext);
      if (own === "NOTHING") return answer;
      const why = own === "TOTP" ? "their devices and settings would no longer count" : "whether they use TOTP can't be read";
      log(
        `supertokens-mfa-react: user ${account.recipeUserId?.getAsString() ?? ""} was not linked into user ${user.id}: ${why}.`,
        own === "TOTP" ? undefined : own.error,
      );
      return { shouldAutomaticallyLink: false };
    },
  };
}

/** What the account would lose by being linked into `user`. An account that doesn't exist yet has nothing to lose. */
async function readLosing(account: NewAccount, user: User, userContext: UserContext): Promise<"NOTHING" | "TOTP" | { error: unknown }> {
  const id = account.recipeUserId?.getAsString();
  if (id === undefined || user.loginMethods.some((method) => method.recipeUserId.getAsString() === id)) return "NOTHING";
  try {
    const own = await getUser(id, userContext);
    if (own === undefined) return "NOTHING";
    const { devices } = await listDevices(own.id, userContext);
    const uses = devices.some((device) => device.verified) || (await isTotpEnabledForUser(own.id, userContext));
    return uses ? "TOTP" : "NOTHING";
  } catch (error) {
    return { error };
  }
}

function isTheirs(account: NewAccount, user: User): boolean {
  return user.loginMethods.some(
    (method) =>
      method.hasSameEmailAs(account.email) ||
      method.hasSamePhoneNumberAs(account.phoneNumber) ||
      method.hasSameThirdPartyInfoAs(account.thirdParty),
  );
}
