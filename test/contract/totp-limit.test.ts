import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createTotp } from "../../demo/core/totp.js";
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
  wrongCode,
  type TestCore,
} from "./support.js";

const COOLDOWN = 900_000;
const WRONG = wrongCode(RFC_SECRET, START);

let t: TestCore;
beforeAll(async () => {
  t = await startTestCore();
});
beforeEach(() => {
  t.clock.now = START;
});
afterAll(() => t.core.close());

const invalid = (current: number) => ({
  status: "INVALID_TOTP_ERROR",
  currentNumberOfFailedAttempts: current,
  maxNumberOfFailedAttempts: 5,
});
const limited = (retryAfterMs: number) => ({
  status: "LIMIT_REACHED_ERROR",
  retryAfterMs,
  currentNumberOfFailedAttempts: 5,
  maxNumberOfFailedAttempts: 5,
});
const attempt = async (userId: string, code: string, tenant?: string) => (await verifyCode(t, userId, code, tenant)).body;

async function userWithDevice(): Promise<string> {
  const userId = unique("u");
  await importDevice(t, userId);
  return userId;
}

async function lockedUser(): Promise<string> {
  const userId = await userWithDevice();
  for (let count = 1; count <= 5; count += 1) await attempt(userId, WRONG);
  return userId;
}

describe("wrong codes", () => {
  test("the fifth still answers INVALID 5 of 5; the sixth is the first to be limited", async () => {
    const userId = await userWithDevice();
    for (let count = 1; count <= 5; count += 1) expect(await attempt(userId, WRONG)).toEqual(invalid(count));
    expect(await attempt(userId, WRONG)).toEqual(limited(COOLDOWN));
  });

  test("while limited the right code is refused too", async () => {
    const userId = await lockedUser();
    expect(await attempt(userId, totpCode(RFC_SECRET, t.clock.now))).toEqual(limited(COOLDOWN));
  });

  test("trying while limited does not prolong it", async () => {
    const userId = await lockedUser();
    for (const elapsed of [1, 1000, COOLDOWN - 1]) {
      t.clock.now = START + elapsed;
      expect(await attempt(userId, WRONG)).toEqual(limited(COOLDOWN - elapsed));
    }
  });

  test("when the time has passed, to the millisecond, the count starts again", async () => {
    const userId = await lockedUser();
    t.clock.now = START + COOLDOWN;
    expect(await attempt(userId, WRONG)).toEqual(invalid(1));
    expect(await attempt(userId, WRONG)).toEqual(invalid(2));
  });

  test("when the time has passed the right code is accepted", async () => {
    const userId = await lockedUser();
    t.clock.now = START + COOLDOWN;
    expect(await attempt(userId, totpCode(RFC_SECRET, t.clock.now))).toEqual({ status: "OK" });
  });

  test("an accepted code resets the count", async () => {
    const userId = await userWithDevice();
    for (let count = 1; count <= 4; count += 1) await attempt(userId, WRONG);
    expect(await attempt(userId, totpCode(RFC_SECRET, t.clock.now))).toEqual({ status: "OK" });
    expect(await attempt(userId, WRONG)).toEqual(invalid(1));
  });

  test("a replayed code counts like a wrong one", async () => {
    const userId = await userWithDevice();
    const code = totpCode(RFC_SECRET, t.clock.now);
    await attempt(userId, code);
    for (let count = 1; count <= 5; count += 1) expect(await attempt(userId, code)).toEqual(invalid(count));
    expect(await attempt(userId, code)).toEqual(limited(COOLDOWN));
  });

  test("codes of more than eight characters are wrong but never counted", async () => {
    const userId = await userWithDevice();
    for (let count = 1; count <= 7; count += 1) expect(await attempt(userId, "123456789")).toEqual(invalid(1));
    expect(await attempt(userId, "12345678")).toEqual(invalid(1));
    expect(await attempt(userId, "123456789")).toEqual(invalid(2));
  });

  test("failures older than the cool-down at the latest one are forgotten", async () => {
    const userId = await userWithDevice();
    const counts = [];
    // A third of the cool-down and a bit: three earlier ones are still counted at each.
    for (let count = 0; count < 7; count += 1) {
      counts.push((await attempt(userId, WRONG)).currentNumberOfFailedAttempts);
      t.clock.advance(310_000);
    }
    expect(counts).toEqual([1, 2, 3, 4, 4, 4, 4]);
  });

  test("parallel wrong codes are all counted", async () => {
    const userId = await userWithDevice();
    const answers = await Promise.all(Array.from({ length: 20 }, () => attempt(userId, WRONG)));
    const counts = answers.filter((answer) => answer.status === "INVALID_TOTP_ERROR");
    expect(counts.map((answer) => answer.currentNumberOfFailedAttempts).sort()).toEqual([1, 2, 3, 4, 5]);
    expect(answers.filter((answer) => answer.status === "LIMIT_REACHED_ERROR")).toHaveLength(15);
  });
});

