import { beforeAll, beforeEach, describe, expect, it, test } from "vitest";
import { listDevices, removeDevice, verifyDevice } from "../../../src/supertokens/deviceService.js";
import { listenToEvents } from "../../../src/supertokens/events.js";
import { createDevice } from "../../../src/supertokens/newDevice.js";
import { verifyCode } from "../../../src/supertokens/totpService.js";
import { secret } from "../../fixtures/setup.js";
import { backend, forgetSession, frontToken, html, json, signIn, startSdk } from "../support/backend.js";

beforeAll(() => startSdk());

beforeEach(() => {
  forgetSession();
  signIn({ "st-mfa": { c: { emailpassword: 1 }, v: false } });
});

const calls = {
  createDevice: { route: "POST /auth/totp/device", call: () => createDevice() },
  verifyDevice: { route: "POST /auth/totp/device/verify", call: () => verifyDevice("Phone", "123456") },
  verifyCode: { route: "POST /auth/totp/verify", call: () => verifyCode("123456") },
  listDevices: { route: "GET /auth/totp/device/list", call: () => listDevices() },
  removeDevice: { route: "POST /auth/totp/device/remove", call: () => removeDevice("Phone") },
} as const;

const invalidClaim = (reason: unknown) => json({ message: "invalid claim", claimValidationErrors: [{ id: "st-mfa", reason }] }, 403);

describe.each(Object.entries(calls))("%s", (_name, { route, call }) => {
  it.each<[string, () => Response | Error]>([
    ["a 500", () => json({ message: "oops" }, 500)],
    ["a 502 with an HTML body", () => html(502)],
    ["a 200 with HTML", () => html()],
    ["a 200 with half a body", () => new Response('{"status":"O')],
    ["a 200 with nothing", () => new Response("")],
    ["a 200 with null", () => json(null)],
    ["a 200 with a string", () => json("OK")],
    ["a 200 with an array", () => json([{ status: "OK" }])],
    ["a status of another type", () => json({ status: 1 })],
    ["no status", () => json({})],
    ["a status that is not known", () => json({ status: "TELEPORT_ERROR", secret })],
    ["a 404", () => new Response(null, { status: 404 })],
    ["a 403 about another claim", () => json({ message: "invalid claim", claimValidationErrors: [{ id: "st-ev" }] }, 403)],
    ["no answer", () => new TypeError("Failed to fetch")],
  ])("turns %s into a failure, and throws nothing", async (fault, answer) => {
    backend({ [route]: answer });
    const outcome = await call();
    expect(outcome.status).toBe(fault === "no answer" ? "NETWORK" : "FAULT");
    expect(String("cause" in outcome && outcome.cause)).not.toContain(secret);
  });

  it("tells that the request never got an answer from a server that answers badly", async () => {
    backend({ [route]: () => new TypeError("Failed to fetch") });
    expect((await call()).status).toBe("NETWORK");
    backend({ [route]: () => html(502) });
    expect((await call()).status).toBe("FAULT");
  });

  it.each([
    ["Chromium", "Cannot read properties of null (reading 'status')"],
    ["Firefox", 'can\'t access property "status", body is null'],
    ["Safari", "null is not an object (evaluating 'body.status')"],
  ])("takes a reply of null for one, in the words of %s", async (_browser, message) => {
    backend({ [route]: () => new TypeError(message) });
    expect((await call()).status).toBe("FAULT");
  });

  it("hands on the words of a general error", async () => {
    backend({ [route]: () => json({ status: "GENERAL_ERROR", message: "Ask <b>Bob</b>" }) });
    expect(await call()).toEqual({ status: "GENERAL", message: "Ask <b>Bob</b>" });
  });

  it("tells a sign-in that isn't complete from the wish for a recent code", async () => {
    backend({ [route]: () => invalidClaim({ message: "not all required factors have been completed" }) });
    expect(await call()).toEqual({ status: "MFA_NEEDED", need: "COMPLETE" });
    backend({ [route]: () => invalidClaim({ message: "A recent code is needed", factorId: "totp", freshForSeconds: 300 }) });
    expect(await call()).toEqual({ status: "MFA_NEEDED", need: "STEP_UP" });
  });

  it("tells that the session is over", async () => {
    const refused = () => json({ message: "unauthorised" }, 401);
    backend({ [route]: refused, "POST /auth/session/refresh": refused });
    expect(await call()).toEqual({ status: "UNAUTHORISED" });
  });

  it("asks once more, and only once, after the session was refreshed", async () => {
    let expired = true;
    const requests = backend({
      [route]: () => (expired ? json({ message: "try refresh token" }, 401) : json({ status: "GENERAL_ERROR", message: "Reached" })),
      "POST /auth/session/refresh": () => {
        expired = false;
        return json({}, 200, { "front-token": frontToken({}) });
      },
    });
    expect(await call()).toEqual({ status: "GENERAL", message: "Reached" });
    expect(requests.filter(({ method, path }) => `${method} ${path}` === route)).toHaveLength(2);
  });
});

