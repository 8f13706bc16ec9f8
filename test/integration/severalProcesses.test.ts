import { Pool } from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startApi, type Api } from "../support/api.js";
import { startChildApi } from "../support/childApi.js";
import { hangingDevice, lockedApp } from "../support/lockedApp.js";
import { recovery } from "../support/recovery.js";
import { startPostgres } from "../support/postgres.js";
import { codeAt } from "../support/totp.js";
import type { Answer, Visitor } from "../support/visitor.js";

/**
 * One API of two processes, this one and a child, on one core and one real PostgreSQL. Each round sends the same user's
 * two changes at once, one to each process.
 */
const rounds = 100;
const timeout = 120_000;
const usersAtOnce = 4;

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let api: Api;
let other: Awaited<ReturnType<typeof startChildApi>>;
let pool: Pool;
/** It takes 10 seconds, in which the rest goes on. */
let heldUp: Promise<Answer>;

beforeAll(async () => {
  postgres = await startPostgres();
  pool = new Pool({ connectionString: postgres.url });
  // The server stops before the last connection has heard that it is closed.
  pool.on("error", () => undefined);
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  api = await startApi(lockedApp(pool));
  other = await startChildApi("lockedApi.ts", [api.coreUrl, postgres.url]);
  heldUp = beginAndWait().then(({ next }) => next);
  await api.sdk.multitenancy.createOrUpdateTenant("strict", { firstFactors: ["emailpassword"], requiredSecondaryFactors: ["totp"] });
});
afterAll(async () => {
  other.child.kill();
  await api.close();
  await pool.end();
  await postgres.close();
});

/** Plays 100 rounds, of some users side by side, and answers what was wrong after the ones that broke. */
async function play(start: () => Promise<(round: number) => Promise<unknown>>): Promise<unknown[]> {
  const found = await Promise.all(
    Array.from({ length: usersAtOnce }, async () => {
      const playRound = await start();
      const wrong: unknown[] = [];
      for (let round = 0; round < rounds / usersAtOnce; round++) wrong.push(await playRound(round));
      return wrong;
    }),
  );
  expect(found.flat()).toHaveLength(rounds);
  return found.flat().filter((wrong) => wrong !== undefined);
}

async function signUp(tenantId?: string): Promise<{ visitor: Visitor; there: Visitor; userId: string }> {
  const visitor = api.visitor();
  await visitor.signUp(tenantId);
  return { visitor, there: visitor.at(other.url), userId: visitor.userId() };
}

/** What a round begins with is put into the core itself: it's what happens next that is looked at. */
async function tellCore(path: string, body: object): Promise<Record<string, unknown>> {
  const response = await fetch(`${api.coreUrl}/recipe/totp/device${path}`, { method: "POST", body: JSON.stringify(body) });
  const answer = (await response.json()) as Record<string, unknown>;
  if (answer["status"] !== "OK") throw new Error(`The core answers ${JSON.stringify(answer)}`);
  return answer;
}

async function addPending(userId: string, deviceName: string): Promise<() => string> {
  const { secret } = await tellCore("", { userId, deviceName, skew: 1, period: 30 });
  return () => codeAt(String(secret), 30, api.clock.now());
}

async function addVerified(userId: string, ...names: string[]): Promise<void> {
  const secretKey = "JBSWY3DPEHPK3PXP";
  for (const deviceName of names) await tellCore("/import", { userId, deviceName, skew: 1, period: 30, secretKey });
}

async function verifiedDevices(userId: string): Promise<string[]> {
  const { devices } = await api.sdk.totp.listDevices(userId);
  return devices.flatMap(({ name, verified }) => (verified ? [name] : []));
}

const isEnabled = async (userId: string) => (await api.sdk.multiFactorAuth.getRequiredSecondaryFactorsForUser(userId)).includes("totp");

test(
  "two devices removed at once while TOTP is required: one stays, 100 times of 100",
  async () => {
    const wrong = await play(async () => {
      const { visitor, there, userId } = await signUp("strict");
      await addVerified(userId, "Phone", "Tablet");
      await visitor.ageTotp(0);
      return async () => {
        const answers = await Promise.all([visitor.removeDevice("Phone"), there.removeDevice("Tablet")]);
        const left = await verifiedDevices(userId);
        await addVerified(userId, ...["Phone", "Tablet"].filter((name) => !left.includes(name)));
        const statuses = answers.map(({ body }) => body["status"]).sort();
        return left.length === 1 && statuses[0] === "GENERAL_ERROR" && statuses[1] === "OK" ? undefined : { left, answers };
      };
    });
    expect(wrong).toEqual([]);
  },
  timeout,
);

