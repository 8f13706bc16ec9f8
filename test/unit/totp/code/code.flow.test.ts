import { afterEach, beforeEach, describe, expect, it, test, vi } from "vitest";
import { reportError } from "../../../../src/supertokens/events.js";
import { readSession, wasTotpCompletedSince } from "../../../../src/supertokens/sessionService.js";
import { lockLength, storeLock, storedLock } from "../../../../src/totp/code/lock.js";
import { rememberAccepted } from "../../../../src/totp/code/usedCodes.js";
import { createCodeFlow, type CodeFlowOptions } from "../../../../src/totp/code/code.flow.js";
import { sessionOf } from "../../../fixtures/mfaScreen.js";

vi.mock("../../../../src/supertokens/sessionService.js", () => ({
  readSession: vi.fn(),
  sessionAtHand: vi.fn(),
  wasTotpCompletedSince: vi.fn(),
}));
vi.mock("../../../../src/supertokens/events.js", async (original) => ({ ...(await original()), reportError: vi.fn() }));

type Answer = Awaited<ReturnType<CodeFlowOptions["verify"]>>;

const verify = vi.fn<CodeFlowOptions["verify"]>();
const onAccepted = vi.fn();
const onDetour = vi.fn();
const session = sessionOf({ totpCompletedAt: 100 });
const { sessionKey } = session;

const rejected: Answer = { status: "INVALID_TOTP_ERROR", attemptsLeft: 4 };
const lost: Answer = { status: "NETWORK", cause: new TypeError("Failed to fetch") };

beforeEach(() => {
  vi.useFakeTimers();
  vi.mocked(readSession).mockResolvedValue(session);
  vi.mocked(wasTotpCompletedSince).mockResolvedValue(false);
  verify.mockResolvedValue(rejected);
});

afterEach(() => {
  vi.runAllTimers();
  vi.useRealTimers();
  vi.resetAllMocks();
  vi.restoreAllMocks();
  localStorage.clear();
});

/** Lets everything that is due happen, after some time. */
const pass = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

/** A form that is looked at; StrictMode looks away at once, and comes back. */
async function start(rest: Partial<CodeFlowOptions> = {}) {
  const options = { verify, onAccepted, onDetour, ...rest };
  const flow = createCodeFlow(options);
  flow.subscribe(() => undefined)();
  const leave = flow.subscribe(() => undefined);
  await pass();
  return {
    leave,
    state: flow.getState,
    submit: async (typed: string) => {
      flow.submit(typed);
      await pass();
    },
    submitNow: flow.submit,
    cancel: flow.cancel,
    about: (subject: object) => flow.setOptions({ ...options, subject }),
  };
}

/** A call that stays open until the test answers it. */
function pending() {
  let answer = (_: Answer) => {};
  verify.mockImplementationOnce(() => new Promise<Answer>((resolve) => (answer = resolve)));
  return {
    answer: async (value: Answer) => {
      answer(value);
      await pass();
    },
  };
}

const setOnline = (online: boolean) => vi.spyOn(navigator, "onLine", "get").mockReturnValue(online);

describe("one call for a submit", () => {
  it("even when Enter, the button and the sixth digit come in one tick", async () => {
    pending();
    const { submitNow } = await start();
    submitNow("123456");
    submitNow("123456");
    submitNow("654321");
    await pass();
    expect(verify).toHaveBeenCalledExactlyOnceWith("123456");
  });

  it("with six ASCII digits, whatever was typed", async () => {
    const { submit } = await start();
    await submit("١٢٣ ٤٥٦");
    expect(verify).toHaveBeenCalledExactlyOnceWith("123456");
  });

  it.each(["", "12345", "1234567", "12345a"])("and none for %o, which is told here", async (typed) => {
    const { submit, state } = await start();
    await submit(typed);
    expect(verify).not.toHaveBeenCalled();
    expect(state()).toMatchObject({ status: "ready", problem: { code: "MALFORMED" }, rejections: 0 });
  });

  it("and none while offline; once back, the same code goes on demand", async () => {
    setOnline(false);
    const { submit, state } = await start();
    await submit("123456");
    expect(verify).not.toHaveBeenCalled();
    expect(state()).toMatchObject({ problem: { code: "OFFLINE" } });
    setOnline(true);
    await pass(60_000);
    expect(verify).not.toHaveBeenCalled();
    await submit("123456");
    expect(verify).toHaveBeenCalledOnce();
  });
});

