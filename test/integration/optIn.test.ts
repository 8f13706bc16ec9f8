import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { disableTotpForUser, enableTotpForUser, isTotpEnabledForUser, requireTotp, totpMfa } from "../../src/server.js";
import { startApi, type Api } from "../support/api.js";
import type { Visitor } from "../support/visitor.js";

let api: Api;
let stockUrl: string;
/** Runs once, right after the next write of user metadata: another process that writes at the worst moment. */
let afterNextWrite: (() => Promise<unknown>) | undefined;
/** Likewise right before it: after the plugin read what it is about to change. */
let beforeNextWrite: (() => Promise<unknown>) | undefined;

beforeAll(async () => {
  api = await startApi({
    plugins: [totpMfa({ require: requireTotp.whenEnabled() })],
    userMetadata: {
      override: {
        functions: (original) => ({
          ...original,
          async updateUserMetadata(input) {
            const earlier = beforeNextWrite;
            beforeNextWrite = undefined;
            await earlier?.();
            const answer = await original.updateUserMetadata(input);
            const interloper = afterNextWrite;
            afterNextWrite = undefined;
            await interloper?.();
            return answer;
          },
        }),
      },
    },
  });
  stockUrl = await api.startStock();
});
afterAll(() => api.close());

async function signedUp(): Promise<Visitor> {
  const visitor = api.visitor();
  await visitor.signUp();
  return visitor;
}

async function metadataOf(visitor: Visitor): Promise<unknown> {
  return (await api.sdk.userMetadata.getUserMetadata(visitor.userId())).metadata;
}

const factorsOf = (visitor: Visitor) => api.sdk.multiFactorAuth.getRequiredSecondaryFactorsForUser(visitor.userId());

describe("turning on", () => {
  test("a user who did nothing isn't asked", async () => {
    const visitor = await signedUp();
    expect(visitor.claim().v).toBe(true);
    expect((await visitor.settings()).body).toEqual({
      status: "OK",
      enabled: false,
      required: false,
      canDisable: false,
      canToggle: true,
      lastDevice: "TURNS_OFF",
      freshForSeconds: 300,
      recoveryCodes: null,
    });
  });

  test("verifying the first device turns it on for the next sign-in, and leaves this session in", async () => {
    const visitor = await signedUp();
    const phone = await visitor.addDevice("Phone");
    expect(visitor.claim()).toMatchObject({ v: true, c: { totp: expect.any(Number) } });
    expect(await isTotpEnabledForUser(visitor.userId())).toBe(true);
    expect(await metadataOf(visitor)).toMatchObject({ _supertokens: { requiredSecondaryFactors: ["totp"] } });
    expect((await visitor.settings()).body).toMatchObject({ enabled: true, required: true, reason: { code: "ENABLED" }, canDisable: true });

    await visitor.signIn();
    expect(visitor.claim().v).toBe(false);
    expect(await visitor.mayEnter()).toBe(false);
    expect((await visitor.verifyTotp(phone.code())).body).toEqual({ status: "OK" });
    expect(await visitor.mayEnter()).toBe(true);
  });

  test("creating a device without verifying it turns nothing on", async () => {
    const visitor = await signedUp();
    await visitor.addPendingDevice("Phone");
    await visitor.signIn();
    expect(visitor.claim().v).toBe(true);
    expect(await isTotpEnabledForUser(visitor.userId())).toBe(false);
  });

  test("a further device doesn't turn on again what the user turned off", async () => {
    const visitor = await signedUp();
    await visitor.addDevice("Phone");
    expect((await visitor.disable()).body).toEqual({ status: "OK" });
    await visitor.addDevice("Tablet");
    expect(await isTotpEnabledForUser(visitor.userId())).toBe(false);
  });

  test("a user who turned it on the documented way, before the plugin came, is asked", async () => {
    const visitor = await signedUp();
    await visitor.at(stockUrl).call("POST", "/test/required-factors", { userId: visitor.userId(), factorIds: ["totp"] });
    await visitor.signIn();
    expect(visitor.claim().v).toBe(false);
  });

  test("by hand it needs a device first: nobody is sent to enrolment by password alone", async () => {
    const visitor = await signedUp();
    await visitor.addPendingDevice("Phone");
    expect(await visitor.enable()).toMatchObject({ status: 200, body: { status: "GENERAL_ERROR" } });
    expect(await factorsOf(visitor)).toEqual([]);
  });

  test("by hand it works with a device, twice as well as once", async () => {
    const visitor = await signedUp();
    await visitor.addDevice("Phone");
    await visitor.disable();
    expect((await visitor.enable()).body).toEqual({ status: "OK" });
    expect((await visitor.enable()).body).toEqual({ status: "OK" });
    expect(await factorsOf(visitor)).toEqual(["totp"]);
  });
});

