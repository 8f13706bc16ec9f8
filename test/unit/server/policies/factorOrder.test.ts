import type { MFARequirementList, RecipeInterface } from "supertokens-node/recipe/multifactorauth/types/index.js";
import { describe, expect, test } from "vitest";
import { requireTotp } from "../../../../src/server/policies/policies.js";
import { createRequirements } from "../../../../src/server/policies/requirements.js";

type Question = Parameters<RecipeInterface["getMFARequirementsForAuth"]>[0];

/** What is asked of a user for whom `setUp` is set up, and of whom all but the policy asks for `others`. */
function asked(required: boolean, others: MFARequirementList, setUp: string[] | undefined): Promise<MFARequirementList> {
  const recipe = { getMFARequirementsForAuth: async () => others } as Partial<RecipeInterface> as RecipeInterface;
  const question = {
    tenantId: "public",
    accessTokenPayload: {},
    completedFactors: {},
    userContext: {},
    user: Promise.resolve({ id: "1" }),
    get factorsSetUpForUser() {
      return setUp === undefined ? Promise.reject(new Error("The devices were read")) : Promise.resolve(setUp);
    },
  } as unknown as Question;
  return Promise.resolve(
    createRequirements(requireTotp.when(() => required))
      .override(recipe)
      .getMFARequirementsForAuth(question),
  );
}

describe("with a device TOTP comes first", () => {
  test.each<[MFARequirementList, MFARequirementList]>([
    [[{ oneOf: ["otp-email"] }], ["totp", { oneOf: ["otp-email"] }]],
    [[{ oneOf: ["totp", "otp-email"] }], ["totp", { oneOf: ["totp", "otp-email"] }]],
    [
      ["otp-email", "totp"],
      ["totp", "otp-email"],
    ],
    [
      ["otp-email", { allOfInAnyOrder: ["otp-phone", "totp"] }],
      ["totp", "otp-email", { allOfInAnyOrder: ["otp-phone", "totp"] }],
    ],
    [
      ["otp-email", { oneOf: ["totp"] }],
      ["totp", "otp-email", { oneOf: ["totp"] }],
    ],
  ])("%j", async (others, list) => {
    expect(await asked(true, others, ["emailpassword", "totp"])).toEqual(list);
    expect(await asked(true, others, ["emailpassword", "totp", "otp-email"])).toEqual(list);
  });

  test("also where an override requires TOTP and the policy doesn't", async () => {
    expect(await asked(false, ["otp-email", "totp"], ["totp", "otp-email"])).toEqual(["totp", "otp-email"]);
  });

  test.each<[MFARequirementList]>([[["otp-email"]], [[{ oneOf: ["otp-email", "otp-phone"] }]], [[{ allOfInAnyOrder: ["otp-email"] }]]])(
    "before %j is set up, though nothing requires TOTP",
    async (others) => expect(await asked(false, others, ["emailpassword", "totp"])).toEqual(["totp", ...others]),
  );

  test("but isn't asked where nothing requires it and the other factor is set up", async () => {
    expect(await asked(false, [{ oneOf: ["otp-email"] }], ["totp", "otp-email"])).toEqual([{ oneOf: ["otp-email"] }]);
    expect(await asked(false, [{ oneOf: ["totp", "otp-email"] }], ["totp"])).toEqual([{ oneOf: ["totp", "otp-email"] }]);
  });
});

test("without a device TOTP comes last, so that a password alone can't enrol one beside what is set up", async () => {
  expect(await asked(true, [{ oneOf: ["otp-email"] }], ["emailpassword", "otp-email"])).toEqual([{ oneOf: ["otp-email"] }, "totp"]);
  expect(await asked(true, ["otp-email", "totp"], ["otp-email"])).toEqual(["otp-email", "totp"]);
});

test.each<[MFARequirementList]>([[[]], [[{ oneOf: [] }]], [[{ oneOf: ["totp"] }]], [["totp"]]])(
  "the devices aren't read for %j: no other factor is asked for",
  async (others) => expect(await asked(false, others, undefined)).toEqual(others),
);