describe("an accepted code", () => {
  it("is told once and ends the form", async () => {
    verify.mockResolvedValue({ status: "OK" });
    const { submit, state } = await start();
    await submit("123456");
    await submit("654321");
    expect(state()).toMatchObject({ status: "accepted" });
    expect(onAccepted).toHaveBeenCalledOnce();
    expect(verify).toHaveBeenCalledOnce();
  });

  it("is known as used at the next form, which doesn't send it", async () => {
    rememberAccepted("123456", sessionKey);
    const { submit, state } = await start();
    await submit("123456");
    expect(verify).not.toHaveBeenCalled();
    expect(state()).toMatchObject({ problem: { code: "USED_CODE", attemptsLeft: undefined } });
  });

  it("is another user's own affair", async () => {
    rememberAccepted("123456", "public:bob");
    const { submit } = await start();
    await submit("123456");
    expect(verify).toHaveBeenCalledOnce();
  });

  it("clears the lock that was kept", async () => {
    verify.mockResolvedValue({ status: "OK" });
    const { submit } = await start();
    storeLock("TOTP", sessionKey, 1000);
    await submit("123456");
    expect(storedLock("TOTP", sessionKey)).toBe(0);
  });

  it("counts although the app's callback throws, and the app is told", async () => {
    const theirs = new Error("theirs");
    onAccepted.mockImplementation(() => {
      throw theirs;
    });
    verify.mockResolvedValue({ status: "OK" });
    const { submit, state } = await start();
    await submit("123456");
    expect(state()).toMatchObject({ status: "accepted" });
    expect(reportError).toHaveBeenCalledExactlyOnceWith(theirs);
  });
});

describe("a rejected code", () => {
  it("is told with the attempts that are left", async () => {
    const { submit, state } = await start();
    await submit("123456");
    expect(state()).toMatchObject({ status: "ready", problem: { code: "INVALID_CODE", attemptsLeft: 4, rejections: 1 }, rejections: 1 });
  });

  it("sent again is told to be used", async () => {
    const { submit, state } = await start();
    await submit("123456");
    await submit("123456");
    expect(state()).toMatchObject({ problem: { code: "USED_CODE" }, rejections: 2 });
  });

  it("followed by another is told as wrong", async () => {
    const { submit, state } = await start();
    await submit("123456");
    await submit("654321");
    expect(state()).toMatchObject({ problem: { code: "INVALID_CODE", rejections: 2 } });
  });
});

describe("answers that lead elsewhere", () => {
  it.each<Answer>([
    { status: "UNKNOWN_USER_ID_ERROR" },
    { status: "UNKNOWN_DEVICE_ERROR" },
    { status: "ALREADY_VERIFIED" },
    { status: "UNAUTHORISED" },
    { status: "MFA_NEEDED", need: "STEP_UP" },
  ])("$status is handed on, and the form can be used again", async (answer) => {
    verify.mockResolvedValueOnce(answer);
    const { submit, state } = await start();
    await submit("123456");
    expect(onDetour).toHaveBeenCalledExactlyOnceWith(answer);
    expect(onAccepted).not.toHaveBeenCalled();
    expect(state()).toMatchObject({ status: "ready", problem: undefined, rejections: 0 });
    await submit("654321");
    expect(verify).toHaveBeenCalledTimes(2);
  });

  it("the words of a general error are shown", async () => {
    verify.mockResolvedValue({ status: "GENERAL", message: "Closed" });
    const { submit, state } = await start();
    await submit("123456");
    expect(state()).toMatchObject({ status: "ready", problem: { code: "GENERAL", message: "Closed" } });
  });
});

