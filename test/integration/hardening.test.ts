import { request } from "node:http";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { requireTotp, totpMfa } from "../../src/server.js";
import { startApi, type Api } from "../support/api.js";
import type { Authenticator } from "../support/totp.js";
import type { Answer, Visitor } from "../support/visitor.js";

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

  test.each([
    "",
    "   ",
    "x".repeat(65),
    `${" ".repeat(64)}x`,
    "a\u202eb",
    "a\nb",
    "\nPhone",
    "Phone\u2029",
    "\u200b",
    "\u3164",
    "\u{e0041}",
  ])("a device can't be called %j", async (name) => {
    expect((await visitor.createDevice(name)).body).toMatchObject({ status: "GENERAL_ERROR" });
    expect(await visitor.deviceNames()).toEqual([]);
  });

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

describe("names that look the same", () => {
  test("are two devices with the stock SDK, and one with the plugin", async () => {
    const stock = visitor.at(stockUrl);
    await stock.addDevice("Z\u00fcrich");
    await stock.addDevice("Zu\u0308rich");
    expect(await stock.deviceNames()).toHaveLength(2);

    const other = api.visitor();
    await other.signUp();
    await other.addDevice("Z\u00fcrich");
    expect((await other.createDevice("Zu\u0308rich")).body).toEqual({ status: "DEVICE_ALREADY_EXISTS_ERROR" });
  });

  test("find the device, under whichever a client goes on to use", async () => {
    await visitor.addDevice("Zu\u0308rich");
    expect(await visitor.deviceNames()).toEqual(["Z\u00fcrich"]);
    await visitor.addDevice("Tablet");
    expect((await visitor.rename("Zu\u0308rich", "Gene\u0300ve")).body).toEqual({ status: "OK" });
    expect((await visitor.deviceNames()).sort()).toEqual(["Gen\u00e8ve", "Tablet"]);
    expect((await visitor.removeDevice("Gene\u0300ve")).body).toEqual({ status: "OK", didDeviceExist: true });
  });

  test("of before the plugin stay as they are, and can be removed", async () => {
    await visitor.at(stockUrl).addDevice("Zu\u0308rich");
    expect((await visitor.removeDevice("Zu\u0308rich")).body).toEqual({ status: "OK", didDeviceExist: true });
  });
});

/** What SuperTokens takes for `/auth/totp/verify`. Whole URLs come from proxies, and in frameworks other than Express. */
const detours = [
  "http://api.example/auth/totp/verify",
  "/auth/x/../totp/verify",
  "/x/%2e%2e/auth/totp/verify",
  "/auth\\totp\\verify",
  "/auth/totp/verify/?a",
];

