import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { requireTotp, totpMfa } from "../../src/server.js";
import { startApi, type Api } from "../support/api.js";
import type { Visitor } from "../support/visitor.js";

/** An app that overrides the same APIs and functions as the plugin. */
let api: Api;
let visitor: Visitor;
const ran = vi.fn<(name: string, status: string) => void>();

beforeAll(async () => {
  api = await startApi({
    plugins: [totpMfa({ require: requireTotp.whenEnabled() })],
    totp: {
      override: {
        apis: (original) => ({
          ...original,
          async createDevicePOST(input) {
            if (original.createDevicePOST === undefined) throw new Error("The plugin took the API away");
            if (input.deviceName === "Forbidden") return { status: "GENERAL_ERROR", message: "The app says no" };
            const answer = await original.createDevicePOST(input);
            ran("createDevicePOST", answer.status);
            return answer;
          },
          async verifyDevicePOST(input) {
            if (original.verifyDevicePOST === undefined) throw new Error("The plugin took the API away");
            const answer = await original.verifyDevicePOST(input);
            ran("verifyDevicePOST", answer.status);
            return answer;
          },
          async removeDevicePOST(input) {
            if (original.removeDevicePOST === undefined) throw new Error("The plugin took the API away");
            const answer = await original.removeDevicePOST(input);
            ran("removeDevicePOST", answer.status);
            return answer;
          },
          verifyTOTPPOST: undefined,
        }),
        functions: (original) => ({
          ...original,
          async verifyDevice(input) {
            const answer = await original.verifyDevice(input);
            ran("verifyDevice", answer.status);
            return answer;
          },
        }),
      },
    },
    mfa: {
      override: {
        functions: (original) => ({
          ...original,
          async addToRequiredSecondaryFactorsForUser(input) {
            ran("addToRequiredSecondaryFactorsForUser", input.factorId);
            await original.addToRequiredSecondaryFactorsForUser(input);
          },
        }),
      },
    },
  });
});
afterAll(() => api.close());

beforeEach(async () => {
  visitor = api.visitor();
  await visitor.signUp();
  ran.mockClear();
});

test("the app's overrides run around the plugin's", async () => {
  await visitor.addDevice("Phone");
  expect(ran.mock.calls).toEqual([
    ["createDevicePOST", "OK"],
    ["verifyDevice", "OK"],
    ["addToRequiredSecondaryFactorsForUser", "totp"],
    ["verifyDevicePOST", "OK"],
  ]);
});

test("and see the plugin's answers", async () => {
  await visitor.addDevice("Phone");
  await api.sdk.multitenancy.createOrUpdateTenant("public", { requiredSecondaryFactors: ["totp"] });
  await visitor.removeDevice("Phone");
  await api.sdk.multitenancy.createOrUpdateTenant("public", { requiredSecondaryFactors: null });
  expect(ran).toHaveBeenLastCalledWith("removeDevicePOST", "GENERAL_ERROR");
});

test("an app's own refusal stands", async () => {
  expect((await visitor.createDevice("Forbidden")).body).toEqual({ status: "GENERAL_ERROR", message: "The app says no" });
});

test("an API that the app turned off stays off", async () => {
  expect((await visitor.verifyTotp("123456")).status).toBe(404);
});
