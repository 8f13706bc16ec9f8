import type { RecipeInterface } from "supertokens-node/recipe/multifactorauth/types/index.js";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { requireTotp } from "../../../../src/server/policies/policies.js";
import { TotpPolicyFailure } from "../../../../src/server/policies/policyFailure.js";
import { createRequirements } from "../../../../src/server/policies/requirements.js";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const recipe = { getMFARequirementsForAuth: async () => [] } as Partial<RecipeInterface> as RecipeInterface;
const question = { tenantId: "public", accessTokenPayload: {}, completedFactors: {}, userContext: {}, user: {} } as Parameters<
  RecipeInterface["getMFARequirementsForAuth"]
>[0];

test("a criterion that gives no answer fails after 10 seconds, so that it can't hold up its user for good", async () => {
  const requirements = createRequirements(requireTotp.when(() => new Promise(() => undefined))).override(recipe);
  const outcome = Promise.resolve(requirements.getMFARequirementsForAuth(question)).catch((error: unknown) => error);
  let settled = false;
  void outcome.then(() => (settled = true));
  await vi.advanceTimersByTimeAsync(9_999);
  expect(settled).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(await outcome).toBeInstanceOf(TotpPolicyFailure);
  expect(vi.getTimerCount()).toBe(0);
});

test("a criterion that answers leaves no timer behind", async () => {
  const requirements = createRequirements(requireTotp.when(() => true)).override(recipe);
  expect(await requirements.getMFARequirementsForAuth(question)).toEqual(["totp"]);
  expect(vi.getTimerCount()).toBe(0);
});
