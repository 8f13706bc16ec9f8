import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  createDevice,
  importDevice,
  RFC_SECRET,
  START,
  startTestCore,
  totpCode,
  unique,
  verifyCode,
  verifyDevice,
  type TestCore,
} from "./support.js";

let t: TestCore;
beforeAll(async () => {
  t = await startTestCore();
});
beforeEach(() => {
  t.clock.now = START;
});
afterAll(() => t.core.close());

const statusOf = async (userId: string, code: string, tenant?: string) => (await verifyCode(t, userId, code, tenant)).body.status;

describe("which codes are right", () => {
  // The eight-digit SHA-1 vectors of the RFC, of which a six-digit code is the end.
  test.each([
    [59, "287082"],
    [1111111109, "081804"],
    [1111111111, "050471"],
    [1234567890, "005924"],
    [2000000000, "279037"],
    [20000000000, "353130"],
  ])("at %i seconds the code of RFC 6238 is %s", async (seconds, code) => {
    const userId = unique("u");
    await importDevice(t, userId, { secret: RFC_SECRET, skew: 0 });
    t.clock.now = seconds * 1000;
    expect(await statusOf(userId, code)).toBe("OK");
  });

  const steps = [-3, -2, -1, 0, 1, 2, 3];
  test.each([0, 1, 2].flatMap((skew) => steps.map((step) => ({ skew, step }))))("skew $skew, step $step", async ({ skew, step }) => {
    const userId = unique("u");
    await importDevice(t, userId, { skew });
    const code = totpCode(RFC_SECRET, t.clock.now + step * 30_000);
    expect(await statusOf(userId, code)).toBe(Math.abs(step) <= skew ? "OK" : "INVALID_TOTP_ERROR");
  });

  test("the period of the device is the one that counts", async () => {
    const userId = unique("u");
    await importDevice(t, userId, { period: 60, skew: 0 });
    t.clock.now = START + 45_000;
    expect(await statusOf(userId, totpCode(RFC_SECRET, t.clock.now, 30))).toBe("INVALID_TOTP_ERROR");
    expect(await statusOf(userId, totpCode(RFC_SECRET, START, 60))).toBe("OK");
  });

  test.each(["", "12345", "abcdef", "123 456"])("%j is wrong, and counts", async (code) => {
    const userId = unique("u");
    await importDevice(t, userId);
    const counts = [];
    for (let attempt = 0; attempt < 2; attempt += 1) {
      counts.push((await verifyCode(t, userId, code)).body.currentNumberOfFailedAttempts);
    }
    expect(counts).toEqual([1, 2]);
  });

  test("a code must be a string", async () => {
    const userId = unique("u");
    await importDevice(t, userId);
    for (const totp of [123456, null, undefined, ["123456"], true]) {
      expect(await t.post("/public/recipe/totp/verify", { userId, totp })).toMatchObject({
        status: 400,
        text: "Field name 'totp' is invalid in JSON input\n",
      });
    }
  });

  test("an absurd skew is accepted and does not keep the core busy", async () => {
    const userId = unique("u");
    await importDevice(t, userId, { skew: 2_147_483_647 });
    expect(await statusOf(userId, totpCode(RFC_SECRET, t.clock.now))).toBe("OK");
  });
});