describe("a body of another shape", () => {
  const routes: [string, unknown[]][] = [
    ["/totp/device", [{ deviceName: 5 }, { deviceName: null }, { deviceName: ["Phone"] }]],
    ["/totp/device/verify", [{}, { deviceName: "Phone" }, { deviceName: "", totp: "123456" }, { deviceName: "Phone", totp: 123456 }]],
    ["/totp/device/remove", [{}, { deviceName: "" }, { deviceName: { name: "Phone" } }]],
    ["/totp/verify", [{}, { totp: 123456 }, { totp: null }, { totp: ["123456"] }]],
    ["/totp/device/rename", [{}, { existingDeviceName: "Phone", newDeviceName: 5 }, { existingDeviceName: null, newDeviceName: "Phone" }]],
    ["/totp/settings/enable", []],
    ["/totp/settings/disable", []],
  ];
  const anywhere = ["null", "[]", '"text"', "5", "{"];

  test.each(routes)("is refused with 400 by %s, also below a tenant, and changes nothing", async (path, bodies) => {
    await visitor.addDevice("Phone");
    const paths = path.startsWith("/totp/settings") || path.endsWith("rename") ? [path] : [path, `/public${path}`];
    for (const body of [...anywhere, ...bodies]) {
      for (const place of paths) {
        const answer = await visitor.auth("POST", place, body);
        expect({ body, status: answer.status, answer: answer.body }).toMatchObject({
          status: 400,
          answer: { message: expect.any(String) },
        });
      }
    }
    expect(await visitor.deviceNames()).toEqual(["Phone"]);
  });

  test.each(detours)("is refused with 400 by way of %s", async (path) => {
    expect(await postRaw(path, { totp: 123456 }, visitor.accessToken())).toBe(400);
  });

  test("is answered with 500 by the stock SDK", async () => {
    expect((await visitor.at(stockUrl).auth("POST", "/totp/verify", { totp: 123456 })).status).toBe(500);
  });

  test("is no reason to tell somebody without a session anything but that", async () => {
    const nobody = api.visitor();
    expect((await nobody.auth("POST", "/totp/verify", "null")).status).toBe(401);
  });

  test("is left alone outside of SuperTokens' routes", async () => {
    expect((await visitor.call("POST", "/totp/verify", { anything: true })).status).toBe(404);
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

  test("locks its owner out with the stock SDK, and doesn't with the plugin: wrong codes sent with it don't count", async () => {
    const watch = await visitor.addDevice("Watch");
    const wrong = watch.wrongCode();
    await visitor.addPendingDevice("New one");
    const owner = visitor.otherBrowser();
    await owner.signIn();
    await api.sdk.session.revokeSession(decodeJwt<{ sessionHandle: string }>(visitor.accessToken()).sessionHandle);

    for (let attempt = 0; attempt < 6; attempt++) {
      expect((await visitor.verifyTotp(wrong)).status).toBe(401);
      expect((await visitor.verifyDevice("New one", wrong)).status).toBe(401);
    }
    expect((await owner.verifyTotp(watch.code())).body).toEqual({ status: "OK" });
    for (let attempt = 0; attempt < 5; attempt++) await visitor.at(stockUrl).verifyTotp(wrong);
    expect((await owner.at(stockUrl).verifyTotp(watch.code())).body).toMatchObject({ status: "LIMIT_REACHED_ERROR" });
  });

  test.each(detours)("spends no attempt by way of %s", async (path) => {
    await api.sdk.session.revokeAllSessionsForUser(visitor.userId());
    expect(await postRaw(path, { totp: "000000" }, visitor.accessToken())).toBe(401);
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

describe("a session whose user id was mapped to another one after sign-in", () => {
  let thief: Visitor;
  let owner: Visitor;
  /** The id that the user has from now on; the thief's session names the old one. */
  let userId: string;

  beforeEach(async () => {
    thief = visitor;
    owner = visitor.otherBrowser();
    const superTokensUserId = visitor.userId();
    userId = `external-${superTokensUserId}`;
    await api.sdk.supertokens.createUserIdMapping({ superTokensUserId, externalUserId: userId, force: true });
    await owner.signIn();
    await owner.addDevice("Phone");
  });

  test("enrols a device with the password alone, and removes the owner's, with the stock SDK", async () => {
    const stock = thief.at(stockUrl);
    await stock.addDevice("Mine");
    expect((await stock.refresh()).status).toBe(200);
    expect((await stock.removeDevice("Phone")).body).toEqual({ status: "OK", didDeviceExist: true });
    expect((await api.sdk.totp.listDevices(userId)).devices).toEqual([]);
  });

  test("changes no factor with the plugin, while a session of the new id does", async () => {
    expect((await thief.createDevice("Mine")).status).toBe(401);
    expect((await thief.verifyDevice("Mine", "000000")).status).toBe(401);
    expect((await thief.removeDevice("Phone")).status).toBe(401);
    expect((await thief.rename("Phone", "Mine")).status).toBe(401);
    expect((await thief.disable()).status).toBe(401);
    expect((await owner.rename("Phone", "My phone")).body).toEqual({ status: "OK" });
    expect((await api.sdk.totp.listDevices(userId)).devices).toMatchObject([{ name: "My phone" }]);
  });
});

describe("a user of several tenants", () => {
  const tenants = ["public", "north", "south", "west"];
  let phone: Authenticator;
  /** The user's session on each tenant. */
  let sessions: Visitor[];

  beforeEach(async () => {
    phone = await visitor.addDevice("Phone");
    sessions = [];
    for (const tenantId of tenants) {
      await api.sdk.multitenancy.createOrUpdateTenant(tenantId, { firstFactors: ["emailpassword"] });
      await api.sdk.multitenancy.associateUserToTenant(tenantId, api.sdk.supertokens.convertToRecipeUserId(visitor.userId()));
      const session = visitor.otherBrowser();
      await session.signIn(tenantId);
      sessions.push(session);
    }
  });

  const statuses = async (url: string, calls: (session: Visitor) => Promise<Answer>) => {
    const answers: unknown[] = [];
    for (const session of sessions) answers.push((await calls(session.at(url))).body["status"]);
    return answers;
  };

  test("uses one code once on each with the stock SDK, and once with the plugin", async () => {
    const forStock = phone.code();
    expect(await statuses(stockUrl, (session) => session.verifyTotp(forStock))).toEqual(["OK", "OK", "OK", "OK"]);
    const code = phone.code();
    expect(await statuses(api.url, (session) => session.verifyTotp(code))).toEqual([
      "OK",
      "INVALID_TOTP_ERROR",
      "INVALID_TOTP_ERROR",
      "INVALID_TOTP_ERROR",
    ]);
  });

  test("has twenty guesses with the stock SDK, and five with the plugin, setup and challenge together", async () => {
    const wrong = phone.wrongCode();
    for (let guess = 0; guess < 5; guess++) {
      expect(new Set(await statuses(stockUrl, (session) => session.verifyTotp(wrong)))).toEqual(new Set(["INVALID_TOTP_ERROR"]));
    }
    api.clock.advance(15 * 60);
    await sessions[0]?.ageTotp(0);
    await sessions[0]?.addPendingDevice("Tablet");
    const counted: unknown[] = [];
    for (const session of sessions) counted.push((await session.verifyTotp(wrong)).body["currentNumberOfFailedAttempts"]);
    counted.push((await sessions[0]?.verifyDevice("Tablet", wrong))?.body["currentNumberOfFailedAttempts"]);
    expect(counted).toEqual([1, 2, 3, 4, 5]);
    expect(await statuses(api.url, (session) => session.verifyTotp(phone.code()))).toEqual(tenants.map(() => "LIMIT_REACHED_ERROR"));
  });

  test("who isn't in the tenant that all apps have is verified all the same", async () => {
    const other = api.visitor();
    await other.signUp("north");
    const app = await other.addDevice("Phone");
    expect((await other.verifyTotp(app.wrongCode())).body).toMatchObject({
      status: "INVALID_TOTP_ERROR",
      currentNumberOfFailedAttempts: 1,
    });
    expect((await other.verifyTotp(app.code())).body).toEqual({ status: "OK" });
    expect(other.claim().c).toHaveProperty("totp");
  });
});

/** Sends the path as it is, where `fetch` would bring it into normal form. Answers the status. */
function postRaw(path: string, body: unknown, accessToken: string): Promise<number | undefined> {
  const { hostname, port } = new URL(api.url);
  const headers = { "content-type": "application/json", "st-auth-mode": "header", authorization: `Bearer ${accessToken}` };
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method: "POST", headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on("error", reject).end(JSON.stringify(body));
  });
}