test("creating a device sends no name, so that the backend counts, and reads the key", async () => {
  const device = { deviceName: "TOTP Device 0", secret, qrCodeString: "otpauth://totp/x" };
  const requests = backend({ [calls.createDevice.route]: () => json({ status: "OK", ...device }) });
  expect(await createDevice()).toEqual({ status: "OK", ...device });
  expect(requests.map(({ body }) => body)).toEqual([{}]);
});

test("a name that is taken is told", async () => {
  backend({ [calls.createDevice.route]: () => json({ status: "DEVICE_ALREADY_EXISTS_ERROR" }) });
  expect(await createDevice()).toEqual({ status: "DEVICE_ALREADY_EXISTS_ERROR" });
});

test.each([
  { secret },
  { qrCodeString: "otpauth://totp/x" },
  { secret: 1, qrCodeString: "otpauth://totp/x" },
  { secret, qrCodeString: "otpauth://totp/x", deviceName: null },
])("a device without a name and a whole key is a fault: %o", async (device) => {
  backend({ [calls.createDevice.route]: () => json({ status: "OK", deviceName: "TOTP Device 0", ...device }) });
  expect((await createDevice()).status).toBe("FAULT");
});

const refusals: [string, object, object][] = [
  [
    "a wrong code",
    { status: "INVALID_TOTP_ERROR", currentNumberOfFailedAttempts: 2, maxNumberOfFailedAttempts: 5 },
    { status: "INVALID_TOTP_ERROR", attemptsLeft: 3 },
  ],
  [
    "the last wrong code",
    { status: "INVALID_TOTP_ERROR", currentNumberOfFailedAttempts: 5, maxNumberOfFailedAttempts: 5 },
    { status: "INVALID_TOTP_ERROR", attemptsLeft: 0 },
  ],
  [
    "more failures than there are attempts",
    { status: "INVALID_TOTP_ERROR", currentNumberOfFailedAttempts: 7, maxNumberOfFailedAttempts: 5 },
    { status: "INVALID_TOTP_ERROR", attemptsLeft: 0 },
  ],
  ["a wrong code without numbers", { status: "INVALID_TOTP_ERROR" }, { status: "INVALID_TOTP_ERROR", attemptsLeft: undefined }],
  [
    "a wrong code with numbers as text",
    { status: "INVALID_TOTP_ERROR", currentNumberOfFailedAttempts: "2", maxNumberOfFailedAttempts: "5" },
    { status: "INVALID_TOTP_ERROR", attemptsLeft: undefined },
  ],
  ["a lock", { status: "LIMIT_REACHED_ERROR", retryAfterMs: 899_990 }, { status: "LIMIT_REACHED_ERROR", retryAfterMs: 899_990 }],
  ["a lock without a time", { status: "LIMIT_REACHED_ERROR" }, { status: "LIMIT_REACHED_ERROR", retryAfterMs: 0 }],
  [
    "a lock that lasts less than nothing",
    { status: "LIMIT_REACHED_ERROR", retryAfterMs: -5 },
    { status: "LIMIT_REACHED_ERROR", retryAfterMs: 0 },
  ],
  [
    "a lock with a time as text",
    { status: "LIMIT_REACHED_ERROR", retryAfterMs: "900000" },
    { status: "LIMIT_REACHED_ERROR", retryAfterMs: 0 },
  ],
];