describe("a slow answer", () => {
  it("can be waited for no longer after five seconds", async () => {
    pending();
    const { submit, state } = await start();
    await submit("123456");
    await pass(4999);
    expect(state()).toMatchObject({ status: "verifying", rejections: 0 });
    await pass(1);
    expect(state()).toMatchObject({ status: "waiting", rejections: 0 });
  });

  it("is ignored after a cancel", async () => {
    const call = pending();
    const { submit, state, cancel } = await start();
    await submit("123456");
    cancel();
    expect(state()).toMatchObject({ status: "ready", problem: { code: "CANCELLED" } });
    await call.answer({ status: "OK" });
    expect(state()).toMatchObject({ status: "ready", problem: { code: "CANCELLED" } });
    expect(onAccepted).not.toHaveBeenCalled();
  });

  it("after a cancel is asked for, rather than the code sent a second time", async () => {
    const call = pending();
    const { submit, state, cancel } = await start();
    await submit("123456");
    cancel();
    await call.answer({ status: "OK" });
    vi.mocked(wasTotpCompletedSince).mockResolvedValue(true);
    await submit("123456");
    expect(wasTotpCompletedSince).toHaveBeenCalledExactlyOnceWith(100);
    expect(verify).toHaveBeenCalledOnce();
    expect(state()).toMatchObject({ status: "accepted" });
    expect(onAccepted).toHaveBeenCalledOnce();
  });

  it("doesn't lead anywhere after the screen is gone", async () => {
    const call = pending();
    const { submit, leave } = await start();
    await submit("123456");
    leave();
    await call.answer({ status: "OK" });
    expect(onAccepted).not.toHaveBeenCalled();
    expect(onDetour).not.toHaveBeenCalled();
  });
});

describe("a lost answer", () => {
  beforeEach(() => {
    verify.mockResolvedValueOnce(lost);
  });

  it("to a code that was accepted is found in the session; the code isn't sent again", async () => {
    vi.mocked(wasTotpCompletedSince).mockResolvedValue(true);
    const { submit, state } = await start();
    await submit("123456");
    expect(wasTotpCompletedSince).toHaveBeenCalledExactlyOnceWith(100);
    expect(verify).toHaveBeenCalledOnce();
    expect(state()).toMatchObject({ status: "accepted" });
    expect(onAccepted).toHaveBeenCalledOnce();
  });

  it("to a code that wasn't accepted is told; the user may send it again", async () => {
    const { submit, state } = await start();
    await submit("123456");
    expect(state()).toMatchObject({ status: "ready", problem: { code: "UNAVAILABLE" }, rejections: 0 });
    expect(verify).toHaveBeenCalledOnce();
    await submit("123456");
    expect(verify).toHaveBeenCalledTimes(2);
  });

  it("is told to be the network's when that went away meanwhile", async () => {
    const { submit, state } = await start();
    verify.mockReset().mockImplementation(async () => {
      setOnline(false);
      return lost;
    });
    await submit("123456");
    expect(verify).toHaveBeenCalledOnce();
    expect(state()).toMatchObject({ status: "ready", problem: { code: "OFFLINE" } });
  });

  it("is asked for first at the next try, which sends nothing while that fails", async () => {
    vi.mocked(wasTotpCompletedSince).mockResolvedValue({ status: "NETWORK", cause: new TypeError("Failed to fetch") });
    const { submit, state } = await start();
    await submit("123456");
    await submit("123456");
    expect(wasTotpCompletedSince).toHaveBeenCalledTimes(2);
    expect(verify).toHaveBeenCalledOnce();
    expect(state()).toMatchObject({ status: "ready", problem: { code: "UNAVAILABLE" } });
    vi.mocked(wasTotpCompletedSince).mockResolvedValue(false);
    await submit("654321");
    expect(verify).toHaveBeenLastCalledWith("654321");
  });

  it("leads to sign-in when the session is found to be over", async () => {
    vi.mocked(wasTotpCompletedSince).mockResolvedValue({ status: "UNAUTHORISED" });
    const { submit } = await start();
    await submit("123456");
    expect(onDetour).toHaveBeenCalledExactlyOnceWith({ status: "UNAUTHORISED" });
  });

  it("is reported to the app with its cause", async () => {
    const { submit } = await start();
    await submit("123456");
    expect(reportError).toHaveBeenCalledExactlyOnceWith(lost.status === "NETWORK" && lost.cause);
  });
});

