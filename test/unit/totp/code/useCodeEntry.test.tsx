import { act, renderHook } from "@testing-library/react";
import { StrictMode } from "react";
import { afterEach, beforeEach, describe, expect, it, test, vi } from "vitest";
import { reportError } from "../../../../src/supertokens/events.js";
import { readSession, wasTotpCompletedSince } from "../../../../src/supertokens/sessionService.js";
import { lockLength, storeLock, storedLock } from "../../../../src/totp/code/lock.js";
import { rememberAccepted } from "../../../../src/totp/code/usedCodes.js";
import { useCodeEntry, type CodeEntryOptions } from "../../../../src/totp/code/useCodeEntry.js";
import { sessionOf } from "../../../fixtures/mfaScreen.js";

vi.mock("../../../../src/supertokens/sessionService.js", () => ({ readSession: vi.fn(), wasTotpCompletedSince: vi.fn() }));
vi.mock("../../../../src/supertokens/events.js", async (original) => ({ ...(await original()), reportError: vi.fn() }));

type Answer = Awaited<ReturnType<CodeEntryOptions["verify"]>>;

const verify = vi.fn<CodeEntryOptions["verify"]>();
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
const pass = (ms = 0) => act(() => vi.advanceTimersByTimeAsync(ms));

async function start() {
  const hook = renderHook(() => useCodeEntry({ verify, onAccepted, onDetour }), { wrapper: StrictMode });
  await pass();
  return {
    ...hook,
    state: () => hook.result.current.state,
    submit: async (typed: string) => {
      act(() => hook.result.current.submit(typed));
      await pass();
    },
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
    const { result } = await start();
    act(() => {
      result.current.submit("123456");
      result.current.submit("123456");
      result.current.submit("654321");
    });
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
    expect(state()).toEqual({ status: "ready", problem: { code: "NOT_SIX_DIGITS" }, rejections: 0 });
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
    expect(state()).toEqual({ status: "accepted" });
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
    storeLock(sessionKey, 1000);
    await submit("123456");
    expect(storedLock(sessionKey)).toBe(0);
  });

  it("counts although the app's callback throws, and the app is told", async () => {
    const theirs = new Error("theirs");
    onAccepted.mockImplementation(() => {
      throw theirs;
    });
    verify.mockResolvedValue({ status: "OK" });
    const { submit, state } = await start();
    await submit("123456");
    expect(state()).toEqual({ status: "accepted" });
    expect(reportError).toHaveBeenCalledExactlyOnceWith(theirs);
  });
});

