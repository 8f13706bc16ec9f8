import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { requireTotp, totpMfa } from "../../src/server.js";
import { startApi, type Api } from "../support/api.js";
import type { Visitor } from "../support/visitor.js";

/** What the plugin adds to the stock SDK, shown by the same request to both, on the same core. */
let api: Api;
let stockUrl: string;
let visitor: Visitor;

beforeAll(async () => {
  api = await startApi({ plugins: [totpMfa({ require: requireTotp.forRoles("admin") })] });
  stockUrl = await api.startStock();
  await api.sdk.userRoles.createNewRoleOrAddPermissions("admin", []);
});
afterAll(() => api.close());

beforeEach(async () => {
  visitor = api.visitor();
  await visitor.signUp();
});

const makeAdmin = () => api.sdk.userRoles.addRoleToUser("public", visitor.userId(), "admin");

describe("verifying an already verified device", () => {
  test("counts as TOTP with the stock SDK", async () => {
    await visitor.addDevice("Phone");
    await visitor.forgetTotp(true);
    expect((await visitor.at(stockUrl).verifyDevice("Phone", "nonsense")).body).toEqual({
      status: "OK",
      wasAlreadyVerified: true,
    });
    expect(visitor.claim().c).toHaveProperty("totp");
  });

  test("doesn't with the plugin: it is no proof of a code", async () => {
    await visitor.addDevice("Phone");
    await visitor.forgetTotp(true);
    expect((await visitor.verifyDevice("Phone", "nonsense")).body).toEqual({ status: "OK", wasAlreadyVerified: true });
    expect(visitor.claim().c).not.toHaveProperty("totp");
  });

  test("makes no old TOTP fresh", async () => {
    await visitor.addDevice("Phone");
    await visitor.ageTotp(301);
    const before = visitor.claim();
    await visitor.verifyDevice("Phone", "000000");
    expect(visitor.claim()).toEqual(before);
    expect((await visitor.removeDevice("Phone")).status).toBe(403);
  });

  test("sent several times at once, the first verification marks and the others don't", async () => {
    const phone = await visitor.addPendingDevice("Phone");
    const code = phone.code();
    const browsers = Array.from({ length: 4 }, () => visitor.otherBrowser());
    for (const browser of browsers) await browser.signIn();
    const answers = await Promise.all(browsers.map((browser) => browser.verifyDevice("Phone", code)));
    expect(answers.map(({ body }) => body["wasAlreadyVerified"]).sort()).toEqual([false, true, true, true]);
    const marked = browsers.map((browser) => "totp" in browser.claim().c);
    expect(marked).toEqual(answers.map(({ body }) => body["wasAlreadyVerified"] === false));
  });

  test("is still refused in the middle of sign-in, as on the stock SDK", async () => {
    await visitor.addDevice("Phone");
    await makeAdmin();
    await visitor.signIn();
    expect((await visitor.verifyDevice("Phone", "000000")).status).toBe(403);
    expect(await visitor.mayEnter()).toBe(false);
  });
});

describe("removing the last verified device while TOTP is required", () => {
  beforeEach(async () => {
    await makeAdmin();
    await visitor.signIn();
    await visitor.addDevice("Phone");
  });

  test("is allowed with the stock SDK, and the next sign-in sets TOTP up anew", async () => {
    expect((await visitor.at(stockUrl).removeDevice("Phone")).body).toEqual({ status: "OK", didDeviceExist: true });
    const other = visitor.otherBrowser();
    await other.signIn();
    await other.addDevice("Another phone");
    expect(await other.mayEnter()).toBe(true);
  });

  test("is refused with the plugin, in words that any client shows", async () => {
    expect((await visitor.removeDevice("Phone")).body).toEqual({
      status: "GENERAL_ERROR",
      message: expect.stringMatching(/last authenticator app/),
    });
    expect(await visitor.deviceNames()).toEqual(["Phone"]);
  });

  test("is refused before a code is asked for: a code would be typed in vain", async () => {
    await visitor.ageTotp(301);
    expect((await visitor.removeDevice("Phone")).body).toMatchObject({ status: "GENERAL_ERROR" });
  });

  test("a pending device doesn't count as one that stays", async () => {
    await visitor.addPendingDevice("Tablet");
    expect((await visitor.removeDevice("Phone")).body).toMatchObject({ status: "GENERAL_ERROR" });
    expect((await visitor.removeDevice("Tablet")).body).toEqual({ status: "OK", didDeviceExist: true });
  });

  test("two last devices removed at once leave one", async () => {
    await visitor.addDevice("Tablet");
    const answers = await Promise.all([visitor.removeDevice("Phone"), visitor.removeDevice("Tablet")]);
    expect(answers.map(({ body }) => body["status"]).sort()).toEqual(["GENERAL_ERROR", "OK"]);
    expect(await visitor.deviceNames()).toHaveLength(1);
  });

  test("a role that was taken lets it go", async () => {
    await api.sdk.userRoles.removeUserRole("public", visitor.userId(), "admin");
    expect((await visitor.removeDevice("Phone")).body).toEqual({ status: "OK", didDeviceExist: true });
  });

  test("a role that was given is honoured although the session's claim is older", async () => {
    const other = api.visitor();
    await other.signUp();
    await other.addDevice("Phone");
    await api.sdk.userRoles.addRoleToUser("public", other.userId(), "admin");
    expect((await other.removeDevice("Phone")).body).toMatchObject({ status: "GENERAL_ERROR" });
  });

  test("a role in another tenant of the user keeps the device here too", async () => {
    await api.sdk.multitenancy.createOrUpdateTenant("branch", { firstFactors: ["emailpassword"] });
    const other = api.visitor();
    await other.signUp();
    await other.addDevice("Phone");
    await api.sdk.multitenancy.associateUserToTenant("branch", api.sdk.supertokens.convertToRecipeUserId(other.userId()));
    await api.sdk.userRoles.addRoleToUser("branch", other.userId(), "admin");
    expect((await other.settings()).body).toMatchObject({ required: false, lastDevice: "REFUSED" });
    expect((await other.removeDevice("Phone")).body).toMatchObject({ status: "GENERAL_ERROR" });
  });
});