test(
  "two devices removed at once, or the last one removed while TOTP is turned on: never on without a device, 100 times of 100",
  async () => {
    const wrong = await play(async () => {
      const { visitor, there, userId } = await signUp();
      await visitor.ageTotp(0);
      return async (round) => {
        await addVerified(userId, "Phone");
        if (round % 2 === 0) {
          await addVerified(userId, "Tablet");
          await visitor.enable();
          await Promise.all([visitor.removeDevice("Phone"), there.removeDevice("Tablet")]);
        } else {
          await Promise.all([visitor.removeDevice("Phone"), there.enable()]);
        }
        const left = await verifiedDevices(userId);
        const enabled = await isEnabled(userId);
        return left.length === 0 && !enabled ? undefined : { left, enabled };
      };
    });
    expect(wrong).toEqual([]);
  },
  timeout,
);

test("one recovery code used in two processes at once: accepted once, 20 times of 20", async () => {
  const { visitor, userId } = await signUp();
  await addVerified(userId, "Phone");
  await visitor.ageTotp(0);
  const thief = visitor.otherBrowser();
  await thief.signIn();
  const codes: string[] = [];
  for (let round = 0; round < 20; round++) {
    if (codes.length === 0) codes.push(...(await recovery.codes(visitor)));
    const code = codes.pop() ?? "";
    const answers = await Promise.all([recovery.use(visitor, code), recovery.use(thief.at(other.url), code)]);
    expect(answers.map(({ body }) => body["status"]).sort()).toEqual(["INVALID_RECOVERY_CODE_ERROR", "OK"]);
  }
});

test(
  "two first devices verified at once: one is accepted, the other needs a fresh code, 100 times of 100",
  async () => {
    const wrong = await play(async () => {
      const { visitor, there, userId } = await signUp();
      return async () => {
        await visitor.forgetTotp(true);
        const phone = await addPending(userId, "Phone");
        const tablet = await addPending(userId, "Tablet");
        const answers = await Promise.all([visitor.verifyDevice("Phone", phone()), there.verifyDevice("Tablet", tablet())]);
        const left = await verifiedDevices(userId);
        for (const deviceName of left) await tellCore("/remove", { userId, deviceName });
        const statuses = answers.map(({ status }) => status).sort();
        return left.length === 1 && statuses[0] === 200 && statuses[1] === 403 ? undefined : { left, statuses };
      };
    });
    expect(wrong).toEqual([]);
  },
  timeout,
);

test(
  "two required factors changed at once: neither change is lost, 100 times of 100",
  async () => {
    const wrong = await play(async () => {
      const { there, userId } = await signUp();
      const { addToRequiredSecondaryFactorsForUser: add, removeFromRequiredSecondaryFactorsForUser: remove } = api.sdk.multiFactorAuth;
      const change = (method: string) => there.call(method, "/test/required-factors", { userId, factorIds: ["otp-phone"] });
      return async (round) => {
        await Promise.all(round % 2 === 0 ? [add(userId, "otp-email"), change("DELETE")] : [remove(userId, "otp-email"), change("POST")]);
        const factors = await api.sdk.multiFactorAuth.getRequiredSecondaryFactorsForUser(userId);
        return factors.join() === (round % 2 === 0 ? "otp-email" : "otp-phone") ? undefined : factors;
      };
    });
    expect(wrong).toEqual([]);
  },
  timeout,
);

/** A change that the other process has begun and never ends, and one in this process that waits for it. */
async function beginAndWait() {
  const { visitor, there, userId } = await signUp();
  await addVerified(userId, hangingDevice, "Phone", "Tablet");
  await visitor.ageTotp(0);
  const hangs = new Promise((resolve) => other.child.once("message", resolve));
  const begun = there.removeDevice(hangingDevice).catch(() => undefined);
  await hangs;
  return { begun, next: visitor.removeDevice("Phone") };
}

test("a change that never ends holds up the user's next one for 10 seconds, which then says so", async () => {
  expect((await heldUp).body).toEqual({ status: "GENERAL_ERROR", message: expect.stringContaining("try again") });
});

test("a process that is killed in the middle of a change holds up the user's next one no longer", async () => {
  const { begun, next } = await beginAndWait();
  await expect.poll(async () => (await pool.query("select from pg_locks where locktype = 'advisory' and not granted")).rowCount).toBe(1);
  other.child.kill("SIGKILL");
  await begun;
  expect((await next).body).toEqual({ status: "OK", didDeviceExist: true });
});
