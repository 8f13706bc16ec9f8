import { getRequiredSecondaryFactorsForUser } from "supertokens-node/recipe/multifactorauth/index.js";
import { getTenant } from "supertokens-node/recipe/multitenancy/index.js";
import { getRolesForUser } from "supertokens-node/recipe/userroles/index.js";
import type { User } from "supertokens-node/index.js";
import type { JSONObject, UserContext } from "supertokens-node/types/index.js";
import type { TotpReason } from "../../protocol/totpSettings.js";

/** What a policy knows about the user it is asked about. */
export interface TotpPolicyContext {
  /** The user as SuperTokens holds them, with all login methods and tenants. */
  user: User;
  /** The tenant that the question is about. */
  tenantId: string;
  /**
   * Access token payload of the session that asks. A policy is asked without the session object: SuperTokens decides
   * while it builds the token. When the plugin checks whether a last device may go it asks about each of the user's
   * tenants, and the payload stays that of the asking session (its own tenant is `accessTokenPayload.tId`).
   */
  accessTokenPayload: JSONObject;
  /** SuperTokens' user context; hand it on to SDK functions, so that they share one read of the core per request. */
  userContext: UserContext;
}

/** A policy's answer, with a reason that the screens can show. */
export type TotpDecision = { required: false } | { required: true; reason: TotpReason };

/** Who must use TOTP. Made by {@link requireTotp}. */
export interface RequireTotpPolicy {
  /** @throws when the policy can't answer; the plugin then fails closed. */
  decide(context: TotpPolicyContext): Promise<TotpDecision>;
  /** The policy is the meaning of `totp` in the user's required secondary factors: users turn it on and off. */
  readonly ownsUserSetting: boolean;
  /** The policy is the meaning of `totp` in a tenant's required secondary factors: the list alone requires nothing. */
  readonly ownsTenantSetting: boolean;
  /** SuperTokens recipes that the policy reads, checked when SuperTokens starts. */
  readonly recipes: readonly string[];
}

/** A policy that can be limited to some tenants. */
export interface TenantScopablePolicy extends RequireTotpPolicy {
  /**
   * The same policy, only in tenants whose `requiredSecondaryFactors` include `totp`. There `totp` in the tenant's
   * list no longer requires TOTP of *every* user, only of those that the policy covers, and other factors in the list
   * stay required as they were. This is the "TOTP only for users with a role within certain tenants" of the
   * SuperTokens documentation.
   */
  inTenantsRequiringTotp(): RequireTotpPolicy;
}

/** What a criterion of your own may answer. `reason` is shown to the user as it is, as text. */
export type TotpCriterionAnswer = boolean | { required: boolean; reason?: string };

/** The ready policies. Each is one line in place of an override of `getMFARequirementsForAuth`. */
export const requireTotp = {
  /**
   * Requires TOTP of users who hold one of `roles` in the tenant they sign in to. Roles are read from the core each
   * time the MFA claim is computed, so a role given or taken while signed in counts from the session's next refresh on.
   * Needs `UserRoles.init()`.
   *
   * @throws TypeError when no role is named, or one by anything but a string that isn't empty.
   */
  forRoles(...roles: [string, ...string[]]): TenantScopablePolicy {
    if (roles.length === 0 || roles.some((role: unknown) => typeof role !== "string" || role.trim() === "")) {
      throw new TypeError(
        `requireTotp.forRoles(${roles.map((role) => JSON.stringify(role)).join(", ")}) names no role, so nobody would be asked. ` +
          "Name at least one role, each by a string that isn't empty.",
      );
    }
    return scopable({
      ownsUserSetting: false,
      recipes: ["userroles"],
      async decide({ user, tenantId, userContext }) {
        const held = await getRolesForUser(tenantId, user.id, userContext);
        const role = roles.find((name) => held.roles.includes(name));
        return role === undefined ? { required: false } : { required: true, reason: { code: "ROLE", role } };
      },
    });
  },

  /**
   * Requires TOTP of users who turned it on. Verifying a first device turns it on, removing the last one turns it
   * off. The setting is `totp` in the user's required secondary factors, where SuperTokens' own documentation keeps
   * it, so users who turned TOTP on before the plugin stay on.
   */
  whenEnabled(): TenantScopablePolicy {
    return scopable({
      ownsUserSetting: true,
      recipes: [],
      async decide({ user, userContext }) {
        const factors = await getRequiredSecondaryFactorsForUser(user.id, userContext);
        return factors.includes("totp") ? { required: true, reason: { code: "ENABLED" } } : { required: false };
      },
    });
  },

  /**
   * Requires TOTP when `criterion` says so: a paid plan, a login method, an IP range. It is asked each time the MFA
   * claim is computed (sign-in, each completed factor, `PUT /mfa/info`, a session's refresh), so keep it quick.
   *
   * A criterion that throws, rejects, answers anything but the documented values or nothing within 10 seconds fails closed: the sign-in or claim
   * refetch is refused with an error that names the policy, it is never taken for "not required".
   */
  when(criterion: (context: TotpPolicyContext) => TotpCriterionAnswer | Promise<TotpCriterionAnswer>): TenantScopablePolicy {
    return scopable({
      ownsUserSetting: false,
      recipes: [],
      async decide(context) {
        return toDecision(await criterion(context));
      },
    });
  },
};

function scopable(policy: Omit<RequireTotpPolicy, "ownsTenantSetting">): TenantScopablePolicy {
  return {
    ...policy,
    ownsTenantSetting: false,
    inTenantsRequiringTotp: () => ({
      ...policy,
      ownsTenantSetting: true,
      async decide(context) {
        const tenant = await getTenant(context.tenantId, context.userContext);
        const asked = tenant?.requiredSecondaryFactors?.includes("totp") ?? false;
        return asked ? policy.decide(context) : { required: false };
      },
    }),
  };
}

/** Reads `unknown` although the type is known: an `undefined` from untyped code must not pass for "not required". */
function toDecision(answer: unknown): TotpDecision {
  const required = typeof answer === "object" && answer !== null && "required" in answer ? answer.required : answer;
  if (typeof required !== "boolean") {
    throw new TypeError("requireTotp.when: the criterion must answer true, false or { required: boolean, reason? }.");
  }
  if (!required) return { required: false };
  const message = typeof answer === "object" && answer !== null && "reason" in answer ? answer.reason : undefined;
  return { required: true, reason: typeof message === "string" ? { code: "CUSTOM", message } : { code: "CUSTOM" } };
}
