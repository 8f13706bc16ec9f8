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

/** Whom a policy is asked about. Not every policy needs the user, who takes a read of the core: `readUser` is for those. */
export interface TotpPolicyQuestion extends Omit<TotpPolicyContext, "user"> {
  /** The primary user id. */
  userId: string;
  readUser(): Promise<User>;
}

/** A policy's answer, with a reason that the screens can show. */
export type TotpDecision =
  | { required: false }
  | {
      required: true;
      reason: TotpReason;
      /** Why the user can't do without TOTP; `undefined` when only their own setting asks for it. */
      lock: TotpReason | undefined;
    };

/** Who must use TOTP. Made by {@link requireTotp}. */
export interface RequireTotpPolicy {
  /** @throws when the policy can't answer; the plugin then fails closed. */
  decide(question: TotpPolicyQuestion): Promise<TotpDecision>;
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
      async decide({ userId, tenantId, userContext }) {
        const held = await getRolesForUser(tenantId, userId, userContext);
        const role = roles.find((name) => held.roles.includes(name));
        return role === undefined ? { required: false } : locked({ code: "ROLE", role });
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
      async decide({ userId, userContext }) {
        const factors = await getRequiredSecondaryFactorsForUser(userId, userContext);
        return factors.includes("totp") ? { required: true, reason: { code: "ENABLED" }, lock: undefined } : { required: false };
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
      async decide({ tenantId, accessTokenPayload, userContext, readUser }) {
        return toDecision(await criterion({ user: await readUser(), tenantId, accessTokenPayload, userContext }));
      },
    });
  },

  /**
   * Requires TOTP when one of `policies` does, and shows the reason of the first that does. Each keeps its own rules:
   * users turn TOTP on and off under a `whenEnabled()` among them, except for those whom another one covers, and a
   * tenant's list has the meaning that `inTenantsRequiringTotp()` gives it. All are asked each time; when one of them
   * fails, the whole fails closed, whatever the others answer.
   *
   * @throws TypeError when no policy is given.
   */
  anyOf(...policies: [RequireTotpPolicy, ...RequireTotpPolicy[]]): RequireTotpPolicy {
    if (policies.length === 0) {
      throw new TypeError("requireTotp.anyOf() names no policy, so nobody would be asked. Give it at least one.");
    }
    return {
      ownsUserSetting: policies.some((policy) => policy.ownsUserSetting),
      ownsTenantSetting: policies.some((policy) => policy.ownsTenantSetting),
      recipes: [...new Set(policies.flatMap((policy) => policy.recipes))],
      async decide(question) {
        const decisions = await Promise.all(policies.map((policy) => policy.decide(question)));
        const requiring = decisions.filter((decision) => decision.required);
        const first = requiring[0];
        if (first === undefined) return { required: false };
        const lock = requiring.find((decision) => decision.lock !== undefined)?.lock;
        return { required: true, reason: first.reason, lock };
      },
    };
  },
};

/** Required by something that isn't the user's own setting. */
function locked(reason: TotpReason): TotpDecision {
  return { required: true, reason, lock: reason };
}

function scopable(policy: Omit<RequireTotpPolicy, "ownsTenantSetting">): TenantScopablePolicy {
  return {
    ...policy,
    ownsTenantSetting: false,
    inTenantsRequiringTotp: () => ({
      ...policy,
      ownsTenantSetting: true,
      async decide(question) {
        const tenant = await getTenant(question.tenantId, question.userContext);
        const asked = tenant?.requiredSecondaryFactors?.includes("totp") ?? false;
        return asked ? policy.decide(question) : { required: false };
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
  return locked(typeof message === "string" ? { code: "CUSTOM", message } : { code: "CUSTOM" });
}