describe("what stays as it was", () => {
  test("a device that doesn't exist is removed without a code", async () => {
    expect((await visitor.removeDevice("Nothing")).body).toEqual({ status: "OK", didDeviceExist: false });
  });

  test("a name that a verified device holds is refused, and the device lives on", async () => {
    await visitor.addDevice("Phone");
    expect((await visitor.createDevice("Phone")).body).toEqual({ status: "DEVICE_ALREADY_EXISTS_ERROR" });
    expect(await visitor.deviceNames()).toEqual(["Phone"]);
  });

  test("a device without a name gets the core's default one", async () => {
    expect((await visitor.createDevice()).body).toMatchObject({ status: "OK", deviceName: "TOTP Device 0" });
  });

  test.each(["", "   ", "x".repeat(65), `${" ".repeat(64)}x`, "a\u202eb", "a\nb", "\nPhone", "Phone\u2029"])(
    "a device can't be called %j",
    async (name) => {
      expect((await visitor.createDevice(name)).body).toMatchObject({ status: "GENERAL_ERROR" });
      expect(await visitor.deviceNames()).toEqual([]);
    },
  );

  test("a wrong code for a new device counts, and leaves it pending", async () => {
    const phone = await visitor.addPendingDevice("Phone");
    expect((await visitor.verifyDevice("Phone", phone.wrongCode())).body).toEqual({
      status: "INVALID_TOTP_ERROR",
      currentNumberOfFailedAttempts: 1,
      maxNumberOfFailedAttempts: 5,
    });
    expect(visitor.claim().c).not.toHaveProperty("totp");
    expect((await visitor.verifyDevice("Tablet", phone.code())).body).toEqual({ status: "UNKNOWN_DEVICE_ERROR" });
  });

  test("nobody touches another user's device", async () => {
    await visitor.addDevice("Phone");
    const stranger = api.visitor();
    await stranger.signUp();
    const userId = visitor.userId();
    expect(await stranger.auth("POST", "/totp/device/remove", { deviceName: "Phone", userId })).toMatchObject({
      body: { status: "OK", didDeviceExist: false },
    });
    expect(await stranger.auth("POST", "/totp/device/verify", { deviceName: "Phone", totp: "000000", userId })).toMatchObject({
      body: { status: "UNKNOWN_DEVICE_ERROR" },
    });
    expect(await visitor.deviceNames()).toEqual(["Phone"]);
  });
});

describe("an access token whose session was revoked", () => {
  beforeEach(async () => {
    await visitor.addDevice("Phone");
    await visitor.addDevice("Tablet");
  });

  const state = async () => (await api.sdk.totp.listDevices(visitor.userId())).devices;

  test("changes no factor, however fresh its TOTP", async () => {
    const before = await state();
    await api.sdk.session.revokeAllSessionsForUser(visitor.userId());
    expect((await visitor.rename("Tablet", "Mine")).status).toBe(401);
    expect((await visitor.removeDevice("Tablet")).status).toBe(401);
    expect((await visitor.createDevice("Mine")).status).toBe(401);
    expect((await visitor.disable()).status).toBe(401);
    expect(await state()).toEqual(before);
  });

  test("enrols no first device", async () => {
    const other = api.visitor();
    await other.signUp();
    const pending = await other.addPendingDevice("Mine");
    await api.sdk.session.revokeAllSessionsForUser(other.userId());
    expect((await other.verifyDevice("Mine", pending.code())).status).toBe(401);
    expect((await api.sdk.totp.listDevices(other.userId())).devices).toMatchObject([{ verified: false }]);
  });

  test("gets 401, not 500, for a new device when its user was deleted", async () => {
    await api.sdk.supertokens.deleteUser(visitor.userId());
    expect((await visitor.createDevice("Mine")).status).toBe(401);
  });
});