describe("while it is found out what became of a lost code", () => {
  let settle = (_: boolean) => {};

  beforeEach(() => {
    verify.mockResolvedValueOnce(lost);
    vi.mocked(wasTotpCompletedSince).mockImplementationOnce(() => new Promise((resolve) => (settle = resolve)));
  });

  it("a cancel counts: nothing leads on by itself afterwards", async () => {
    const { submit, state, cancel } = await start();
    await submit("123456");
    cancel();
    settle(true);
    await pass();
    expect(onAccepted).not.toHaveBeenCalled();
    expect(state()).toMatchObject({ status: "ready", problem: { code: "CANCELLED" } });
  });

  it("a cancel leaves it to the next submit to find out, which goes on", async () => {
    const { submit, state, cancel } = await start();
    await submit("123456");
    cancel();
    settle(true);
    await pass();
    vi.mocked(wasTotpCompletedSince).mockResolvedValueOnce(true);
    await submit("123456");
    expect(state()).toMatchObject({ status: "accepted" });
    expect(onAccepted).toHaveBeenCalledOnce();
    expect(verify).toHaveBeenCalledOnce();
  });

  it("leaving the screen counts too", async () => {
    const { submit, leave } = await start();
    await submit("123456");
    leave();
    settle(true);
    await pass();
    expect(onAccepted).not.toHaveBeenCalled();
  });
});

test("a fault of the server is reconciled in the same way", async () => {
  verify.mockResolvedValueOnce({ status: "FAULT", cause: new Error("HTTP 502") });
  vi.mocked(wasTotpCompletedSince).mockResolvedValue(true);
  const { submit, state } = await start();
  await submit("123456");
  expect(state()).toMatchObject({ status: "accepted" });
  expect(verify).toHaveBeenCalledOnce();
});

describe("a lock", () => {
  const limit = (retryAfterMs: number): Answer => ({ status: "LIMIT_REACHED_ERROR", retryAfterMs });

  it("is kept for a reload and ends on time", async () => {
    verify.mockResolvedValueOnce(limit(900_000));
    const first = await start();
    await first.submit("123456");
    expect(first.state()).toMatchObject({ status: "locked", lengthMs: 900_000 });
    first.leave();
    await pass(60_000);
    const second = await start();
    expect(second.state()).toMatchObject({ status: "locked", lengthMs: 840_000 });
    await pass(839_999);
    expect(second.state()).toMatchObject({ status: "locked" });
    await pass(1);
    expect(second.state()).toMatchObject({ status: "ready", problem: { code: "UNLOCKED" }, rejections: 0 });
  });

  it("sends nothing while it lasts", async () => {
    verify.mockResolvedValueOnce(limit(900_000));
    const { submit } = await start();
    await submit("123456");
    await submit("654321");
    expect(verify).toHaveBeenCalledOnce();
  });

  it("of another tab shows here, also in the middle of a call", async () => {
    pending();
    const { submit, state } = await start();
    await submit("123456");
    storeLock("TOTP", sessionKey, 30_000);
    window.dispatchEvent(new StorageEvent("storage", { key: "supertokens-mfa-react.lock" }));
    await pass();
    expect(state()).toMatchObject({ status: "locked", lengthMs: 30_000 });
    await pass(30_000);
    expect(state()).toMatchObject({ problem: { code: "UNLOCKED" } });
  });

  it("of another user doesn't show", async () => {
    storeLock("TOTP", "public:bob", 30_000);
    const { state } = await start();
    expect(state()).toMatchObject({ status: "ready" });
  });

  it("of no time can be tried again at once", async () => {
    verify.mockResolvedValueOnce(limit(0));
    const { submit, state } = await start();
    await submit("123456");
    await pass();
    expect(state()).toMatchObject({ status: "ready", problem: { code: "UNLOCKED" } });
  });

  it("of absurd time is a day's", async () => {
    verify.mockResolvedValueOnce(limit(1e15));
    const { submit, state } = await start();
    await submit("123456");
    expect(state()).toMatchObject({ status: "locked", lengthMs: lockLength(1e15) });
  });

  it("runs on the monotonic clock: putting the wall clock back doesn't make it longer", async () => {
    verify.mockResolvedValueOnce(limit(900_000));
    const { submit, state } = await start();
    await submit("123456");
    vi.setSystemTime(Date.now() - 3_600_000);
    await pass(900_000);
    expect(state()).toMatchObject({ status: "ready", problem: { code: "UNLOCKED" } });
  });
});