test("another factor that the user needs stays needed, and TOTP doesn't stand in for it", async () => {
  const visitor = await signedUp();
  const phone = await visitor.addDevice("Phone");
  await api.sdk.multiFactorAuth.addToRequiredSecondaryFactorsForUser(visitor.userId(), "otp-email");
  await visitor.signIn();
  await visitor.verifyTotp(phone.code());
  expect(visitor.claim()).toMatchObject({ v: false, c: { totp: expect.any(Number) } });
});

describe("turning off", () => {
  test("leaves the devices, and the next sign-in isn't asked", async () => {
    const visitor = await signedUp();
    await visitor.addDevice("Phone");
    expect((await visitor.disable()).body).toEqual({ status: "OK" });
    expect(await visitor.deviceNames()).toEqual(["Phone"]);
    expect((await visitor.settings()).body).toMatchObject({ enabled: false, required: false, canDisable: false });
    await visitor.signIn();
    expect(visitor.claim().v).toBe(true);
  });

  test("when it is off already it changes nothing and needs no code", async () => {
    const visitor = await signedUp();
    expect((await visitor.disable()).body).toEqual({ status: "OK" });
    expect(await metadataOf(visitor)).toEqual({});
  });

  test("removing the last device does it in the same step", async () => {
    const visitor = await signedUp();
    await visitor.addDevice("Phone");
    await visitor.addDevice("Tablet");
    await visitor.removeDevice("Phone");
    expect(await isTotpEnabledForUser(visitor.userId())).toBe(true);

    expect((await visitor.removeDevice("Tablet")).body).toEqual({ status: "OK", didDeviceExist: true });
    expect(await isTotpEnabledForUser(visitor.userId())).toBe(false);
    await visitor.signIn();
    expect(await visitor.mayEnter()).toBe(true);
  });

  test("is refused by name when the tenant requires TOTP of everybody", async () => {
    await api.sdk.multitenancy.createOrUpdateTenant("strict", {
      firstFactors: ["emailpassword"],
      requiredSecondaryFactors: ["totp"],
    });
    const visitor = api.visitor();
    await visitor.signUp("strict");
    await visitor.addDevice("Phone");
    expect((await visitor.settings()).body).toMatchObject({
      enabled: true,
      canDisable: false,
      canToggle: true,
      lastDevice: "REFUSED",
    });
    expect((await visitor.disable()).body).toEqual({ status: "TOTP_REQUIRED_ERROR", reason: { code: "TENANT" } });
    expect((await visitor.removeDevice("Phone")).body).toMatchObject({ status: "GENERAL_ERROR" });
    expect(await visitor.deviceNames()).toEqual(["Phone"]);
  });
});

