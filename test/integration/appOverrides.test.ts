import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { isTotpEnabledForUser, requireTotp, totpMfa } from "../../src/server.js";
import { startApi, type Api } from "../support/api.js";
import type { Visitor } from "../support/visitor.js";

/** An app that overrides the same APIs and functions as the plugin. */
let api: Api;
let visitor: Visitor;
/** What another API process does between this one's look at the list and its verification. */
let beforeVerify: (() => Promise<unknown>) | undefined;
let removalFails = false;
/** What a removal waits for once it has looked at the list. */
let afterLook: (() => Promise<void>) | undefined;
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
            // As apps do: a look at the list first, which the SDK then remembers for the rest of the request.
            const userId = input.session.getUserId();
            await input.options.recipeImplementation.listDevices({ userId, userContext: input.userContext });
            await afterLook?.();
            const answer = await original.removeDevicePOST(input);
            ran("removeDevicePOST", answer.status);
            return answer;
          },
          verifyTOTPPOST: undefined,
        }),
        functions: (original) => ({
          ...original,
          async verifyDevice(input) {
            const meanwhile = beforeVerify;
            beforeVerify = undefined;
            await meanwhile?.();
            const answer = await original.verifyDevice(input);
            ran("verifyDevice", answer.status);
            return answer;
          },
          async removeDevice(input) {
            if (removalFails) throw new Error("The core is down");
            return original.removeDevice(input);
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
  await api.sdk.multitenancy.createOrUpdateTenant("strict", {
    firstFactors: ["emailpassword"],
    requiredSecondaryFactors: ["totp"],
  });
});
afterAll(() => api.close());

beforeEach(async () => {
  visitor = api.visitor();
  await visitor.signUp();
  ran.mockClear();
  beforeVerify = undefined;
  removalFails = false;
  afterLook = undefined;
});

async function signedUpWhereTotpIsRequired(): Promise<Visitor> {
  const strict = api.visitor();
  await strict.signUp("strict");
  await strict.addDevice("Phone");
  return strict;
}

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
  const strict = await signedUpWhereTotpIsRequired();
  await strict.removeDevice("Phone");
  expect(ran).toHaveBeenLastCalledWith("removeDevicePOST", "GENERAL_ERROR");
});

test("what an override read before doesn't let two last devices go at once", async () => {
  const strict = await signedUpWhereTotpIsRequired();
  await strict.addDevice("Tablet");
  let looks = 0;
  let goOn = () => {};
  const bothLooked = new Promise<void>((resolve) => (goOn = resolve));
  afterLook = () => {
    looks += 1;
    if (looks === 2) goOn();
    return bothLooked;
  };
  const answers = await Promise.all([strict.removeDevice("Phone"), strict.removeDevice("Tablet")]);
  expect(answers.map(({ body }) => body["status"]).sort()).toEqual(["GENERAL_ERROR", "OK"]);
  expect(await strict.deviceNames()).toHaveLength(1);
});

test("an app's own refusal stands", async () => {
  expect((await visitor.createDevice("Forbidden")).body).toEqual({ status: "GENERAL_ERROR", message: "The app says no" });
});

test("an API that the app turned off stays off", async () => {
  expect((await visitor.verifyTotp("123456")).status).toBe(404);
});

test("a device that another process verified in the meantime completes nothing here", async () => {
  const phone = await visitor.addPendingDevice("Phone");
  const code = phone.code();
  beforeVerify = () => api.sdk.totp.verifyDevice("public", visitor.userId(), "Phone", code);
  expect((await visitor.verifyDevice("Phone", "000000")).body).toEqual({ status: "OK", wasAlreadyVerified: true });
  expect(visitor.claim().c).not.toHaveProperty("totp");
});

test("a removal that fails leaves TOTP on, with its device", async () => {
  await visitor.addDevice("Phone");
  removalFails = true;
  expect((await visitor.removeDevice("Phone")).status).toBe(500);
  expect(await isTotpEnabledForUser(visitor.userId())).toBe(true);
  expect(await visitor.deviceNames()).toEqual(["Phone"]);
});