test("a session that can't be read doesn't stand in the way of a code", async () => {
  vi.mocked(readSession).mockResolvedValue({ status: "FAULT", cause: new Error("cookies") });
  verify.mockResolvedValue({ status: "OK" });
  const { submit, state } = await start();
  await submit("123456");
  expect(state()).toMatchObject({ status: "accepted" });
});

describe("while the session is being refreshed before a code goes off", () => {
  let refreshed = () => {};

  const submitted = async () => {
    const form = await start();
    vi.mocked(readSession).mockImplementationOnce(() => new Promise((resolve) => (refreshed = () => resolve(session))));
    await form.submit("123456");
    return form;
  };

  it("a cancel keeps it here; the next submit sends it, once", async () => {
    const { submit, cancel } = await submitted();
    cancel();
    refreshed();
    await pass();
    expect(verify).not.toHaveBeenCalled();
    await submit("123456");
    expect(verify).toHaveBeenCalledExactlyOnceWith("123456");
  });

  it("leaving the screen keeps it here", async () => {
    const { leave } = await submitted();
    leave();
    refreshed();
    await pass();
    expect(verify).not.toHaveBeenCalled();
  });
});

test("a cancel while an earlier code's fate is asked for sends nothing", async () => {
  verify.mockResolvedValueOnce(lost);
  vi.mocked(wasTotpCompletedSince).mockResolvedValueOnce({ status: "NETWORK", cause: new TypeError("Failed to fetch") });
  const { submit, cancel, state } = await start();
  await submit("123456");
  let settle = (_: boolean) => {};
  vi.mocked(wasTotpCompletedSince).mockImplementationOnce(() => new Promise((resolve) => (settle = resolve)));
  await submit("654321");
  cancel();
  settle(false);
  await pass();
  expect(verify).toHaveBeenCalledExactlyOnceWith("123456");
  expect(state()).toMatchObject({ status: "ready", problem: { code: "CANCELLED" } });
});

describe("a code for an earlier subject, such as a QR code that was replaced", () => {
  it("leads nowhere when it is answered late", async () => {
    const call = pending();
    const { submit, state, about } = await start({ subject: {} });
    await submit("123456");
    about({});
    await call.answer({ status: "OK" });
    expect(onAccepted).not.toHaveBeenCalled();
    expect(state()).toMatchObject({ status: "ready", problem: undefined, rejections: 0 });
  });

  it("that was refused is told as wrong for the new one, not as used", async () => {
    const { submit, state, about } = await start({ subject: {} });
    await submit("123456");
    about({});
    await submit("123456");
    expect(state()).toMatchObject({ problem: { code: "INVALID_CODE" } });
  });

  it("and whose fate is unknown proves nothing of the new one, although another tab completes TOTP at that moment", async () => {
    verify.mockResolvedValueOnce(lost);
    vi.mocked(wasTotpCompletedSince).mockResolvedValueOnce({ status: "NETWORK", cause: new TypeError("Failed to fetch") });
    const { submit, state, about } = await start({ subject: {} });
    await submit("123456");
    about({});
    vi.mocked(wasTotpCompletedSince).mockResolvedValue(true);
    await submit("654321");
    expect(verify).toHaveBeenLastCalledWith("654321");
    expect(onAccepted).not.toHaveBeenCalled();
    expect(state()).toMatchObject({ status: "ready", problem: { code: "INVALID_CODE" } });
  });

  it("nor does it while its fate is being asked for", async () => {
    let settle = (_: boolean) => {};
    verify.mockResolvedValueOnce(lost);
    vi.mocked(wasTotpCompletedSince).mockImplementationOnce(() => new Promise((resolve) => (settle = resolve)));
    const { submit, state, about } = await start({ subject: {} });
    await submit("123456");
    about({});
    settle(true);
    await pass();
    expect(onAccepted).not.toHaveBeenCalled();
    expect(state()).toMatchObject({ status: "ready", problem: undefined });
  });
});