describe("the exported functions in parallel", () => {
  test("no metadata key is lost, whoever else writes at the same time", async () => {
    const visitor = await signedUp();
    const userId = visitor.userId();
    await api.sdk.userMetadata.updateUserMetadata(userId, { plan: "pro", _supertokens: { theme: "own" } });
    await Promise.all([
      ...Array.from({ length: 10 }, () => enableTotpForUser(userId)),
      ...Array.from({ length: 10 }, (_, key) => api.sdk.userMetadata.updateUserMetadata(userId, { [`key${key}`]: key })),
      ...["otp-email", "otp-phone"].map((factor) => api.sdk.multiFactorAuth.addToRequiredSecondaryFactorsForUser(userId, factor)),
    ]);
    expect(await metadataOf(visitor)).toEqual({
      plan: "pro",
      ...Object.fromEntries(Array.from({ length: 10 }, (_, key) => [`key${key}`, key])),
      _supertokens: { theme: "own", requiredSecondaryFactors: expect.arrayContaining(["totp", "otp-email", "otp-phone"]) },
    });
    expect(await factorsOf(visitor)).toHaveLength(3);
  });

  test("the same calls lose factors on the stock SDK", async () => {
    const visitor = await signedUp();
    const factorIds = ["totp", "otp-email", "otp-phone"];
    await visitor.at(stockUrl).call("POST", "/test/required-factors", { userId: visitor.userId(), factorIds });
    expect((await factorsOf(visitor)).length).toBeLessThan(3);
  });

  test("of enable and disable the last call wins", async () => {
    const visitor = await signedUp();
    const userId = visitor.userId();
    await Promise.all([enableTotpForUser(userId), disableTotpForUser(userId), enableTotpForUser(userId)]);
    expect(await isTotpEnabledForUser(userId)).toBe(true);
    await Promise.all([disableTotpForUser(userId), enableTotpForUser(userId), disableTotpForUser(userId)]);
    expect(await isTotpEnabledForUser(userId)).toBe(false);
  });

  test("a key that another process writes between reading and writing keeps its new value", async () => {
    const visitor = await signedUp();
    const userId = visitor.userId();
    await api.sdk.userMetadata.updateUserMetadata(userId, { plan: "free" });
    beforeNextWrite = () => api.sdk.userMetadata.updateUserMetadata(userId, { plan: "pro" });
    await enableTotpForUser(userId);
    expect(await metadataOf(visitor)).toEqual({ plan: "pro", _supertokens: { requiredSecondaryFactors: ["totp"] } });
  });

  test("what a request read before doesn't lose a factor that another request added meanwhile", async () => {
    const visitor = await signedUp();
    const userId = visitor.userId();
    const early = { _default: { keepCacheAlive: true } };
    expect(await isTotpEnabledForUser(userId, early)).toBe(false);
    await api.sdk.multiFactorAuth.addToRequiredSecondaryFactorsForUser(userId, "otp-email");
    await enableTotpForUser(userId, early);
    expect(await factorsOf(visitor)).toEqual(["otp-email", "totp"]);
  });

  test("a write that another process replaced is repeated, and keeps what the other one wrote", async () => {
    const visitor = await signedUp();
    const userId = visitor.userId();
    afterNextWrite = () => api.sdk.userMetadata.updateUserMetadata(userId, { _supertokens: { requiredSecondaryFactors: ["otp-email"] } });
    await enableTotpForUser(userId);
    expect(await factorsOf(visitor)).toEqual(["otp-email", "totp"]);
  });

  test("a write that is replaced again and again is reported, not taken for done", async () => {
    const visitor = await signedUp();
    const userId = visitor.userId();
    const replace = async () => {
      await api.sdk.userMetadata.updateUserMetadata(userId, { _supertokens: { requiredSecondaryFactors: [] } });
      afterNextWrite = replace;
    };
    afterNextWrite = replace;
    await expect(enableTotpForUser(userId)).rejects.toThrow(/replaced by another process/);
    afterNextWrite = undefined;
  });

  test("a user's own endpoints may be called in parallel too", async () => {
    const visitor = await signedUp();
    await visitor.addDevice("Phone");
    const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => (index % 2 === 0 ? visitor.disable() : visitor.enable())));
    expect(answers.map(({ body }) => body["status"])).toEqual(answers.map(() => "OK"));
    expect([[], ["totp"]]).toContainEqual(await factorsOf(visitor));
  });
});
