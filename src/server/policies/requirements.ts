import { getFactorsSetupForUser, getRequiredSecondaryFactorsForUser } from "supertokens-node/recipe/multifactorauth/index.js";
import type { MFARequirementList, RecipeInterface } from "supertokens-node/recipe/multifactorauth/types/index.js";
import { getTenant } from "supertokens-node/recipe/multitenancy/index.js";
import type { User } from "supertokens-node/index.js";
import type { JSONObject, UserContext } from "supertokens-node/types/index.js";
import { inTime } from "../inTime.js";
import { knownUserId } from "../sessionUser.js";
import type { BrowserTrust } from "../trust/browserTrust.js";
import type { RequireTotpPolicy, TotpDecision, TotpPolicyQuestion } from "./policies.js";
import { TotpPolicyFailure } from "./policyFailure.js";

type RequirementInput = Parameters<RecipeInterface["getMFARequirementsForAuth"]>[0];

/** Who is asked about, outside of a claim refetch. */
export interface TotpQuestion {
  user: User;
  tenantId: string;
  accessTokenPayload: JSONObject;
  completedFactors: RequirementInput["completedFactors"];
  userContext: UserContext;
}

/** Both halves of what a user must complete. */
export interface TotpRequirement {
  /** The policy's answer. */
  decision: TotpDecision;
  /** What all other sources require: user metadata, tenant, the app's override; without the `totp` that the policy owns. */
  others: MFARequirementList;
}

/** One entry of a requirement list. */
type RequirementItem = MFARequirementList[number];

/** The policy joined with everything else that requires a factor. */
export interface TotpRequirements {
  /** Wraps the MFA recipe, an override of the app's included. `stock`: there is none, so both lists are read. */
  override(original: RecipeInterface, stock?: boolean): RecipeInterface;
  /** The same evaluation for any tenant, without touching a session. */
  ask(question: TotpQuestion): Promise<TotpRequirement>;
}

/** Joins `policy` with the requirements of the recipe it later wraps. */
export function createRequirements(policy: RequireTotpPolicy, trust?: BrowserTrust): TotpRequirements {
  let recipe: RecipeInterface | undefined;
  let isStock = false;

  async function evaluate(original: RecipeInterface, input: RequirementInput): Promise<TotpRequirement> {
    // Beside the policy's reads, where it is sure to be read and the policy doesn't read it.
    const readsAhead = isStock && !policy.ownsTenantSetting;
    const others = withoutOwnedSettings(policy, input, readsAhead ? awaitedLater(input.requiredSecondaryFactorsForTenant) : undefined);
    // One after the other: what both read (the user's list, say), the SDK reads from the core once then.
    const decision = await decide(policy, input);
    return { decision, others: await original.getMFARequirementsForAuth(others) };
  }

  return {
    override(original, stock = false) {
      recipe = original;
      isStock = stock;
      return {
        ...original,
        getMFARequirementsForAuth: async (input) => {
          const requirement = await evaluate(original, input);
          return (await isSpared(trust, requirement, input)) ? requirement.others : join(requirement, () => input.factorsSetUpForUser);
        },
      };
    },
    async ask(question) {
      if (recipe === undefined) {
        throw new Error("supertokens-mfa-react: add MultiFactorAuth.init() to the recipeList of supertokens.init().");
      }
      return evaluate(recipe, toInput(question));
    },
  };
}

/** Whether nothing but a TOTP (and possibly more) satisfies the list. A choice between TOTP and others doesn't. */
export function demandsTotp(list: MFARequirementList): boolean {
  return list.some((item) => {
    if (typeof item === "string") return item === "totp";
    if ("oneOf" in item) return item.oneOf.length > 0 && item.oneOf.every((factor) => factor === "totp");
    return item.allOfInAnyOrder.includes("totp");
  });
}

/**
 * Whether a trusted browser spares the user the policy's TOTP. Not while another factor has to be set up first: that is
 * a change of factors, which a password and a browser must not make.
 */
async function isSpared(trust: BrowserTrust | undefined, { decision, others }: TotpRequirement, input: RequirementInput): Promise<boolean> {
  if (trust === undefined || !decision.required || demandsTotp(others)) return false;
  return (
    (await trust.covers(input, input.user)) && canCompleteWithoutSetup(others, input.completedFactors, await input.factorsSetUpForUser)
  );
}

