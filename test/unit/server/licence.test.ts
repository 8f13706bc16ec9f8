import { expect, test } from "vitest";
import { isLicenceError } from "../../../src/server/licence.js";

/** As supertokens-node reports it. */
const coreError = (path: string, status: number, message = "Cannot use feature") =>
  new Error(`SuperTokens core threw an error for a POST request to path: '${path}' with status code: ${status} and message: ${message}`);

test("a licence without MFA is a 402 of a TOTP call", () => {
  expect(isLicenceError(coreError("/public/recipe/totp/device", 402))).toBe(true);
  expect(isLicenceError(coreError("/recipe/totp/verify", 402))).toBe(true);
});

test.each([
  ["a 402 of another paid feature", coreError("/public/recipe/multitenancy/tenant/v2", 402)],
  ["a 402 of account linking", coreError("/recipe/accountlinking/user/link", 402)],
  ["another error of a TOTP call", coreError("/public/recipe/totp/device", 500)],
  ["a number in another error's words", coreError("/public/recipe/totp/device", 400, "402")],
  ["what isn't an error", "status code: 402"],
])("%s is none", (_name, error) => {
  expect(isLicenceError(error)).toBe(false);
});
