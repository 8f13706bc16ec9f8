import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { URI } from "otpauth";
import { requireTotp, totpMfa } from "../../src/server.js";
import { startApi, type Api } from "../support/api.js";
import { codeAt } from "../support/totp.js";
import type { Visitor } from "../support/visitor.js";

/** `issuer`, `defaultSkew` and `defaultPeriod` of `totp.init`, all unlike the SDK's defaults. */
let api: Api;
let visitor: Visitor;
let secret: string;
const period = 60;
const skew = 2;

beforeAll(async () => {
  api = await startApi({
    plugins: [totpMfa({ require: requireTotp.whenEnabled() })],
    totp: { issuer: "Example Bank", defaultSkew: skew, defaultPeriod: period },
  });
});
afterAll(() => api.close());

let qrCodeString: string;

beforeEach(async () => {
  visitor = api.visitor();
  await visitor.signUp();
  const { body } = await visitor.createDevice("Phone");
  secret = String(body["secret"]);
  qrCodeString = String(body["qrCodeString"]);
});

test("the QR code carries issuer and period", () => {
  expect(URI.parse(qrCodeString)).toMatchObject({ issuer: "Example Bank", label: visitor.email, period, digits: 6 });
});

test("the panel's list carries period and skew", async () => {
  expect((await visitor.auth("GET", "/totp/device/list")).body).toMatchObject({
    status: "OK",
    devices: [{ name: "Phone", period, skew, verified: false }],
  });
});

describe("the codes", () => {
  test.each([-skew, -1, 0, 1, skew])("of step %d are taken, to verify a device as well as to sign in", async (step) => {
    const at = () => api.clock.now() + step * period * 1000;
    expect((await visitor.verifyDevice("Phone", codeAt(secret, period, at()))).body).toMatchObject({ status: "OK" });
    await visitor.signIn();
    api.clock.advance(period * (2 * skew + 1));
    expect((await visitor.verifyTotp(codeAt(secret, period, at()))).body).toEqual({ status: "OK" });
  });

  test.each([-skew - 2, skew + 2])("of step %d aren't", async (step) => {
    const code = codeAt(secret, period, api.clock.now() + step * period * 1000);
    expect((await visitor.verifyDevice("Phone", code)).body).toMatchObject({ status: "INVALID_TOTP_ERROR" });
  });

  test("of a 30-second period aren't", async () => {
    const code = codeAt(secret, 30, api.clock.now());
    expect((await visitor.verifyDevice("Phone", code)).body).toMatchObject({ status: "INVALID_TOTP_ERROR" });
  });
});