describe.each([calls.verifyCode, calls.verifyDevice])("$route", ({ route, call }) => {
  it.each(refusals)("reads %s", async (_name, body, outcome) => {
    backend({ [route]: () => json(body) });
    expect(await call()).toEqual(outcome);
  });
});

test("a user without a device is told, though the SDK's types don't know it", async () => {
  backend({ [calls.verifyCode.route]: () => json({ status: "UNKNOWN_USER_ID_ERROR" }) });
  expect(await verifyCode("123456")).toEqual({ status: "UNKNOWN_USER_ID_ERROR" });
});

test("an accepted code is sent as it is", async () => {
  const requests = backend({ [calls.verifyCode.route]: () => json({ status: "OK" }) });
  expect(await verifyCode("012345")).toEqual({ status: "OK" });
  expect(requests.map(({ body }) => body)).toEqual([{ totp: "012345" }]);
});

test.each([[2], [0]])("an accepted code tells that %i recovery codes are left, the app too", async (left) => {
  const events: unknown[] = [];
  const stop = listenToEvents((event) => events.push(event));
  backend({ [calls.verifyCode.route]: () => json({ status: "OK", recoveryCodesLeft: left }) });
  expect(await verifyCode("012345")).toEqual({ status: "OK", recoveryCodesLeft: left });
  expect(events).toContainEqual({ action: "RECOVERY_CODES_LOW", left });
  stop();
});

test.each([-1, "2", null, Number.NaN])("a number of recovery codes that is none isn't told: %o", async (recoveryCodesLeft) => {
  backend({ [calls.verifyCode.route]: () => json({ status: "OK", recoveryCodesLeft }) });
  expect(await verifyCode("012345")).toEqual({ status: "OK" });
});

test.each([true, false])("a device that was verified before (%s) is told", async (wasAlreadyVerified) => {
  const requests = backend({ [calls.verifyDevice.route]: () => json({ status: "OK", wasAlreadyVerified }) });
  expect(await verifyDevice("Phone", "012345")).toEqual({ status: "OK", wasAlreadyVerified, offersRecoveryCodes: false });
  expect(requests.map(({ body }) => body)).toEqual([{ deviceName: "Phone", totp: "012345" }]);
});

test("a device that is gone is told", async () => {
  backend({ [calls.verifyDevice.route]: () => json({ status: "UNKNOWN_DEVICE_ERROR" }) });
  expect(await verifyDevice("Phone", "012345")).toEqual({ status: "UNKNOWN_DEVICE_ERROR" });
});

test("the list is the backend's", async () => {
  const devices = [{ name: "Phone", period: 30, skew: 1, verified: true }];
  backend({ [calls.listDevices.route]: () => json({ status: "OK", devices }) });
  expect(await listDevices()).toEqual({ status: "OK", devices });
});

test.each([null, "Phone", { 0: "Phone" }, undefined, [null], ["Phone"], [{ name: "Phone" }]])(
  "a list that is none is a fault: %o",
  async (devices) => {
    backend({ [calls.listDevices.route]: () => json({ status: "OK", devices }) });
    expect((await listDevices()).status).toBe("FAULT");
  },
);

test.each([true, false])("removing succeeds whether the device existed (%s) or another tab was first", async (didDeviceExist) => {
  const requests = backend({ [calls.removeDevice.route]: () => json({ status: "OK", didDeviceExist }) });
  expect(await removeDevice("\u202Eenohp <img>")).toEqual({ status: "OK" });
  expect(requests.map(({ body }) => body)).toEqual([{ deviceName: "\u202Eenohp <img>" }]);
});

test("a body that isn't JSON is not quoted in the fault", async () => {
  backend({ [calls.listDevices.route]: () => new Response("JBSWY3DP is the key", { headers: { "content-type": "application/json" } }) });
  const outcome = await listDevices();
  expect(outcome).toMatchObject({ status: "FAULT" });
  expect(String("cause" in outcome && outcome.cause)).not.toContain("JBSWY3DP");
});
