import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { requireTotp, totpMfa, type FactorChangedEvent } from "../../src/server.js";
import { startApi, type Api } from "../support/api.js";
import { recovery } from "../support/recovery.js";
import type { Authenticator } from "../support/totp.js";
import type { Visitor } from "../support/visitor.js";

let api: Api;
let visitor: Visitor;
let phone: Authenticator;
let codes: string[];
const events: FactorChangedEvent[] = [];
vi.spyOn(console, "error").mockImplementation(() => undefined);

beforeAll(async () => {
  api = await startApi({
    plugins: [totpMfa({ require: requireTotp.whenEnabled(), onFactorChanged: (event) => events.push(event), recoveryCodes: { count: 3 } })],
  });
});
afterAll(() => api.close());

beforeEach(async () => {
  vi.useRealTimers();
  visitor = api.visitor();
  await visitor.signUp();
  phone = await visitor.addDevice("Phone");
  codes = await recovery.codes(visitor);
  events.length = 0;
});

const state = async (of = visitor) => (await of.settings()).body["recoveryCodes"];
const offered = async (of: Visitor) => (await of.mfaInfo()).body["totp"];
const stored = async () => JSON.stringify((await api.sdk.userMetadata.getUserMetadata(visitor.userId())).metadata);
const refused = (failed: number) => ({
  status: "INVALID_RECOVERY_CODE_ERROR",
  currentNumberOfFailedAttempts: failed,
  maxNumberOfFailedAttempts: 5,
});
const first = () => codes[0] ?? "";

/** The user on another browser, where the password was right and no more. */
async function halfSignedIn(): Promise<Visitor> {
  const other = visitor.otherBrowser();
  await other.signIn();
  return other;
}

describe("codes are made", () => {
  test("after the first device was proven, in the same visit", async () => {
    const newcomer = api.visitor();
    await newcomer.signUp();
    const app = await newcomer.addPendingDevice("Phone");
    expect((await newcomer.verifyDevice("Phone", app.code())).body).toEqual({
      status: "OK",
      wasAlreadyVerified: false,
      offerRecoveryCodes: true,
    });
    expect((await newcomer.settings()).body["recoveryCodes"]).toBeNull();
    const { body } = await recovery.create(newcomer);
    expect(body).toEqual({ status: "OK", codes: expect.any(Array), createdAt: expect.any(Number), account: newcomer.email });
    expect((await newcomer.settings()).body["recoveryCodes"]).toEqual({ left: 3, total: 3, createdAt: body["createdAt"], seen: false });
  });

  test("different ones, each as it is shown", () => {
    expect(new Set(codes).size).toBe(3);
    for (const code of codes) expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{5}-[0-9a-hjkmnp-tv-z]{5}$/);
  });

  test("also while another factor is still to come, as in the middle of sign-in", async () => {
    await visitor.forgetTotp(false);
    expect((await recovery.create(visitor)).body).toMatchObject({ claimValidationErrors: [{ id: "st-mfa" }] });
    await visitor.verifyTotp(phone.code());
    expect((await recovery.create(visitor)).body).toMatchObject({ status: "OK" });
  });

  test("and offered no more once there are some", async () => {
    const tablet = await visitor.addPendingDevice("Tablet");
    expect((await visitor.verifyDevice("Tablet", tablet.code())).body).toEqual({ status: "OK", wasAlreadyVerified: false });
  });

  test("and offered again with the new device that the last one led to", async () => {
    for (const code of codes) await recovery.use(visitor, code);
    const phone = await visitor.addPendingDevice("New phone");
    expect((await visitor.verifyDevice("New phone", phone.code())).body).toMatchObject({ status: "OK", offerRecoveryCodes: true });
    expect(await recovery.codes(visitor)).toHaveLength(3);
  });

  test("in place of the old ones, which are void then", async () => {
    const { createdAt } = (await state()) as { createdAt: number };
    const again = await recovery.create(visitor);
    expect(again.body["createdAt"]).toBeGreaterThan(createdAt);
    expect(await recovery.use(await halfSignedIn(), first())).toMatchObject({ body: { status: "INVALID_RECOVERY_CODE_ERROR" } });
  });

  test("and the app is told, without a code", async () => {
    await recovery.create(visitor);
    expect(events).toEqual([
      { userId: visitor.userId(), tenantId: "public", change: "RECOVERY_CODES_CREATED", left: 3, at: expect.any(Date) },
    ]);
  });

  test("only with a fresh TOTP, and only by users with a device", async () => {
    await visitor.ageTotp(301);
    expect((await recovery.create(visitor)).body).toMatchObject({
      claimValidationErrors: [{ id: "st-mfa", reason: { factorId: "totp", freshForSeconds: 300 } }],
    });
    await visitor.ageTotp(0);
    await visitor.removeDevice("Phone");
    expect((await recovery.create(visitor)).body).toMatchObject({ status: "GENERAL_ERROR" });
  });

  test("five times in a quarter of an hour, however many ask at once, and then again", async () => {
    const stranger = api.visitor();
    await stranger.signUp();
    await stranger.addDevice("Phone");
    const answers = await Promise.all(Array.from({ length: 7 }, () => recovery.create(stranger)));
    expect(answers.filter(({ body }) => body["status"] === "OK")).toHaveLength(5);
    const refusals = answers.filter(({ body }) => body["status"] !== "OK");
    for (const { body } of refusals) {
      expect(body).toEqual({ status: "GENERAL_ERROR", message: "Recovery codes were made 5 times just now. Try again in 15 min." });
    }
    expect((await recovery.create(visitor)).body).toMatchObject({ status: "OK" });
    const now = Date.now();
    vi.spyOn(Date, "now").mockImplementation(() => now + 15 * 60 * 1000 + 1);
    await stranger.ageTotp(0);
    expect((await recovery.create(stranger)).body).toMatchObject({ status: "OK" });
    vi.mocked(Date.now).mockRestore();
  });

  test("and no cache keeps them", async () => {
    expect((await recovery.create(visitor)).headers.get("cache-control")).toBe("no-store");
  });
});

