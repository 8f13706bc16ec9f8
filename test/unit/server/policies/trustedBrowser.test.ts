import { expect, test } from "vitest";
import { canCompleteWithoutSetup } from "../../../../src/server/policies/requirements.js";

// A trusted browser spares a code only where nothing has to be set up: a password and a browser must not add a factor.
test.each<[string, Parameters<typeof canCompleteWithoutSetup>, boolean]>([
  ["nothing else", [[], {}, []], true],
  ["an empty choice", [[{ oneOf: [] }], {}, []], true],
  ["a factor that is set up", [["otp-email"], {}, ["otp-email"]], true],
  ["a factor that is completed", [["otp-email"], { "otp-email": 1 }, []], true],
  ["a factor that isn't set up", [["otp-email"], {}, ["totp"]], false],
  ["a choice of which one is set up", [[{ oneOf: ["otp-email", "otp-phone"] }], {}, ["otp-phone"]], true],
  ["a choice of which none is set up", [[{ oneOf: ["otp-email", "otp-phone"] }], {}, ["totp"]], false],
  ["all of which one isn't set up", [[{ allOfInAnyOrder: ["otp-email", "otp-phone"] }], {}, ["otp-phone"]], false],
  ["one that is set up, then one that isn't", [["otp-email", "webauthn"], { "otp-email": 1 }, ["otp-email"]], false],
])("what is required besides: %s", (_what, input, expected) => {
  expect(canCompleteWithoutSetup(...input)).toBe(expected);
});