describe("a rejected code", () => {
  it("is told with the attempts that are left", async () => {
    const { submit, state } = await start();
    await submit("123456");
    expect(state()).toEqual({ status: "ready", problem: { code: "INVALID_CODE", attemptsLeft: 4, rejections: 1 }, rejections: 1 });
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
    expect(state()).toEqual({ status: "ready", problem: undefined, rejections: 0 });
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
    expect(state()).toEqual({ status: "verifying", rejections: 0 });
    await pass(1);
    expect(state()).toEqual({ status: "waiting", rejections: 0 });
  });

  it("is ignored after a cancel", async () => {
    const call = pending();
    const { submit, state, result } = await start();
    await submit("123456");
    act(() => result.current.cancel());
    expect(state()).toMatchObject({ status: "ready", problem: { code: "CANCELLED" } });
    await call.answer({ status: "OK" });
    expect(state()).toMatchObject({ status: "ready", problem: { code: "CANCELLED" } });
    expect(onAccepted).not.toHaveBeenCalled();
  });

  it("after a cancel is asked for, rather than the code sent a second time", async () => {
    const call = pending();
    const { submit, state, result } = await start();
    await submit("123456");
    act(() => result.current.cancel());
    await call.answer({ status: "OK" });
    vi.mocked(wasTotpCompletedSince).mockResolvedValue(true);
    await submit("123456");
    expect(wasTotpCompletedSince).toHaveBeenCalledExactlyOnceWith(100);
    expect(verify).toHaveBeenCalledOnce();
    expect(state()).toEqual({ status: "accepted" });
    expect(onAccepted).toHaveBeenCalledOnce();
  });

  it("doesn't lead anywhere after the screen is gone", async () => {
    const call = pending();
    const { submit, unmount } = await start();
    await submit("123456");
    unmount();
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
    expect(state()).toEqual({ status: "accepted" });
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
    const { submit, state, result } = await start();
    await submit("123456");
    act(() => result.current.cancel());
    settle(true);
    await pass();
    expect(onAccepted).not.toHaveBeenCalled();
    expect(state()).toMatchObject({ status: "ready", problem: { code: "CANCELLED" } });
  });

  it("a cancel leaves it to the next submit to find out, which goes on", async () => {
    const { submit, state, result } = await start();
    await submit("123456");
    act(() => result.current.cancel());
    settle(true);
    await pass();
    vi.mocked(wasTotpCompletedSince).mockResolvedValueOnce(true);
    await submit("123456");
    expect(state()).toEqual({ status: "accepted" });
    expect(onAccepted).toHaveBeenCalledOnce();
    expect(verify).toHaveBeenCalledOnce();
  });

  it("leaving the screen counts too", async () => {
    const { submit, unmount } = await start();
    await submit("123456");
    unmount();
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
  expect(state()).toEqual({ status: "accepted" });
  expect(verify).toHaveBeenCalledOnce();
});

describe("a lock", () => {
  const limit = (retryAfterMs: number): Answer => ({ status: "LIMIT_REACHED_ERROR", retryAfterMs });

  it("is kept for a reload and ends on time", async () => {
    verify.mockResolvedValueOnce(limit(900_000));
    const first = await start();
    await first.submit("123456");
    expect(first.state()).toMatchObject({ status: "locked", lengthMs: 900_000 });
    first.unmount();
    await pass(60_000);
    const second = await start();
    expect(second.state()).toMatchObject({ status: "locked", lengthMs: 840_000 });
    await pass(839_999);
    expect(second.state()).toMatchObject({ status: "locked" });
    await pass(1);
    expect(second.state()).toEqual({ status: "ready", problem: { code: "UNLOCKED" }, rejections: 0 });
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
    storeLock(sessionKey, 30_000);
    act(() => void window.dispatchEvent(new StorageEvent("storage", { key: "supertokens-mfa-react.lock" })));
    await pass();
    expect(state()).toMatchObject({ status: "locked", lengthMs: 30_000 });
    await pass(30_000);
    expect(state()).toMatchObject({ problem: { code: "UNLOCKED" } });
  });

  it("of another user doesn't show", async () => {
    storeLock("public:bob", 30_000);
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
  expect(state()).toEqual({ status: "accepted" });
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
    const { submit, result } = await submitted();
    act(() => result.current.cancel());
    refreshed();
    await pass();
    expect(verify).not.toHaveBeenCalled();
    await submit("123456");
    expect(verify).toHaveBeenCalledExactlyOnceWith("123456");
  });

  it("leaving the screen keeps it here", async () => {
    const { unmount } = await submitted();
    unmount();
    refreshed();
    await pass();
    expect(verify).not.toHaveBeenCalled();
  });
});

test("a cancel while an earlier code's fate is asked for sends nothing", async () => {
  verify.mockResolvedValueOnce(lost);
  vi.mocked(wasTotpCompletedSince).mockResolvedValueOnce({ status: "NETWORK", cause: new TypeError("Failed to fetch") });
  const { submit, result, state } = await start();
  await submit("123456");
  let settle = (_: boolean) => {};
  vi.mocked(wasTotpCompletedSince).mockImplementationOnce(() => new Promise((resolve) => (settle = resolve)));
  await submit("654321");
  act(() => result.current.cancel());
  settle(false);
  await pass();
  expect(verify).toHaveBeenCalledExactlyOnceWith("123456");
  expect(state()).toMatchObject({ status: "ready", problem: { code: "CANCELLED" } });
});

test("the late reply to a code for an earlier subject leads nowhere", async () => {
  const call = pending();
  const hook = renderHook(({ subject }) => useCodeEntry({ subject, verify, onAccepted, onDetour }), { initialProps: { subject: {} } });
  await pass();
  act(() => hook.result.current.submit("123456"));
  await pass();
  hook.rerender({ subject: {} });
  await call.answer({ status: "OK" });
  expect(onAccepted).not.toHaveBeenCalled();
  expect(hook.result.current.state).toEqual({ status: "ready", problem: undefined, rejections: 0 });
});

test("a code refused for an earlier subject is told as wrong, not as used", async () => {
  const hook = renderHook(({ subject }) => useCodeEntry({ subject, verify, onAccepted, onDetour }), { initialProps: { subject: {} } });
  await pass();
  act(() => hook.result.current.submit("123456"));
  await pass();
  hook.rerender({ subject: {} });
  act(() => hook.result.current.submit("123456"));
  await pass();
  expect(hook.result.current.state).toMatchObject({ problem: { code: "INVALID_CODE" } });
});