describe("what the limit covers", () => {
  test("verifying a device and signing in share the count", async () => {
    const userId = await userWithDevice();
    const pending = await createDevice(t, userId, "new");
    const wrong = wrongCode(pending.secret, t.clock.now);
    for (let count = 1; count <= 3; count += 1) {
      expect((await verifyDevice(t, userId, "new", wrong)).body).toEqual(invalid(count));
    }
    expect(await attempt(userId, WRONG)).toEqual(invalid(4));
    expect(await attempt(userId, WRONG)).toEqual(invalid(5));
    const right = totpCode(pending.secret, t.clock.now);
    expect((await verifyDevice(t, userId, "new", right)).body).toEqual(limited(COOLDOWN));
  });

  test("other tenants are not limited", async () => {
    const tenant = unique("t");
    await t.put("/recipe/multitenancy/tenant/v2", { tenantId: tenant });
    const userId = await lockedUser();
    expect(await attempt(userId, WRONG)).toEqual(limited(COOLDOWN));
    expect(await attempt(userId, WRONG, tenant)).toEqual(invalid(1));
  });

  test("a user of four tenants uses one code in each, and guesses five times in each", async () => {
    const tenants = ["public", unique("t"), unique("t"), unique("t")];
    for (const tenantId of tenants.slice(1)) await t.put("/recipe/multitenancy/tenant/v2", { tenantId });
    const userId = await userWithDevice();
    const code = totpCode(RFC_SECRET, t.clock.now);
    for (const tenant of tenants) {
      expect(await attempt(userId, code, tenant)).toEqual({ status: "OK" });
      for (let count = 1; count <= 5; count += 1) expect(await attempt(userId, WRONG, tenant)).toEqual(invalid(count));
      expect(await attempt(userId, WRONG, tenant)).toEqual(limited(COOLDOWN));
    }
  });

  test("other users are not limited", async () => {
    await lockedUser();
    expect(await attempt(await userWithDevice(), totpCode(RFC_SECRET, t.clock.now))).toEqual({ status: "OK" });
  });

  test("creating and listing devices goes on", async () => {
    const userId = await lockedUser();
    expect((await createDevice(t, userId, "new")).name).toBe("new");
    expect((await t.get("/recipe/totp/device/list", { userId })).body.devices).toHaveLength(2);
  });

  test("removing one of several devices keeps the limit; removing the last clears it", async () => {
    const userId = await lockedUser();
    await createDevice(t, userId, "second");
    await t.post("/recipe/totp/device/remove", { userId, deviceName: "second" });
    expect(await attempt(userId, WRONG)).toEqual(limited(COOLDOWN));
    await t.post("/recipe/totp/device/remove", { userId, deviceName: "phone" });
    expect(await attempt(userId, WRONG)).toEqual({ status: "UNKNOWN_USER_ID_ERROR" });
    await importDevice(t, userId);
    expect(await attempt(userId, WRONG)).toEqual(invalid(1));
  });

  test("callers older than CDI 5.0 are not told the attempts", async () => {
    const userId = await userWithDevice();
    const call = () => t.post("/recipe/totp/verify", { userId, totp: WRONG }, { cdi: "4.0" });
    for (let count = 1; count <= 5; count += 1) expect((await call()).body).toEqual({ status: "INVALID_TOTP_ERROR" });
    expect((await call()).body).toEqual({ status: "LIMIT_REACHED_ERROR", retryAfterMs: COOLDOWN });
  });
});

test("attempts and cool-down can be configured", async () => {
  const strict = await startTestCore({ totpMaxAttempts: 2, totpRateLimitCooldownSec: 3 });
  try {
    const userId = unique("u");
    await importDevice(strict, userId);
    const answers = [];
    for (let count = 0; count < 3; count += 1) answers.push((await verifyCode(strict, userId, WRONG)).body);
    expect(answers).toEqual([
      { status: "INVALID_TOTP_ERROR", currentNumberOfFailedAttempts: 1, maxNumberOfFailedAttempts: 2 },
      { status: "INVALID_TOTP_ERROR", currentNumberOfFailedAttempts: 2, maxNumberOfFailedAttempts: 2 },
      {
        status: "LIMIT_REACHED_ERROR",
        retryAfterMs: 3000,
        currentNumberOfFailedAttempts: 2,
        maxNumberOfFailedAttempts: 2,
      },
    ]);
  } finally {
    await strict.core.close();
  }
});

test("whatever the order of attempts and pauses, waiting retryAfterMs is enough and nothing less is", () => {
  const step = fc.record({ pause: fc.nat(2 * COOLDOWN), right: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), (steps) => {
      let now = START;
      const totp = createTotp({ now: () => now, maxAttempts: 5, cooldownMs: COOLDOWN });
      totp.import({ userId: "u", name: "d", skew: 1, period: 30, secret: RFC_SECRET });
      for (const { pause, right } of steps) {
        now += pause;
        const outcome = totp.verifyCode("public", "u", right ? totpCode(RFC_SECRET, now) : "wrong");
        if (outcome.status === "INVALID_TOTP_ERROR") {
          expect(outcome.currentNumberOfFailedAttempts).toBeGreaterThanOrEqual(1);
          expect(outcome.currentNumberOfFailedAttempts).toBeLessThanOrEqual(5);
        }
        if (outcome.status === "LIMIT_REACHED_ERROR") {
          expect(outcome.retryAfterMs).toBeGreaterThan(0);
          expect(outcome.retryAfterMs).toBeLessThanOrEqual(COOLDOWN);
          now += outcome.retryAfterMs - 1;
          expect(totp.verifyCode("public", "u", "wrong").status).toBe("LIMIT_REACHED_ERROR");
          now += 1;
          expect(totp.verifyCode("public", "u", "wrong").status).toBe("INVALID_TOTP_ERROR");
        }
      }
    }),
    { seed: 6238, numRuns: 300 },
  );
});