test("no code is in the user's metadata, in no form that it is typed in", async () => {
  const metadata = (await stored()).toLowerCase();
  for (const code of codes) {
    expect(metadata).not.toContain(code);
    expect(metadata).not.toContain(code.replace("-", ""));
  }
});

describe("the user says that the codes are saved", () => {
  test("and the panel need not warn any more", async () => {
    const { createdAt } = (await state()) as { createdAt: number };
    expect((await recovery.saved(visitor, createdAt)).body).toEqual({ status: "OK" });
    expect(await state()).toMatchObject({ seen: true });
  });

  test("but meant others than there are now", async () => {
    const { createdAt } = (await state()) as { createdAt: number };
    await recovery.create(visitor);
    expect((await recovery.saved(visitor, createdAt)).body).toEqual({ status: "UNKNOWN_RECOVERY_CODES_ERROR" });
    expect(await state()).toMatchObject({ seen: false });
  });

  test("which a password alone can't say", async () => {
    const { createdAt } = (await state()) as { createdAt: number };
    expect((await recovery.saved(await halfSignedIn(), createdAt)).status).toBe(403);
    expect(await state()).toMatchObject({ seen: false });
  });

  test("or used one", async () => {
    await recovery.use(await halfSignedIn(), first());
    expect(await state()).toMatchObject({ seen: true });
  });
});

