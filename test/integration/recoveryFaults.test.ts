import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { requireTotp, totpMfa } from "../../src/server.js";
import { startApi, type Api } from "../support/api.js";
import { recovery } from "../support/recovery.js";
import type { Authenticator } from "../support/totp.js";
import type { Visitor } from "../support/visitor.js";

/** What happens to a code when the core fails in the middle: it is never accepted twice, and never lost without effect. */
let api: Api;
let visitor: Visitor;
let phone: Authenticator;
let code: string;
/** What breaks: each answers whether it does, at each call. */
let broken: Partial<Record<"read" | "write" | "completion" | "session", () => boolean>> = {};
/** Breaks only after the core did what it was asked: the reply is what is lost. */
let replyLost = false;
const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);

async function breaking<T>(part: keyof typeof broken, call: () => Promise<T>): Promise<T> {
  if (broken[part]?.() !== true) return call();
  if (replyLost) await call();
  throw new Error(`The core is down: ${part}`);
}

/** The n-th time only, from now on. */
function nth(n: number): () => boolean {
  let seen = 0;
  return () => ++seen === n;
}

beforeAll(async () => {
  api = await startApi({
    plugins: [totpMfa({ require: requireTotp.whenEnabled(), recoveryCodes: { count: 1 } })],
    userMetadata: {
      override: {
        functions: (original) => ({
          ...original,
          getUserMetadata: (input) => breaking("read", () => original.getUserMetadata(input)),
          updateUserMetadata: (input) => breaking("write", () => original.updateUserMetadata(input)),
        }),
      },
    },
    session: {
      override: {
        functions: (original) => ({
          ...original,
          regenerateAccessToken: (input) => breaking("completion", () => original.regenerateAccessToken(input)),
          getSessionInformation: (input) => breaking("session", () => original.getSessionInformation(input)),
        }),
      },
    },
  });
});
afterAll(() => api.close());

beforeEach(async () => {
  mend();
  visitor = api.visitor();
  await visitor.signUp();
  phone = await visitor.addDevice("Phone");
  [code = ""] = await recovery.codes(visitor);
  await visitor.signIn();
  logged.mockClear();
});

function mend(): void {
  broken = {};
  replyLost = false;
}

async function otherBrowser(): Promise<Visitor> {
  const other = visitor.otherBrowser();
  await other.signIn();
  return other;
}

describe.each([
  ["metadata can't be read", { read: () => true }],
  ["metadata can't be written", { write: () => true }],
  ["TOTP can't be completed in the session", { completion: () => true }],
])("%s", (_what, fault) => {
  test("the code opens nothing, and isn't lost", async () => {
    broken = fault;
    expect((await recovery.use(visitor, code)).status).toBe(500);
    expect(visitor.claim().v).toBe(false);
    mend();
    expect((await (await otherBrowser()).mfaInfo()).body["totp"]).toEqual({ recoveryCodes: true });
    expect((await recovery.use(await otherBrowser(), code)).body).toEqual({ status: "OK", left: 0 });
  });

  test("a wrong code is answered no differently than the right one", async () => {
    if ("completion" in fault) return;
    broken = fault;
    const answers = [await recovery.use(visitor, recovery.wrong), await recovery.use(visitor, code)];
    expect(answers[0]?.status).toBe(answers[1]?.status);
    expect(answers[0]?.body).toEqual(answers[1]?.body);
  });
});

describe("the process dies between taking the code and completing TOTP", () => {
  // What a dead process leaves behind: the code taken, and nothing written after it.
  beforeEach(async () => {
    broken = { completion: () => true, session: nth(2) };
    await recovery.use(visitor, code);
    mend();
  });

  test("the same session may use it", async () => {
    expect((await recovery.use(visitor, code)).body).toEqual({ status: "OK", left: 0 });
  });

  test("so may another one, and the challenge still offers it", async () => {
    const other = await otherBrowser();
    expect((await other.mfaInfo()).body["totp"]).toEqual({ recoveryCodes: true });
    expect((await recovery.use(other, code)).body).toEqual({ status: "OK", left: 0 });
    expect((await recovery.use(await otherBrowser(), code)).body["status"]).toBe("INVALID_RECOVERY_CODE_ERROR");
  });

  test("once its session is gone nobody knows, and it counts as used", async () => {
    await api.sdk.session.revokeAllSessionsForUser(visitor.userId());
    expect((await recovery.use(await otherBrowser(), code)).body["status"]).toBe("INVALID_RECOVERY_CODE_ERROR");
  });
});

describe("the core did what it was asked, and its reply is lost", () => {
  test.each(["write", "completion"] as const)("at %s: the code counts once", async (part) => {
    replyLost = true;
    broken = { [part]: nth(1) };
    expect((await recovery.use(visitor, code)).status).toBe(500);
    mend();
    // What the screens do after a lost reply: refresh, and read again.
    await visitor.refresh();
    const opened = visitor.claim().v;
    const second = await recovery.use(await otherBrowser(), code);
    expect([opened, second.body["status"] === "OK"].filter(Boolean)).toHaveLength(1);
  });
});

test("TOTP is completed, and that can't be written down: the code is used up all the same", async () => {
  broken = { write: nth(2) };
  expect((await recovery.use(visitor, code)).body).toEqual({ status: "OK", left: 0 });
  expect(logged).toHaveBeenCalledWith(expect.stringContaining("what became of a recovery code"), expect.any(Error));
  mend();
  expect((await recovery.use(await otherBrowser(), code)).body["status"]).toBe("INVALID_RECOVERY_CODE_ERROR");
});

test("the codes that are left can't be counted: a code of the app signs in all the same", async () => {
  await recovery.use(await otherBrowser(), code);
  broken = { read: nth(1) };
  expect((await visitor.verifyTotp(phone.code())).body).toEqual({ status: "OK" });
  expect(visitor.claim().v).toBe(true);
  expect(logged).toHaveBeenCalledWith(expect.stringContaining("could not be counted"), expect.any(Error));
});

test("the date of a device can't be written down: the device counts", async () => {
  await recovery.use(visitor, code);
  const tablet = await visitor.addPendingDevice("Tablet");
  broken = { write: () => true };
  expect((await visitor.verifyDevice("Tablet", tablet.code())).body).toMatchObject({ status: "OK" });
  mend();
  expect(await visitor.deviceNames()).toEqual(["Phone", "Tablet"]);
});