test("what a lost code was for may be asked in its own way", async () => {
  verify.mockResolvedValueOnce(lost);
  vi.mocked(wasTotpCompletedSince).mockResolvedValue(true);
  const wasAcceptedSince = vi.fn(async () => false);
  const { submit, state } = await start({ wasAcceptedSince });
  await submit("123456");
  expect(wasAcceptedSince).toHaveBeenCalledExactlyOnceWith(100);
  expect(state()).toMatchObject({ status: "ready", problem: { code: "UNAVAILABLE" } });
});

test("a code whose reply comes while another tab's lock shows still counts, and one that isn't sent yet stays here", async () => {
  const call = pending();
  const answered = await start();
  await answered.submit("123456");
  storeLock("TOTP", sessionKey, 30_000);
  window.dispatchEvent(new StorageEvent("storage", { key: "supertokens-mfa-react.lock" }));
  await pass();
  await call.answer({ status: "OK" });
  expect(answered.state()).toMatchObject({ status: "accepted" });

  let refreshed = () => {};
  const held = await start();
  vi.mocked(readSession).mockImplementationOnce(() => new Promise((resolve) => (refreshed = () => resolve(session))));
  await held.submit("654321");
  storeLock("TOTP", sessionKey, 30_000);
  window.dispatchEvent(new StorageEvent("storage", { key: "supertokens-mfa-react.lock" }));
  await pass();
  refreshed();
  await pass();
  expect(held.state()).toMatchObject({ status: "locked" });
  expect(verify).toHaveBeenCalledOnce();
});

describe("the consent to a change that the form was opened for", () => {
  const consent = { open: vi.fn(), accept: vi.fn(), close: vi.fn(), leave: vi.fn() };

  it("is given by a code that it sees accepted, before the app is told", async () => {
    verify.mockResolvedValue({ status: "OK" });
    onAccepted.mockImplementation(() => expect(consent.accept).toHaveBeenCalledOnce());
    const { submit } = await start({ consent });
    expect(consent.open).toHaveBeenCalled();
    await submit("123456");
    expect(onAccepted).toHaveBeenCalledOnce();
    expect(reportError).not.toHaveBeenCalled();
  });

  it("is not given by what the session tells of a lost code: it may be another tab's", async () => {
    verify.mockResolvedValueOnce(lost);
    vi.mocked(wasTotpCompletedSince).mockResolvedValue(true);
    const { submit } = await start({ consent });
    await submit("123456");
    expect(onAccepted).toHaveBeenCalledOnce();
    expect(consent.accept).not.toHaveBeenCalled();
  });

  it("ends with a cancel, although the reply comes later", async () => {
    const call = pending();
    const { submit, cancel } = await start({ consent });
    await submit("123456");
    cancel();
    expect(consent.close).toHaveBeenCalledOnce();
    await call.answer({ status: "OK" });
    expect(consent.accept).not.toHaveBeenCalled();
  });

  it("is left with the form", async () => {
    const { leave } = await start({ consent });
    // React's StrictMode looked away once.
    consent.leave.mockClear();
    await pass(60_000);
    expect(consent.leave).not.toHaveBeenCalled();
    leave();
    expect(consent.leave).toHaveBeenCalledOnce();
  });

  it("is not given by a code that the session had accepted in another tab", async () => {
    verify.mockResolvedValue({ status: "OK", by: "SESSION" });
    const { submit } = await start({ consent });
    await submit("123456");
    expect(onAccepted).toHaveBeenCalledOnce();
    expect(consent.accept).not.toHaveBeenCalled();
  });
});
