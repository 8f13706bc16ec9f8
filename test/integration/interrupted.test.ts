import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { isTotpEnabledForUser, requireTotp, totpMfa, type FactorChangedEvent } from "../../src/server.js";
import { startApi, type Api } from "../support/api.js";
import type { Visitor } from "../support/visitor.js";

let api: Api;
let visitor: Visitor;
const events: FactorChangedEvent[] = [];
const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
/** What breaks, until the test is over. */
let broken: Partial<Record<"metadataRead" | "metadataWrite" | "removal", () => boolean>> = {};
let beforeRemoval: Promise<unknown> | undefined;
let removalAnswer: { status: "GENERAL_ERROR"; message: string } | { status: "OK"; didDeviceExist: boolean } | undefined;

function fail(part: keyof typeof broken): void {
  if (broken[part]?.() === true) throw new Error(`The core is down: ${part}`);
}

/** The n-th time only, from now on. */
function nth(n: number): () => boolean {
  let seen = 0;
  return () => ++seen === n;
}

beforeAll(async () => {
  api = await startApi({
    plugins: [
      {
        id: "office-hours",
        compatibleSDKVersions: "24.x",
        overrideMap: {
          totp: {
            apis: (original) => ({
              ...original,
              removeDevicePOST: async (input) =>
                removalAnswer ?? (await original.removeDevicePOST?.(input)) ?? { status: "GENERAL_ERROR", message: "Off" },
            }),
          },
        },
      },
      totpMfa({ require: requireTotp.whenEnabled(), onFactorChanged: (event) => events.push(event) }),
    ],
    totp: {
      override: {
        functions: (original) => ({
          ...original,
          async removeDevice(input) {
            fail("removal");
            await beforeRemoval;
            return original.removeDevice(input);
          },
        }),
      },
    },
    userMetadata: {
      override: {
        functions: (original) => ({
          ...original,
          async getUserMetadata(input) {
            fail("metadataRead");
            return original.getUserMetadata(input);
          },
          async updateUserMetadata(input) {
            fail("metadataWrite");
            return original.updateUserMetadata(input);
          },
        }),
      },
    },
  });
});
afterAll(() => api.close());

beforeEach(async () => {
  broken = {};
  removalAnswer = undefined;
  beforeRemoval = undefined;
  visitor = api.visitor();
  await visitor.signUp();
  events.length = 0;
  logged.mockClear();
});

const changes = () => events.map(({ change }) => change);
const isEnabled = () => isTotpEnabledForUser(visitor.userId());

describe("the first device is verified, and turning TOTP on fails", () => {
  test("the app is told of the device, and the next try turns TOTP on", async () => {
    const phone = await visitor.addPendingDevice("Phone");
    broken = { metadataWrite: nth(1) };
    expect((await visitor.verifyDevice("Phone", phone.code())).status).toBe(500);
    expect(changes()).toEqual(["DEVICE_ADDED"]);
    expect(await isEnabled()).toBe(false);

    expect((await visitor.verifyDevice("Phone", phone.code())).body).toEqual({ status: "OK", wasAlreadyVerified: true });
    expect(await isEnabled()).toBe(true);
    expect(changes()).toEqual(["DEVICE_ADDED", "TOTP_ENABLED"]);
    await visitor.signIn();
    expect(visitor.claim().v).toBe(false);
  });
});

describe("the removal of the last device", () => {
  beforeEach(async () => {
    await visitor.addDevice("Phone");
    events.length = 0;
  });

  test("refused by another plugin: TOTP stays on, and the app hears of no change", async () => {
    removalAnswer = { status: "GENERAL_ERROR", message: "Not during office hours" };
    expect((await visitor.removeDevice("Phone")).body).toEqual(removalAnswer);
    expect(await isEnabled()).toBe(true);
    expect(changes()).toEqual([]);
    await visitor.signIn();
    expect(visitor.claim().v).toBe(false);
  });

  test("turns TOTP off before the device goes: a process that dies in between leaves no account to whoever knows the password", async () => {
    let enabledAtRemoval: boolean | undefined;
    broken = {
      removal: () => {
        beforeRemoval = isEnabled().then((enabled) => (enabledAtRemoval = enabled));
        return false;
      },
    };
    await visitor.removeDevice("Phone");
    await beforeRemoval;
    expect(enabledAtRemoval).toBe(false);
  });

  test("refused by a core that is down: TOTP stays on, and the app hears of no change", async () => {
    broken = { removal: () => true };
    expect((await visitor.removeDevice("Phone")).status).toBe(500);
    expect(await isEnabled()).toBe(true);
    expect(changes()).toEqual([]);
  });

  test("refused, and TOTP can't be turned on again either: the app is told that it is off", async () => {
    broken = { removal: () => true, metadataWrite: nth(2) };
    expect((await visitor.removeDevice("Phone")).status).toBe(500);
    expect(await isEnabled()).toBe(false);
    expect(changes()).toEqual(["TOTP_DISABLED"]);
  });
});

test("a last device that another process removed first: the app is told that TOTP is off", async () => {
  await visitor.addDevice("Phone");
  events.length = 0;
  removalAnswer = { status: "OK", didDeviceExist: false };
  expect((await visitor.removeDevice("Phone")).body).toEqual(removalAnswer);
  expect(await isEnabled()).toBe(false);
  expect(changes()).toEqual(["TOTP_DISABLED"]);
});

test("what fails behind the panel's endpoints is logged with its cause: SuperTokens answers it with a bare 500", async () => {
  await visitor.addDevice("Phone");
  broken = { metadataRead: () => true };
  expect((await visitor.settings()).status).toBe(500);
  expect(logged).toHaveBeenCalledWith(
    expect.stringContaining("/auth/totp/settings failed"),
    expect.objectContaining({ message: "The core is down: metadataRead" }),
  );
});

describe("everything that a claim is made of fails at once", () => {
  // A rejection that nobody handles ends the process, and this run of the tests.
  test.each(["settings", "mfaInfo", "refresh"] as const)("%s answers, and the API lives on", async (call) => {
    await api.sdk.multitenancy.createOrUpdateTenant("closed", { firstFactors: ["emailpassword"] });
    const stranded = api.visitor();
    await stranded.signUp("closed");
    await api.sdk.multitenancy.deleteTenant("closed");
    broken = { metadataRead: () => true };
    await stranded[call]();
    broken = {};
    expect((await visitor.settings()).status).toBe(200);
  });
});

test("a session is refreshed although its claim can't be computed: the claim stays, and one line says so", async () => {
  const { v } = visitor.claim();
  broken = { metadataRead: () => true };
  expect((await visitor.refresh()).status).toBe(200);
  expect(visitor.claim().v).toBe(v);
  expect(logged).toHaveBeenCalledExactlyOnceWith(expect.stringContaining("at a session's refresh"), expect.any(Error));
});