describe("a code at the challenge", () => {
  test("is offered, completes TOTP and is used up", async () => {
    const lost = await halfSignedIn();
    expect(await offered(lost)).toEqual({ recoveryCodes: true });
    expect((await recovery.use(lost, first())).body).toEqual({ status: "OK", left: 2 });
    expect(lost.claim()).toEqual({ c: expect.objectContaining({ totp: expect.any(Number) }), v: true });
    expect(await lost.mayEnter()).toBe(true);
    expect(await state()).toMatchObject({ left: 2, total: 3 });
    expect((await recovery.use(await halfSignedIn(), first())).body).toEqual(refused(1));
  });

  test("is understood in any case, with spaces and look-alikes", async () => {
    const typed = ` ${first().toUpperCase().replaceAll("0", "o").replaceAll("1", "l").replace("-", " ")} `;
    expect((await recovery.use(await halfSignedIn(), typed)).body).toMatchObject({ status: "OK" });
  });

  test("lets its user set up a new device and remove the lost one", async () => {
    const lost = await halfSignedIn();
    await recovery.use(lost, first());
    await lost.addDevice("New phone");
    expect((await lost.removeDevice("Phone")).body).toEqual({ status: "OK", didDeviceExist: true });
    expect(await lost.deviceNames()).toEqual(["New phone"]);
  });

  test("also steps up a session that is complete: its user may have lost the phone since", async () => {
    await visitor.ageTotp(301);
    expect((await recovery.use(visitor, first())).body).toMatchObject({ status: "OK" });
    expect((await visitor.removeDevice("Phone")).body).toMatchObject({ status: "OK" });
  });

  test("is told to the app, with how many are left", async () => {
    await recovery.use(await halfSignedIn(), first());
    expect(events).toEqual([{ userId: visitor.userId(), tenantId: "public", change: "RECOVERY_CODE_USED", left: 2, at: expect.any(Date) }]);
  });

  test("of somebody else is refused", async () => {
    const other = api.visitor();
    await other.signUp();
    await other.addDevice("Phone");
    await recovery.codes(other);
    const stranger = other.otherBrowser();
    await stranger.signIn();
    expect((await recovery.use(stranger, first())).body).toEqual(refused(1));
    expect(stranger.claim().v).toBe(false);
  });

  test("is refused to a user without codes", async () => {
    const other = api.visitor();
    await other.signUp();
    await other.addDevice("Phone");
    expect(await offered(other)).toEqual({ recoveryCodes: false });
    expect((await recovery.use(other, first())).body).toEqual(refused(1));
  });

  test("needs a session, and one that the core still has", async () => {
    expect((await recovery.use(api.visitor(), first())).status).toBe(401);
    const lost = await halfSignedIn();
    await api.sdk.session.revokeAllSessionsForUser(visitor.userId());
    expect((await recovery.use(lost, first())).status).toBe(401);
  });

  test.each([undefined, null, 7, ["x"], {}])("is refused with 400 when it is %o", async (code) => {
    expect((await visitor.auth("POST", "/totp/recovery/use", { code })).status).toBe(400);
  });
});

test("one code used twice at once is accepted once", async () => {
  const [one, other] = [await halfSignedIn(), await halfSignedIn()];
  const answers = await Promise.all([recovery.use(one, first()), recovery.use(other, first())]);
  expect(answers.map(({ body }) => body["status"]).sort()).toEqual(["INVALID_RECOVERY_CODE_ERROR", "OK"]);
  expect([one.claim().v, other.claim().v].sort()).toEqual([false, true]);
  expect(await state()).toMatchObject({ left: 2 });
});

test("two codes used at once are both accepted, and both used up", async () => {
  const [one, other] = [await halfSignedIn(), await halfSignedIn()];
  await Promise.all([recovery.use(one, first()), recovery.use(other, codes[1] ?? "")]);
  expect([one.claim().v, other.claim().v]).toEqual([true, true]);
  expect(await state()).toMatchObject({ left: 1 });
});

describe("few codes left are told with an accepted code of the app", () => {
  const told = async () => (await (await halfSignedIn()).verifyTotp(phone.code())).body;

  test("and not while there are all of them, however few that is", async () => {
    expect(await told()).toEqual({ status: "OK" });
  });

  test("down to none", async () => {
    for (const [used, code] of codes.entries()) {
      await recovery.use(await halfSignedIn(), code);
      expect(await told()).toEqual({ status: "OK", recoveryCodesLeft: 2 - used });
    }
  });

  test("but not to somebody with a wrong one", async () => {
    await recovery.use(await halfSignedIn(), first());
    const { body } = await (await halfSignedIn()).verifyTotp(phone.wrongCode());
    expect(body).toMatchObject({ status: "INVALID_TOTP_ERROR" });
    expect(body).not.toHaveProperty("recoveryCodesLeft");
  });

  test("nor to whoever never had any", async () => {
    await api.sdk.userMetadata.updateUserMetadata(visitor.userId(), { "supertokens-mfa-react": null });
    expect(await told()).toEqual({ status: "OK" });
  });
});

