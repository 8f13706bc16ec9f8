import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { requireTotp, totpMfa } from "../../src/server.js";
import { startApi, type Api } from "../support/api.js";
import type { Visitor } from "../support/visitor.js";

let api: Api;
let visitor: Visitor;
let policyFails = false;
vi.spyOn(console, "error").mockImplementation(() => undefined);

beforeAll(async () => {
  api = await startApi({
    plugins: [
      totpMfa({
        require: requireTotp.when(() => {
          if (policyFails) throw new Error("The billing service is down");
          return { required: true, reason: "Everybody here" };
        }),
      }),
    ],
  });
});
afterAll(() => api.close());

beforeEach(async () => {
  policyFails = false;
  visitor = api.visitor();
  await visitor.signUp();
});

const list = async () => (await visitor.auth("GET", "/totp/device/list")).body;

describe("GET /totp/device/list", () => {
  test("brings the settings along, so that the panel is one round trip", async () => {
    await visitor.addDevice("Phone");
    expect((await list())["settings"]).toEqual((await visitor.settings()).body);
  });

  test("says what a failing policy means for the user, and still lists the devices", async () => {
    await visitor.addDevice("Phone");
    policyFails = true;
    expect(await list()).toMatchObject({
      status: "OK",
      devices: [{ name: "Phone", verified: true }],
      settings: { status: "GENERAL_ERROR", message: expect.stringContaining("try again later") },
    });
  });

  test("answers what SuperTokens answers, and no more, while MFA is open", async () => {
    await visitor.addDevice("Phone");
    await visitor.signIn();
    expect(await list()).toEqual({ status: "OK", devices: [{ name: "Phone", period: 30, skew: 1, verified: true }] });
  });
});