/** Whether each item of the list is completed, or can be with a factor that is set up. */
export function canCompleteWithoutSetup(
  list: MFARequirementList,
  completed: RequirementInput["completedFactors"],
  setUp: readonly string[],
): boolean {
  const has = (factor: string) => completed[factor] !== undefined || setUp.includes(factor);
  return list.every((item) => {
    if (typeof item === "string") return has(item);
    if ("oneOf" in item) return item.oneOf.length === 0 || item.oneOf.some(has);
    return item.allOfInAnyOrder.every(has);
  });
}

/**
 * TOTP on its own beside everything else. On its own, because SuperTokens puts the factors of user and tenant in one
 * `oneOf`, where an e-mail code would do in place of TOTP. Where it stands decides what a password alone may enrol:
 * SuperTokens allows a factor's setup when the first entry that isn't completed has no factor that is set up already.
 *
 * - Whoever has a device is asked for it first, also where TOTP isn't required but another factor is yet to be set up:
 *   the password alone would add that factor beside the device.
 * - Whoever has none is asked for it last: with TOTP first, a password alone could enrol a device beside the e-mail
 *   address that is set up already.
 */
async function join({ decision, others }: TotpRequirement, readSetUp: () => Promise<string[]>): Promise<MFARequirementList> {
  const last = decision.required && !demandsTotp(others) ? [...others, "totp"] : others;
  // Asked only where the order can matter: it takes a read of the user's devices.
  if (!others.some((item) => factorsOf(item).some((factor) => factor !== "totp"))) return last;
  const setUp = await readSetUp();
  const hasDevice = setUp.includes("totp");
  const asksNewFactor = others.some((item) => factorsOf(item).length > 0 && !factorsOf(item).some((factor) => setUp.includes(factor)));
  if (!hasDevice || !(demandsTotp(last) || asksNewFactor)) return last;
  return ["totp", ...last.filter((item) => item !== "totp")];
}

function factorsOf(item: RequirementItem): string[] {
  if (typeof item === "string") return [item];
  return "oneOf" in item ? item.oneOf : item.allOfInAnyOrder;
}

async function decide(policy: RequireTotpPolicy, input: RequirementInput): Promise<TotpDecision> {
  const { tenantId, accessTokenPayload, userContext } = input;
  const userId = knownUserId(accessTokenPayload, userContext) ?? (await input.user).id;
  return askPolicy(policy, { userId, readUser: () => input.user, tenantId, accessTokenPayload, userContext });
}

/** @throws TotpPolicyFailure when the policy can't answer. */
export async function askPolicy(policy: RequireTotpPolicy, question: TotpPolicyQuestion): Promise<TotpDecision> {
  try {
    return await inTime("The policy", policy.decide(question));
  } catch (cause) {
    throw new TotpPolicyFailure(question.tenantId, cause);
  }
}

/** Getters stay getters: spreading the input would read all of them from the core, needed or not. */
function withoutOwnedSettings(policy: RequireTotpPolicy, input: RequirementInput, ofTenant?: Promise<string[]>): RequirementInput {
  return {
    tenantId: input.tenantId,
    accessTokenPayload: input.accessTokenPayload,
    completedFactors: input.completedFactors,
    userContext: input.userContext,
    get user() {
      return input.user;
    },
    get factorsSetUpForUser() {
      return input.factorsSetUpForUser;
    },
    get requiredSecondaryFactorsForUser() {
      const userId = knownUserId(input.accessTokenPayload, input.userContext);
      const factors =
        userId === undefined ? input.requiredSecondaryFactorsForUser : getRequiredSecondaryFactorsForUser(userId, input.userContext);
      return awaitedLater(withoutTotpIf(policy.ownsUserSetting, factors));
    },
    get requiredSecondaryFactorsForTenant() {
      return awaitedLater(withoutTotpIf(policy.ownsTenantSetting, ofTenant ?? input.requiredSecondaryFactorsForTenant));
    },
  };
}

/** The recipe reads both lists at once and awaits one after the other: the second's rejection must not end the process. */
function awaitedLater<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

async function withoutTotpIf(owned: boolean, factors: Promise<string[]>): Promise<string[]> {
  return owned ? (await factors).filter((factor) => factor !== "totp") : factors;
}

function toInput({ user, userContext, ...rest }: TotpQuestion): RequirementInput {
  return {
    ...rest,
    userContext,
    user: Promise.resolve(user),
    get factorsSetUpForUser() {
      return getFactorsSetupForUser(user.id, userContext);
    },
    get requiredSecondaryFactorsForUser() {
      return getRequiredSecondaryFactorsForUser(user.id, userContext);
    },
    get requiredSecondaryFactorsForTenant() {
      return getTenant(rest.tenantId, userContext).then((tenant) => tenant?.requiredSecondaryFactors ?? []);
    },
  };
}
