import { getRequiredSecondaryFactorsForUser, MultiFactorAuthClaim } from "supertokens-node/recipe/multifactorauth/index.js";
import { getTenant } from "supertokens-node/recipe/multitenancy/index.js";
import { Error as SessionError } from "supertokens-node/recipe/session/index.js";
import type { SessionContainerInterface } from "supertokens-node/recipe/session/types/index.js";
import { getUser } from "supertokens-node/index.js";
import type { UserContext } from "supertokens-node/types/index.js";
import type { TotpReason } from "../../protocol/totpSettings.js";
import { isTotpEnabledForUser } from "./enabled.js";
import type { RequireTotpPolicy } from "./policies.js";
import { demandsTotp, type TotpQuestion, type TotpRequirement, type TotpRequirements } from "./requirements.js";

/** Where a user stands with TOTP. */
export interface TotpStanding {
  /** `totp` is among the user's required secondary factors. */
  enabled: boolean;
  /** Why the next sign-in on the session's tenant asks for TOTP; absent when it doesn't. */
  reason?: TotpReason;
  /** Why the user can't do without TOTP, on any of their tenants; absent when only the user's own setting asks for it. */
  lock?: TotpReason;
}

/**
 * Evaluates policy and other sources for the session's tenant and for the user's other tenants: devices are shared
 * between tenants, so one that may do without TOTP must not let the user remove the device that another one needs.
 *
 * @throws TotpPolicyFailure when the policy can't answer for one of the tenants.
 */
export async function readStanding(
  policy: RequireTotpPolicy,
  requirements: TotpRequirements,
  session: SessionContainerInterface,
  userContext: UserContext,
): Promise<TotpStanding> {
  const user = await getUser(session.getUserId(), userContext);
  if (user === undefined) {
    throw new SessionError({ type: SessionError.UNAUTHORISED, message: "Session user not found" });
  }
  const accessTokenPayload = session.getAccessTokenPayload();
  const completedFactors = MultiFactorAuthClaim.getValueFromPayload(accessTokenPayload)?.c ?? {};
  const own = session.getTenantId();
  const tenantIds = [own, ...user.tenantIds.filter((tenantId) => tenantId !== own)];

  const found = await Promise.all(
    tenantIds.map(async (tenantId) => {
      const question = { user, tenantId, accessTokenPayload, completedFactors, userContext };
      return readTenantStanding({ policy, requirements }, question);
    }),
  );

  const reason = found[0]?.reason;
  const lock = found.find((tenant) => tenant.lock !== undefined)?.lock;
  return {
    enabled: await isTotpEnabledForUser(user.id, userContext),
    ...(reason && { reason }),
    ...(lock && { lock }),
  };
}

/** The same for one tenant, without a session. */
export async function readTenantStanding(
  { policy, requirements }: { policy: RequireTotpPolicy; requirements: TotpRequirements },
  question: TotpQuestion,
): Promise<Pick<TotpStanding, "reason" | "lock">> {
  const { user, tenantId, userContext } = question;
  const requirement = await requirements.ask(question);
  const foreign = demandsTotp(requirement.others) ? await reasonOfOthers(policy, user.id, tenantId, userContext) : undefined;
  const reason = reasonOf(requirement, foreign);
  const lock = lockOf(requirement, foreign);
  return { ...(reason && { reason }), ...(lock && { lock }) };
}

function reasonOf({ decision }: TotpRequirement, foreign: TotpReason | undefined): TotpReason | undefined {
  return decision.required ? decision.reason : foreign;
}

function lockOf({ decision }: TotpRequirement, foreign: TotpReason | undefined): TotpReason | undefined {
  return (decision.required ? decision.lock : undefined) ?? foreign;
}

/** Names the source of a requirement that isn't the policy's. The app's own override comes last: it gives no reason. */
async function reasonOfOthers(policy: RequireTotpPolicy, userId: string, tenantId: string, userContext: UserContext): Promise<TotpReason> {
  const tenant = await getTenant(tenantId, userContext);
  if (!policy.ownsTenantSetting && tenant?.requiredSecondaryFactors?.includes("totp")) return { code: "TENANT" };
  const ofUser = await getRequiredSecondaryFactorsForUser(userId, userContext);
  return !policy.ownsUserSetting && ofUser.includes("totp") ? { code: "ENABLED" } : { code: "CUSTOM" };
}
