import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { refetchMfaClaimForUser, requireTotp, totpMfa, TotpPolicyFailure, type TotpPolicyContext } from "../../src/server.js";
import { startApi, type Api } from "../support/api.js";
import type { Visitor } from "../support/visitor.js";

/** `requireTotp.when`: the criterion of each test is what `answer` returns. */
let api: Api;
let visitor: Visitor;
const criterion = vi.fn<(context: TotpPolicyContext) => unknown>();
const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);

beforeAll(async () => {
  api = await startApi({
    plugins: [
      totpMfa({
        // A criterion written in JavaScript can answer anything.
        require: requireTotp.when(async (context) => (await criterion(context)) as boolean),
      }),
    ],
  });
});
afterAll(() => api.close());

beforeEach(async () => {
  criterion.mockReset().mockReturnValue(false);
  logged.mockClear();
  visitor = api.visitor();
  await visitor.signUp();
  criterion.mockClear();
});

describe("a criterion that answers", () => {
  test("is asked with user, tenant, payload and user context", async () => {
    await visitor.signIn();
    const context = criterion.mock.lastCall?.[0];
    expect(context?.user).toMatchObject({ id: visitor.userId(), emails: [visitor.email], tenantIds: ["public"] });
    expect(context?.tenantId).toBe("public");
    expect(context?.accessTokenPayload).toMatchObject({ sub: visitor.userId(), tId: "public" });
    expect(context?.userContext).toBeTypeOf("object");
  });

  test("true requires TOTP, false doesn't", async () => {
    criterion.mockReturnValue(true);
    await visitor.signIn();
    expect(visitor.claim().v).toBe(false);
    criterion.mockReturnValue(false);
    await visitor.signIn();
    expect(visitor.claim().v).toBe(true);
  });

  test("may look at one user only", async () => {
    criterion.mockImplementation(({ user }) => user.emails.includes(visitor.email));
    const other = api.visitor();
    await other.signUp();
    await visitor.signIn();
    expect([visitor.claim().v, other.claim().v]).toEqual([false, true]);
  });

  test("gives the panel its reason in its own words", async () => {
    criterion.mockReturnValue({ required: true, reason: "Your plan includes payments." });
    await visitor.signIn();
    await visitor.addDevice("Phone");
    expect((await visitor.settings()).body).toMatchObject({
      required: true,
      reason: { code: "CUSTOM", message: "Your plan includes payments." },
      lastDevice: "REFUSED",
    });
    expect((await visitor.disable()).body).toEqual({
      status: "TOTP_REQUIRED_ERROR",
      reason: { code: "CUSTOM", message: "Your plan includes payments." },
    });
  });

  test("without a reason still says that TOTP is required", async () => {
    criterion.mockReturnValue({ required: true });
    await visitor.signIn();
    await visitor.addDevice("Phone");
    expect((await visitor.settings()).body).toMatchObject({ required: true, reason: { code: "CUSTOM" } });
  });

  test("with a reason that isn't text says that TOTP is required, and no more", async () => {
    criterion.mockReturnValue({ required: true, reason: 7 });
    await visitor.signIn();
    await visitor.addDevice("Phone");
    expect((await visitor.settings()).body["reason"]).toEqual({ code: "CUSTOM" });
  });

  test("with required: false and a reason requires nothing", async () => {
    criterion.mockReturnValue({ required: false, reason: "On the free plan" });
    await visitor.signIn();
    expect((await visitor.settings()).body).toMatchObject({ required: false });
    expect((await visitor.settings()).body).not.toHaveProperty("reason");
  });

  test("is honoured while signed in at the next claim refetch", async () => {
    criterion.mockReturnValue(true);
    expect(await visitor.mayEnter()).toBe(true);
    await visitor.mfaInfo();
    expect(await visitor.mayEnter()).toBe(false);
  });
});

describe.each([
  [
    "throws",
    () => {
      throw new Error("Billing is down");
    },
  ],
  ["rejects", () => Promise.reject(new Error("Billing is down"))],
  ["answers undefined", () => undefined],
  ["answers null", () => null],
  ["answers text", () => "false"],
  ["answers an object without required", () => ({ reason: "?" })],
  ["answers required: 0", () => ({ required: 0 })],
])("a criterion that %s fails closed", (_name, answer) => {
  beforeEach(() => void criterion.mockImplementation(answer));

  test("sign-in lets nobody in, with an error that names the policy", async () => {
    const other = visitor.otherBrowser();
    const answered = await other.signIn();
    expect(answered).toMatchObject({ status: 500, body: { error: expect.stringMatching(/TOTP policy failed in tenant "public"/) } });
    expect((await other.call("GET", "/protected")).status).not.toBe(200);
  });

  test("claim refetch and panel answer words that a client can show, and log the cause", async () => {
    const before = visitor.claim();
    for (const answered of [await visitor.mfaInfo(), await visitor.settings(), await visitor.disable()]) {
      expect(answered).toMatchObject({ status: 200, body: { status: "GENERAL_ERROR", message: expect.stringMatching(/try again/) } });
    }
    expect(visitor.claim()).toEqual(before);
    expect(logged).toHaveBeenCalledWith(expect.stringMatching(/TOTP policy failed/), expect.any(Error));
  });

  test("no factor is added or removed", async () => {
    criterion.mockReturnValue(false);
    await visitor.addDevice("Phone");
    criterion.mockImplementation(answer);
    expect((await visitor.createDevice("Tablet")).body).toMatchObject({ status: "GENERAL_ERROR" });
    expect((await visitor.removeDevice("Phone")).body).toMatchObject({ status: "GENERAL_ERROR" });
    expect(await visitor.deviceNames()).toEqual(["Phone"]);
  });
});

test("refetchMfaClaimForUser reports a criterion that fails, and does the sessions that it can", async () => {
  const other = visitor.otherBrowser();
  await other.signIn();
  criterion.mockReturnValueOnce(true).mockReturnValueOnce(undefined);
  await expect(refetchMfaClaimForUser(visitor.userId())).rejects.toThrow(
    expect.objectContaining({ message: expect.stringMatching(/1 of 2 sessions/), errors: [expect.any(TotpPolicyFailure)] }),
  );
  expect((await api.storedClaims(visitor.userId())).map(({ v }) => v).sort()).toEqual([false, true]);
});

test("the failure keeps its cause for the operator", () => {
  const cause = new Error("Billing is down");
  expect(new TotpPolicyFailure("public", cause)).toMatchObject({ cause, name: "TotpPolicyFailure" });
});
