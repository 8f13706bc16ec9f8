import { beforeEach, describe, expect, it, test, vi } from "vitest";
import { confirmRecoveryCodes, consumeRecoveryCode, createRecoveryCodes } from "../../../src/supertokens/recoveryService.js";
import { removeAllTrustedBrowsers, removeTrustedBrowser, trustThisBrowser } from "../../../src/supertokens/trustService.js";
import { codeSet } from "../../fixtures/settings.js";
import { backend, forgetSession, frontToken, html, json, signIn, startSdk } from "../support/backend.js";

const onHandleEvent = vi.fn();

beforeEach(() => {
  vi.clearAllMocks();
  startSdk({ mfa: { onHandleEvent } });
  forgetSession();
  signIn();
});

const { codes, createdAt } = codeSet;
const [code = ""] = codes;

const calls = {
  create: { route: "POST /auth/totp/recovery/create", call: () => createRecoveryCodes(), body: {}, answer: { codes, createdAt } },
  saved: { route: "POST /auth/totp/recovery/saved", call: () => confirmRecoveryCodes(createdAt), body: { createdAt }, answer: {} },
  use: { route: "POST /auth/totp/recovery/use", call: () => consumeRecoveryCode(code), body: { code }, answer: { left: 9 } },
  trust: { route: "POST /auth/totp/trust", call: () => trustThisBrowser(), body: {}, answer: { expiresAt: 1 } },
  remove: { route: "POST /auth/totp/trust/remove", call: () => removeTrustedBrowser("a&b"), body: { id: "a&b" }, answer: {} },
  removeAll: { route: "POST /auth/totp/trust/remove-all", call: () => removeAllTrustedBrowsers(), body: {}, answer: {} },
} as const;

describe.each(Object.entries(calls))("%s", (_name, { route, call, body, answer: details }) => {
  it("asks the plugin once, in its words, with nothing in the address", async () => {
    const requests = backend({ [route]: () => json({ status: "OK", ...details }) });
    expect(await call()).toMatchObject({ status: "OK" });
    expect(requests.map((request) => [`${request.method} ${request.path}`, request.body])).toEqual([[route, body]]);
  });

  it.each([
    ["a 500", () => json({ message: "oops", codes }, 500)],
    ["a 404, as of a stock backend", () => new Response(null, { status: 404 })],
    ["a 502 with HTML", () => html(502)],
    ["a 200 with HTML", () => html()],
    ["a 200 with half a body", () => new Response(`{"status":"OK","codes":["${code}`)],
    ["a 200 with null", () => json(null)],
    ["a 200 with an array", () => json([{ status: "OK" }])],
    ["no status", () => json({ codes })],
    ["a status that is not known", () => json({ status: "MAYBE", codes })],
    ["no answer", () => new TypeError("Failed to fetch")],
  ])("turns %s into a failure, whose cause holds no code, and tells the app of nothing", async (fault, answer) => {
    backend({ [route]: answer });
    const outcome = await call();
    expect(outcome.status).toBe(fault === "no answer" ? "NETWORK" : "FAULT");
    expect(String("cause" in outcome && outcome.cause)).not.toContain(code);
    expect(onHandleEvent).not.toHaveBeenCalled();
  });

  it("hands on the words of a general error, the wish for a recent code and the end of the session", async () => {
    const reason = { message: "…", factorId: "totp", freshForSeconds: 300 };
    const refused = () => json({ message: "unauthorised" }, 401);
    backend({ [route]: () => json({ status: "GENERAL_ERROR", message: "Ask Bob" }) });
    expect(await call()).toEqual({ status: "GENERAL", message: "Ask Bob" });
    backend({ [route]: () => json({ message: "invalid claim", claimValidationErrors: [{ id: "st-mfa", reason }] }, 403) });
    expect(await call()).toEqual({ status: "MFA_NEEDED", need: "STEP_UP" });
    backend({ [route]: refused, "POST /auth/session/refresh": refused });
    expect(await call()).toEqual({ status: "UNAUTHORISED" });
  });

  it("asks once more, and only once, after the session was refreshed", async () => {
    let expired = true;
    const requests = backend({
      [route]: () => (expired ? json({ message: "try refresh token" }, 401) : json({ status: "OK", ...details })),
      "POST /auth/session/refresh": () => {
        expired = false;
        return json({}, 200, { "front-token": frontToken({}) });
      },
    });
    expect(await call()).toMatchObject({ status: "OK" });
    expect(requests.filter(({ method, path }) => `${method} ${path}` === route)).toHaveLength(2);
  });
});

