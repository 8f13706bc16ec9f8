import { createHook } from "node:async_hooks";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { disableTotpForUser, enableTotpForUser, LockTimeout, requireTotp, totpMfa, type FactorChangedEvent } from "../../src/server.js";
import { startApi, type Api } from "../support/api.js";
import { recovery } from "../support/recovery.js";
import type { Visitor } from "../support/visitor.js";

/** `totpMfa({ lock })` with a lock of the app's own. */
let api: Api;
let visitor: Visitor;
let taken: string[] = [];
let held = 0;
let tooLate = false;
let onFactorChanged: ((event: FactorChangedEvent) => unknown) | undefined;
const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);

beforeAll(async () => {
  api = await startApi({
    plugins: [
      totpMfa({
        require: requireTotp.whenEnabled(),
        onFactorChanged: (event) => onFactorChanged?.(event),
        trustBrowsers: { days: 30 },
        async lock(key, work) {
          if (tooLate) throw new LockTimeout();
          taken.push(key);
          held += 1;
          try {
            return await work();
          } finally {
            held -= 1;
          }
        },
      }),
    ],
  });
});
afterAll(() => api.close());

beforeEach(async () => {
  tooLate = false;
  onFactorChanged = undefined;
  visitor = api.visitor();
  await visitor.signUp();
  taken = [];
  logged.mockClear();
});

test("each change takes the user's lock, and takes it once", async () => {
  const phone = await visitor.addPendingDevice("Phone");
  const changes = [
    () => visitor.verifyDevice("Phone", phone.code()),
    () => visitor.createDevice("Tablet"),
    () => visitor.rename("Phone", "Mine"),
    () => visitor.disable(),
    () => visitor.enable(),
    () => visitor.removeDevice("Mine"),
    () => enableTotpForUser(visitor.userId()),
    () => disableTotpForUser(visitor.userId()),
    () => api.sdk.multiFactorAuth.addToRequiredSecondaryFactorsForUser(visitor.userId(), "otp-email"),
    () => api.sdk.multiFactorAuth.removeFromRequiredSecondaryFactorsForUser(visitor.userId(), "otp-email"),
  ];
  taken = [];
  for (const change of changes) await change();
  expect(taken).toEqual(changes.map(() => `supertokens-mfa-react:user:${visitor.userId()}`));
});

test("recovery codes are hashed before it is taken: others may wait for a place", async () => {
  await visitor.addDevice("Phone");
  const places: ("FREE" | "HELD")[] = [];
  const hook = createHook({
    init(_, type) {
      if (type === "SCRYPTREQUEST") places.push(held > 0 ? "HELD" : "FREE");
    },
  }).enable();
  expect((await recovery.create(visitor)).body).toMatchObject({ status: "OK" });
  hook.disable();
  expect(places).toEqual(Array(10).fill("FREE"));
});

test("reading takes none", async () => {
  await visitor.settings();
  await visitor.mfaInfo();
  await visitor.auth("GET", "/totp/device/list");
  expect(taken).toEqual([]);
});

test("a lock that comes too late is answered in words that the screens show, and nothing is changed", async () => {
  const phone = await visitor.addPendingDevice("Phone");
  await visitor.verifyDevice("Phone", phone.code());
  const before = await api.sdk.totp.listDevices(visitor.userId());
  tooLate = true;
  const answers = [
    await visitor.createDevice("Tablet"),
    await visitor.verifyDevice("Phone", phone.code()),
    await visitor.rename("Phone", "Mine"),
    await visitor.disable(),
    await visitor.enable(),
    await visitor.removeDevice("Phone"),
  ];
  for (const answer of answers) {
    expect(answer.body).toEqual({ status: "GENERAL_ERROR", message: expect.stringContaining("try again") });
  }
  expect(logged).toHaveBeenCalledTimes(answers.length);
  await expect(disableTotpForUser(visitor.userId())).rejects.toThrow(LockTimeout);
  tooLate = false;
  expect(await api.sdk.totp.listDevices(visitor.userId())).toEqual(before);
  expect((await visitor.settings()).body).toMatchObject({ enabled: true });
});

test("a lock that comes too late costs no recovery code and no attempt, and trusts and forgets no browser", async () => {
  await visitor.addDevice("Phone");
  const [code = ""] = await recovery.codes(visitor);
  const { recoveryCodes } = (await visitor.settings()).body as { recoveryCodes: { createdAt: number } };
  const lost = visitor.otherBrowser();
  await lost.signIn();
  tooLate = true;
  const answers = [
    await recovery.use(lost, code),
    await recovery.use(lost, recovery.wrong),
    await recovery.create(visitor),
    await recovery.saved(visitor, recoveryCodes.createdAt),
    await visitor.auth("POST", "/totp/trust/remove-all", {}),
  ];
  for (const answer of answers) {
    expect(answer.body).toEqual({ status: "GENERAL_ERROR", message: expect.stringContaining("try again") });
  }
  expect(lost.claim().v).toBe(false);
  tooLate = false;
  expect((await visitor.settings()).body).toMatchObject({ recoveryCodes });
  expect((await recovery.use(lost, recovery.wrong)).body).toMatchObject({ currentNumberOfFailedAttempts: 1 });
  taken = [];
  expect((await recovery.use(lost, code)).body).toEqual({ status: "OK", left: 9 });
  await recovery.saved(visitor, recoveryCodes.createdAt);
  await recovery.create(visitor);
  await visitor.auth("POST", "/totp/trust/remove-all", {});
  expect(taken).toEqual(Array(4).fill(`supertokens-mfa-react:user:${visitor.userId()}`));
});

test("what the app does when it is told of a change takes the lock after that change", async () => {
  const heldMeanwhile: number[] = [];
  const told = new Promise<void>((resolve, reject) => {
    onFactorChanged = ({ change, userId }) => {
      if (change !== "DEVICE_ADDED") return;
      heldMeanwhile.push(held);
      api.sdk.multiFactorAuth.addToRequiredSecondaryFactorsForUser(userId, "otp-email").then(resolve, reject);
    };
  });
  await visitor.addDevice("Phone");
  await told;
  expect(heldMeanwhile).toEqual([1]);
  // Create, verify, and the app's own.
  expect(taken).toHaveLength(3);
  expect((await api.sdk.multiFactorAuth.getRequiredSecondaryFactorsForUser(visitor.userId())).sort()).toEqual(["otp-email", "totp"]);
});