describe("which devices count", () => {
  test("without any device the user is unknown", async () => {
    expect((await verifyCode(t, unique("u"), "123456")).body).toEqual({ status: "UNKNOWN_USER_ID_ERROR" });
  });

  test("the code of a pending device is wrong, and counts", async () => {
    const userId = unique("u");
    const { secret } = await createDevice(t, userId);
    expect((await verifyCode(t, userId, totpCode(secret, t.clock.now))).body).toEqual({
      status: "INVALID_TOTP_ERROR",
      currentNumberOfFailedAttempts: 1,
      maxNumberOfFailedAttempts: 5,
    });
  });

  test("any verified device will do", async () => {
    const userId = unique("u");
    await importDevice(t, userId, { name: "a", secret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP" });
    await importDevice(t, userId, { name: "b", secret: RFC_SECRET });
    expect(await statusOf(userId, totpCode(RFC_SECRET, t.clock.now))).toBe("OK");
    expect(await statusOf(userId, totpCode("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", t.clock.now))).toBe("OK");
  });

  test("a removed device no longer does", async () => {
    const userId = unique("u");
    await importDevice(t, userId, { name: "a", secret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP" });
    await importDevice(t, userId, { name: "b", secret: RFC_SECRET });
    await t.post("/recipe/totp/device/remove", { userId, deviceName: "b" });
    expect(await statusOf(userId, totpCode(RFC_SECRET, t.clock.now))).toBe("INVALID_TOTP_ERROR");
  });
});

describe("using a code again", () => {
  test("a code accepted once is refused for 90 seconds, and counts", async () => {
    const userId = unique("u");
    await importDevice(t, userId);
    const code = totpCode(RFC_SECRET, START + 30_000);
    expect(await statusOf(userId, code)).toBe("OK");
    expect((await verifyCode(t, userId, code)).body).toEqual({
      status: "INVALID_TOTP_ERROR",
      currentNumberOfFailedAttempts: 1,
      maxNumberOfFailedAttempts: 5,
    });
    // The last moment at which the step is still in the window.
    t.clock.now = START + 89_999;
    expect(await statusOf(userId, code)).toBe("INVALID_TOTP_ERROR");
  });

  test("across devices: the code that was right for one is spent for the other", async () => {
    const userId = unique("u");
    await importDevice(t, userId, { name: "a" });
    await importDevice(t, userId, { name: "b" });
    const code = totpCode(RFC_SECRET, t.clock.now);
    expect(await statusOf(userId, code)).toBe("OK");
    expect(await statusOf(userId, code)).toBe("INVALID_TOTP_ERROR");
  });

  test("the code that verified a device cannot sign in on that tenant", async () => {
    const userId = unique("u");
    const { name, secret } = await createDevice(t, userId);
    const code = totpCode(secret, t.clock.now);
    expect((await verifyDevice(t, userId, name, code)).body.status).toBe("OK");
    expect(await statusOf(userId, code)).toBe("INVALID_TOTP_ERROR");
  });

  test("but it can on another tenant", async () => {
    const tenant = unique("t");
    await t.put("/recipe/multitenancy/tenant/v2", { tenantId: tenant });
    const userId = unique("u");
    const { name, secret } = await createDevice(t, userId);
    const code = totpCode(secret, t.clock.now);
    await verifyDevice(t, userId, name, code);
    expect(await statusOf(userId, code, tenant)).toBe("OK");
  });

  test("another user with the same secret may use the same code", async () => {
    const code = totpCode(RFC_SECRET, t.clock.now);
    for (const userId of [unique("u"), unique("u")]) {
      await importDevice(t, userId);
      expect(await statusOf(userId, code)).toBe("OK");
    }
  });

  test("an older step is accepted after a newer one, each once", async () => {
    const userId = unique("u");
    await importDevice(t, userId);
    const answers = [];
    for (const step of [1, 0, -1, 1, 0]) {
      answers.push(await statusOf(userId, totpCode(RFC_SECRET, t.clock.now + step * 30_000)));
    }
    expect(answers).toEqual(["OK", "OK", "OK", "INVALID_TOTP_ERROR", "INVALID_TOTP_ERROR"]);
  });

  test("the refusal lasts period × (2 × skew + 1) seconds, of the device that accepted the code", async () => {
    const userId = unique("u");
    await importDevice(t, userId, { name: "narrow", skew: 0 });
    await importDevice(t, userId, { name: "wide", skew: 2 });
    const code = totpCode(RFC_SECRET, START);
    expect(await statusOf(userId, code)).toBe("OK");
    t.clock.now = START + 29_999;
    expect(await statusOf(userId, code)).toBe("INVALID_TOTP_ERROR");
    // 30 s for the narrow device have passed, and the wide one still takes the code.
    t.clock.now = START + 30_000;
    expect(await statusOf(userId, code)).toBe("OK");
    t.clock.now = START + 60_000;
    expect(await statusOf(userId, code)).toBe("INVALID_TOTP_ERROR");
  });

  test("of many parallel uses of one code, one is accepted", async () => {
    const userId = unique("u");
    await importDevice(t, userId);
    const code = totpCode(RFC_SECRET, t.clock.now);
    const answers = await Promise.all(Array.from({ length: 5 }, () => statusOf(userId, code)));
    expect(answers.filter((status) => status === "OK")).toHaveLength(1);
  });
});