describe("codes that were made", () => {
  const made = (answer: object) => backend({ [calls.create.route]: () => json({ status: "OK", codes, createdAt, ...answer }) });

  it("come with whose they are, and the app hears of them without the codes", async () => {
    made({ account: "ada@example.com" });
    expect(await createRecoveryCodes()).toEqual({ status: "OK", set: { ...codeSet, appName: "Test" } });
    expect(onHandleEvent.mock.calls).toEqual([[{ action: "RECOVERY_CODES_CREATED" }]]);
  });

  it.each([undefined, null, 7, {}])("of an account %j are of none that is known", async (account) => {
    made({ account });
    expect(await createRecoveryCodes()).toMatchObject({ status: "OK", set: { account: undefined } });
  });

  it.each([
    { codes: [] },
    { codes: "7k2mq-x4w9d" },
    { codes: [7] },
    { codes: [code, null] },
    { codes: null },
    { createdAt: null },
    { createdAt: "yesterday" },
    { createdAt: 9e15 },
  ])("of another shape, %j, are a fault", async (answer) => {
    made(answer);
    expect((await createRecoveryCodes()).status).toBe("FAULT");
    expect(onHandleEvent).not.toHaveBeenCalled();
  });
});

describe("a code that is used", () => {
  it("tells how many are left, the app too", async () => {
    backend({ [calls.use.route]: () => json({ status: "OK", left: 3 }) });
    expect(await consumeRecoveryCode(code)).toEqual({ status: "OK", recoveryCodesLeft: 3 });
    expect(onHandleEvent.mock.calls).toEqual([[{ action: "RECOVERY_CODE_USED", left: 3 }]]);
  });

  it.each([
    [{ status: "INVALID_RECOVERY_CODE_ERROR", currentNumberOfFailedAttempts: 2, maxNumberOfFailedAttempts: 5 }, { attemptsLeft: 3 }],
    [{ status: "INVALID_RECOVERY_CODE_ERROR", currentNumberOfFailedAttempts: 9, maxNumberOfFailedAttempts: 5 }, { attemptsLeft: 0 }],
    [{ status: "INVALID_RECOVERY_CODE_ERROR" }, { attemptsLeft: undefined }],
  ])("and refused, %j, costs an attempt that is told where it is known", async (answer, told) => {
    backend({ [calls.use.route]: () => json(answer) });
    expect(await consumeRecoveryCode(code)).toEqual({ status: "INVALID_TOTP_ERROR", ...told });
    expect(onHandleEvent).not.toHaveBeenCalled();
  });

  it("meets the limit", async () => {
    backend({ [calls.use.route]: () => json({ status: "LIMIT_REACHED_ERROR", retryAfterMs: 900_000 }) });
    expect(await consumeRecoveryCode(code)).toEqual({ status: "LIMIT_REACHED_ERROR", retryAfterMs: 900_000 });
  });
});

test("codes that were made anew meanwhile, and a browser that may not be trusted, are answers and no faults", async () => {
  backend({
    [calls.saved.route]: () => json({ status: "UNKNOWN_RECOVERY_CODES_ERROR" }),
    [calls.trust.route]: () => json({ status: "TRUST_NOT_ALLOWED_ERROR" }),
  });
  expect(await confirmRecoveryCodes(createdAt)).toEqual({ status: "UNKNOWN_RECOVERY_CODES_ERROR" });
  expect(await trustThisBrowser()).toEqual({ status: "TRUST_NOT_ALLOWED_ERROR" });
});
