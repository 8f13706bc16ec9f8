import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { requireTotp, totpMfa } from "../../src/server.js";
import { startApi, type Api } from "../support/api.js";
import type { Visitor } from "../support/visitor.js";

/** A core whose licence doesn't include MFA: it answers 402, in plain text, to some calls. */
let api: Api;
let visitor: Visitor;
const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);

beforeAll(async () => {
  api = await startApi({
    core: { mfaLicence: false },
    plugins: [totpMfa({ require: requireTotp.when(({ user }) => user.emails.some((email) => email.startsWith("visitor"))) })],
  });
});
afterAll(() => api.close());

beforeEach(async () => {
  visitor = api.visitor();
  await visitor.signUp();
});

test("sign-in and /mfa/info still lead to the setup screen", async () => {
  expect(visitor.claim().v).toBe(false);
  expect(await visitor.mfaInfo()).toMatchObject({
    status: 200,
    body: { status: "OK", factors: { next: ["totp"], allowedToSetup: ["totp"] } },
  });
  expect(await visitor.mayEnter()).toBe(false);
});

test("creating a device and entering a code answer words that any client shows, and one line is logged, once", async () => {
  logged.mockClear();
  for (const answer of [await visitor.createDevice("Phone"), await visitor.verifyTotp("123456"), await visitor.createDevice()]) {
    expect(answer).toMatchObject({
      status: 200,
      body: { status: "GENERAL_ERROR", message: expect.stringMatching(/contact your administrator/) },
    });
  }
  expect(logged.mock.calls).toEqual([[expect.stringMatching(/402.*add a licence key with MFA to the core/)]]);
});

test("listing, removing and giving up a device work as ever", async () => {
  expect(await visitor.deviceNames()).toEqual([]);
  expect((await visitor.removeDevice("Phone")).body).toEqual({ status: "OK", didDeviceExist: false });
  expect((await visitor.verifyDevice("Phone", "123456")).body).toEqual({ status: "UNKNOWN_DEVICE_ERROR" });
});

test("on the stock SDK the same call is a 500 that no client can explain", async () => {
  const stockUrl = await api.startStock();
  const other = visitor.otherBrowser().at(stockUrl);
  await other.signIn();
  expect((await other.createDevice("Phone")).status).toBe(500);
});
