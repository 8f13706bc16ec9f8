import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { getTotpStatus, isTotpEnabledForUser, requireTotp, resetTotpForUser, totpMfa, type FactorChangedEvent } from "../../src/server.js";
import { startApi, type Api } from "../support/api.js";
import { recovery } from "../support/recovery.js";
import type { Visitor } from "../support/visitor.js";

/** What support staff and the panel know of a user, and can do. */
let api: Api;
let visitor: Visitor;
const events: FactorChangedEvent[] = [];

beforeAll(async () => {
  api = await startApi({ plugins: [totpMfa({ require: requireTotp.whenEnabled(), onFactorChanged: (event) => events.push(event) })] });
});
afterAll(() => api.close());

beforeEach(async () => {
  visitor = api.visitor();
  await visitor.signUp();
  await visitor.addDevice("Phone");
  events.length = 0;
});

const listed = async () => (await visitor.auth("GET", "/totp/device/list")).body["devices"];
const addedAt = async (name: string) =>
  ((await listed()) as { name: string; addedAt?: number }[]).find((device) => device.name === name)?.addedAt;

describe("the date of a device", () => {
  test("is that of its verification, and goes along with a new name", async () => {
    const before = Date.now();
    await visitor.addDevice("Tablet");
    const date = (await addedAt("Tablet")) ?? 0;
    expect(date).toBeGreaterThanOrEqual(before);
    expect(date).toBeLessThanOrEqual(Date.now());
    await visitor.rename("Tablet", "Old tablet");
    expect(await addedAt("Old tablet")).toBe(date);
    // Under another spelling than the one that is kept.
    await visitor.rename("Old tablet", "Caf\u00e9");
    await visitor.rename("Cafe\u0301", "Bar");
    expect(await addedAt("Bar")).toBe(date);
  });

  test("is that of the new one when a name is used again", async () => {
    await visitor.addDevice("Tablet");
    const date = (await addedAt("Tablet")) ?? 0;
    await visitor.removeDevice("Tablet");
    await visitor.addDevice("Tablet");
    expect(await addedAt("Tablet")).toBeGreaterThan(date);
  });

  test("is unknown of a device that the app verified by itself", async () => {
    const userId = visitor.userId();
    await api.sdk.userMetadata.updateUserMetadata(userId, { "supertokens-mfa-react": null });
    expect(await listed()).toEqual([{ name: "Phone", period: 30, skew: 1, verified: true }]);
  });
});

describe("resetTotpForUser", () => {
  test("takes devices, codes, browsers and the setting away, and signs the user out everywhere", async () => {
    const pending = await visitor.addPendingDevice("Tablet");
    await recovery.codes(visitor);
    events.length = 0;
    const userId = visitor.userId();
    await resetTotpForUser(userId);
    expect((await api.sdk.totp.listDevices(userId)).devices).toEqual([]);
    expect(await isTotpEnabledForUser(userId)).toBe(false);
    expect((await api.sdk.userMetadata.getUserMetadata(userId)).metadata).toEqual({ _supertokens: { requiredSecondaryFactors: [] } });
    expect(await api.sdk.session.getAllSessionHandlesForUser(userId)).toEqual([]);
    expect((await visitor.verifyDevice("Tablet", pending.code())).status).toBe(401);
    expect(events).toEqual([{ userId, change: "TOTP_RESET", at: expect.any(Date) }]);

    await visitor.signIn();
    expect(visitor.claim().v).toBe(true);
    await expect(visitor.addDevice("New phone")).resolves.toBeDefined();
  });

  test("waits its turn: a removal at the same moment finds the session gone, or was first", async () => {
    const [, removal] = await Promise.all([resetTotpForUser(visitor.userId()), visitor.removeDevice("Phone")]);
    expect([200, 401]).toContain(removal.status);
    expect((await api.sdk.totp.listDevices(visitor.userId())).devices).toEqual([]);
  });

  test("says so for a user that doesn't exist", async () => {
    await expect(resetTotpForUser("nobody")).rejects.toThrow("there is no user nobody");
  });
});

describe("getTotpStatus", () => {
  test("tells devices, codes, browsers and why TOTP is required, and no secret", async () => {
    await recovery.codes(visitor);
    await visitor.addPendingDevice("Tablet");
    expect(await getTotpStatus(visitor.userId())).toEqual({
      enabled: true,
      required: [{ tenantId: "public", reason: { code: "ENABLED" } }],
      devices: [{ name: "Phone", addedAt: expect.any(Date) }],
      recoveryCodes: { left: 10, total: 10, createdAt: expect.any(Date) },
      trustedBrowsers: [],
    });
  });

  test("of a user without any", async () => {
    await resetTotpForUser(visitor.userId());
    expect(await getTotpStatus(visitor.userId())).toEqual({
      enabled: false,
      required: [],
      devices: [],
      recoveryCodes: null,
      trustedBrowsers: [],
    });
  });

  test("of nobody is undefined", async () => {
    expect(await getTotpStatus("nobody")).toBeUndefined();
  });
});
