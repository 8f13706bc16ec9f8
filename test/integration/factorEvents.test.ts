import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { requireTotp, totpMfa, type FactorChangedEvent } from "../../src/server.js";
import { startApi, type Api } from "../support/api.js";
import type { Visitor } from "../support/visitor.js";

let api: Api;
let visitor: Visitor;
const hook = vi.fn<(event: FactorChangedEvent) => void | Promise<void>>();
const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);

beforeAll(async () => {
  api = await startApi({ plugins: [totpMfa({ require: requireTotp.whenEnabled(), onFactorChanged: hook })] });
});
afterAll(() => api.close());

beforeEach(async () => {
  hook.mockReset();
  logged.mockClear();
  visitor = api.visitor();
  await visitor.signUp();
});

const told = () => hook.mock.calls.map(([{ change, deviceName }]) => (deviceName === undefined ? change : `${change} ${deviceName}`));

describe("onFactorChanged", () => {
  test("is told of each change, once, after it took place", async () => {
    await visitor.addDevice("Phone");
    expect(told()).toEqual(["DEVICE_ADDED Phone", "TOTP_ENABLED"]);

    hook.mockClear();
    await visitor.addDevice("Tablet");
    await visitor.rename("Tablet", "Old tablet");
    await visitor.removeDevice("Old tablet");
    await visitor.disable();
    await visitor.enable();
    await visitor.removeDevice("Phone");
    expect(told()).toEqual([
      "DEVICE_ADDED Tablet",
      "DEVICE_RENAMED Old tablet",
      "DEVICE_REMOVED Old tablet",
      "TOTP_DISABLED",
      "TOTP_ENABLED",
      "DEVICE_REMOVED Phone",
      "TOTP_DISABLED",
    ]);
  });

  test("is told whose factors changed, where, and when", async () => {
    const before = Date.now();
    await visitor.addDevice("Phone");
    const event = hook.mock.calls[0]?.[0];
    expect(event).toMatchObject({ userId: visitor.userId(), tenantId: "public" });
    expect(event?.at.getTime()).toBeGreaterThanOrEqual(before);
    expect(event?.at.getTime()).toBeLessThanOrEqual(Date.now());
  });

  test("isn't told of what changed nothing", async () => {
    const phone = await visitor.addPendingDevice("Phone");
    await visitor.verifyDevice("Phone", phone.wrongCode());
    await visitor.removeDevice("Missing");
    await visitor.removeDevice("Phone");
    await visitor.enable();
    await visitor.disable();
    await visitor.rename("Missing", "Other");
    expect(told()).toEqual([]);

    await visitor.addDevice("Tablet");
    hook.mockClear();
    await visitor.verifyDevice("Tablet", "000000");
    await visitor.rename("Tablet", "Tablet");
    await visitor.enable();
    await visitor.ageTotp(301);
    await visitor.disable();
    await visitor.removeDevice("Tablet");
    expect(told()).toEqual([]);
  });
});

describe.each<[string, () => void | Promise<void>]>([
  [
    "throws",
    () => {
      throw new Error("The mail server is down");
    },
  ],
  ["rejects", () => Promise.reject(new Error("The mail server is down"))],
])("a hook that %s", (_name, fail) => {
  test("fails no change, and is logged", async () => {
    hook.mockImplementation(fail);
    await visitor.addDevice("Phone");
    expect((await visitor.rename("Phone", "Work phone")).body).toEqual({ status: "OK" });
    expect((await visitor.removeDevice("Work phone")).body).toEqual({ status: "OK", didDeviceExist: true });
    expect(await visitor.deviceNames()).toEqual([]);
    expect(logged).toHaveBeenCalledWith(expect.stringMatching(/onFactorChanged failed for DEVICE_ADDED/), expect.any(Error));
  });
});

test("a hook that never ends delays no change", async () => {
  hook.mockReturnValue(new Promise<void>(() => undefined));
  await visitor.addDevice("Phone");
  expect((await visitor.disable()).body).toEqual({ status: "OK" });
});