describe("wrong codes", () => {
  async function fail(lost: Visitor, times: number): Promise<void> {
    for (let attempt = 1; attempt <= times; attempt++) expect((await recovery.use(lost, recovery.wrong)).body).toEqual(refused(attempt));
  }

  test("lock after five in a row for 15 minutes, the right one too, on every browser and tenant", async () => {
    const lost = await halfSignedIn();
    await fail(lost, 5);
    const { body } = await recovery.use(lost, first());
    expect(body).toEqual({ status: "LIMIT_REACHED_ERROR", retryAfterMs: expect.any(Number) });
    expect(body["retryAfterMs"]).toBeGreaterThan(14 * 60 * 1000);
    expect(body["retryAfterMs"]).toBeLessThanOrEqual(15 * 60 * 1000);

    await api.sdk.multitenancy.createOrUpdateTenant("bank", { firstFactors: ["emailpassword"] });
    const { loginMethods } = (await api.sdk.supertokens.getUser(visitor.userId())) ?? { loginMethods: [] };
    for (const { recipeUserId } of loginMethods) await api.sdk.multitenancy.associateUserToTenant("bank", recipeUserId);
    const elsewhere = visitor.otherBrowser();
    await elsewhere.signIn("bank");
    expect((await recovery.use(elsewhere, first())).body).toMatchObject({ status: "LIMIT_REACHED_ERROR" });
    expect(await state()).toMatchObject({ left: 3 });
  });

  test("count again from one after the 15 minutes", async () => {
    const lost = await halfSignedIn();
    await fail(lost, 5);
    const now = Date.now();
    vi.spyOn(Date, "now").mockImplementation(() => now + 15 * 60 * 1000 + 1);
    expect((await recovery.use(lost, recovery.wrong)).body).toEqual(refused(1));
    expect((await recovery.use(lost, first())).body).toMatchObject({ status: "OK" });
    vi.mocked(Date.now).mockRestore();
  });

  test("are forgotten after a right one", async () => {
    const lost = await halfSignedIn();
    await fail(lost, 4);
    await recovery.use(lost, first());
    await fail(lost, 4);
  });

  test("spend no attempt at TOTP, nor the other way round", async () => {
    const lost = await halfSignedIn();
    await fail(lost, 5);
    expect((await lost.verifyTotp(phone.wrongCode())).body).toMatchObject({ currentNumberOfFailedAttempts: 1 });
    expect((await lost.verifyTotp(phone.code())).body).toEqual({ status: "OK" });
  });

  test("sent all at once count each", async () => {
    const lost = await halfSignedIn();
    const answers = await Promise.all(Array.from({ length: 7 }, () => recovery.use(lost, recovery.wrong)));
    expect(answers.filter(({ body }) => body["status"] === "INVALID_RECOVERY_CODE_ERROR")).toHaveLength(5);
    expect(answers.filter(({ body }) => body["status"] === "LIMIT_REACHED_ERROR")).toHaveLength(2);
  });

  test.each(["", "123456", "zzzzz-zzzzz-zzzzz", "ж".repeat(10), "z".repeat(5000)])(
    "count also when they can't be one: %o",
    async (typed) => {
      expect((await recovery.use(await halfSignedIn(), typed)).body).toEqual(refused(1));
    },
  );
});

describe("codes go", () => {
  test.each<[string, () => Promise<unknown>]>([
    ["with the last device", () => visitor.removeDevice("Phone")],
    ["when the user turns TOTP off", () => visitor.disable()],
    ["when the app turns TOTP off", () => api.sdk.multiFactorAuth.removeFromRequiredSecondaryFactorsForUser(visitor.userId(), "totp")],
  ])("%s", async (_when, end) => {
    await end();
    expect(await state()).toBeNull();
    expect((await recovery.use(visitor, first())).body).toEqual(refused(1));
  });

  test("not with a device beside which there is another", async () => {
    await visitor.addDevice("Tablet");
    await visitor.removeDevice("Phone");
    expect(await state()).toMatchObject({ left: 3 });
  });
});

test("other metadata of the user stays as it was, whatever happens to the codes", async () => {
  await api.sdk.userMetadata.updateUserMetadata(visitor.userId(), { plan: "pro", preferences: { theme: "dark" } });
  await recovery.use(await halfSignedIn(), first());
  await recovery.codes(visitor);
  await visitor.disable();
  expect((await api.sdk.userMetadata.getUserMetadata(visitor.userId())).metadata).toMatchObject({
    plan: "pro",
    preferences: { theme: "dark" },
  });
});

test.each([0, -1, 1.5, 51, Number.NaN])("totpMfa takes recoveryCodes.count: %d for a mistake", (count) => {
  expect(() => totpMfa({ require: requireTotp.whenEnabled(), recoveryCodes: { count } })).toThrow(TypeError);
});
