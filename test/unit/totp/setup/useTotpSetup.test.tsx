import { act, renderHook } from "@testing-library/react";
import { StrictMode } from "react";
import { afterEach, beforeEach, describe, expect, it, test, vi } from "vitest";
import { listenToOtherTabs, tellOtherTabs, type TabNews } from "../../../../src/browser/tabs.js";
import { listDevices, verifyDevice } from "../../../../src/supertokens/deviceService.js";
import { createDevice, type CreateDeviceOutcome } from "../../../../src/supertokens/newDevice.js";
import { reportError } from "../../../../src/supertokens/events.js";
import { readSession, wasTotpCompletedSince } from "../../../../src/supertokens/sessionService.js";
import { endVisit } from "../../../../src/totp/setup/visit.js";
import { useTotpSetup } from "../../../../src/totp/setup/useTotpSetup.js";
import { sessionOf } from "../../../fixtures/mfaScreen.js";
import { qrCodeStringFor, secret } from "../../../fixtures/setup.js";

vi.mock("../../../../src/supertokens/deviceService.js", () => ({ listDevices: vi.fn(), verifyDevice: vi.fn() }));
vi.mock("../../../../src/supertokens/newDevice.js", () => ({ createDevice: vi.fn() }));
vi.mock("../../../../src/supertokens/sessionService.js", () => ({
  readSession: vi.fn(),
  sessionAtHand: vi.fn(),
  wasTotpCompletedSince: vi.fn(),
  clockAheadSeconds: () => 0,
}));
vi.mock("../../../../src/supertokens/events.js", () => ({ reportError: vi.fn() }));
vi.mock("../../../../src/browser/tabs.js", () => ({ listenToOtherTabs: vi.fn(), tellOtherTabs: vi.fn() }));

const onVerified = vi.fn();
const onSignedOut = vi.fn();
const session = sessionOf();
const otherSecret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

const made = (key = secret, deviceName = "TOTP Device 0"): CreateDeviceOutcome => ({
  status: "OK",
  deviceName,
  secret: key,
  qrCodeString: qrCodeStringFor("Example", "ada@example.com").replace(secret, key),
});

let otherTab: (news: TabNews) => void = () => undefined;
let visibility: DocumentVisibilityState = "visible";

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(document, "visibilityState", "get").mockImplementation(() => visibility);
  vi.mocked(readSession).mockResolvedValue(session);
  vi.mocked(wasTotpCompletedSince).mockResolvedValue(false);
  vi.mocked(createDevice).mockImplementation(async () => made());
  vi.mocked(verifyDevice).mockResolvedValue({ status: "OK", wasAlreadyVerified: false, offersRecoveryCodes: false });
  vi.mocked(listenToOtherTabs).mockImplementation((onNews) => {
    otherTab = onNews;
    return () => undefined;
  });
});

afterEach(() => {
  endVisit();
  vi.runAllTimers();
  vi.useRealTimers();
  vi.resetAllMocks();
  vi.restoreAllMocks();
  sessionStorage.clear();
  localStorage.clear();
  visibility = "visible";
});

const pass = (ms = 0) => act(() => vi.advanceTimersByTimeAsync(ms));

function show(how: DocumentVisibilityState) {
  visibility = how;
  document.dispatchEvent(new Event("visibilitychange"));
}

async function start() {
  const hook = renderHook(() => useTotpSetup({ onVerified, onSignedOut }), { wrapper: StrictMode });
  await pass();
  return {
    ...hook,
    state: () => hook.result.current.state,
    enter: async (code: string) => {
      act(() => hook.result.current.code.submit(code));
      await pass();
    },
    startOver: async () => {
      act(() => hook.result.current.startOver());
      await pass();
    },
  };
}

/** The page goes away, into the back/forward cache. */
const leavePage = () => act(() => void window.dispatchEvent(new Event("pagehide")));
const returnToPage = async () => {
  act(() => void window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true })));
  await pass();
};

describe("one device a visit", () => {
  it("also when StrictMode mounts the screen twice", async () => {
    const { state } = await start();
    expect(createDevice).toHaveBeenCalledOnce();
    expect(state()).toMatchObject({ status: "scanning", device: { deviceName: "TOTP Device 0", secret, replacesEarlier: false } });
  });

  it("also when a parent mounts the screen anew", async () => {
    const first = await start();
    first.unmount();
    const second = await start();
    expect(createDevice).toHaveBeenCalledOnce();
    expect(second.state()).toMatchObject({ status: "scanning", device: { secret } });
  });

  it("and another at the next visit, without the secret of the first", async () => {
    const first = await start();
    first.unmount();
    await pass(1);
    vi.mocked(createDevice).mockResolvedValue(made(otherSecret));
    const second = await start();
    expect(createDevice).toHaveBeenCalledTimes(2);
    expect(second.state()).toMatchObject({ device: { secret: otherSecret } });
  });

  it.each(["hidden", "prerender"])("and none while the page is %s", async (how) => {
    visibility = how as DocumentVisibilityState;
    const { state } = await start();
    await pass(60_000);
    expect(createDevice).not.toHaveBeenCalled();
    expect(state()).toEqual({ status: "starting" });
    act(() => show("visible"));
    await pass();
    expect(createDevice).toHaveBeenCalledOnce();
    act(() => show("hidden"));
    act(() => show("visible"));
    await pass();
    expect(createDevice).toHaveBeenCalledOnce();
  });

  it("and none when the screen is left before anyone saw it", async () => {
    visibility = "hidden";
    const { unmount } = await start();
    unmount();
    act(() => show("visible"));
    await pass();
    expect(createDevice).not.toHaveBeenCalled();
  });
});

describe("an earlier QR code", () => {
  it("that this one replaces is told of, after a reload", async () => {
    const first = await start();
    first.unmount();
    await pass(1);
    const second = await start();
    expect(second.state()).toMatchObject({ device: { replacesEarlier: true } });
  });

  it("of another user is none of this one's", async () => {
    const first = await start();
    first.unmount();
    await pass(1);
    vi.mocked(readSession).mockResolvedValue(sessionOf({ sessionKey: "public:bob" }));
    const second = await start();
    expect(second.state()).toMatchObject({ device: { replacesEarlier: false } });
  });

  it.each([
    ["verified", false],
    ["found to be active", true],
  ])("that was %s goes on working", async (_name, wasAlreadyVerified) => {
    vi.mocked(verifyDevice).mockResolvedValue({ status: "OK", wasAlreadyVerified, offersRecoveryCodes: false });
    const first = await start();
    await first.enter("123456");
    first.unmount();
    await pass(1);
    vi.mocked(createDevice).mockResolvedValue(made(otherSecret));
    const second = await start();
    expect(second.state()).toMatchObject({ device: { replacesEarlier: false } });
  });

  it("leaves no secret in any storage", async () => {
    await start();
    expect(JSON.stringify({ ...sessionStorage, ...localStorage })).not.toContain(secret);
  });
});

describe("another tab", () => {
  it("is told of the new QR code, without its secret", async () => {
    await start();
    expect(tellOtherTabs).toHaveBeenCalledExactlyOnceWith({
      type: "PENDING_DEVICE_REPLACED",
      sessionKey: session.sessionKey,
      deviceName: "TOTP Device 0",
    });
  });

  it("that made a new QR code for the device supersedes this one, until a new one is asked for", async () => {
    const { state, startOver } = await start();
    act(() => void otherTab({ type: "PENDING_DEVICE_REPLACED", sessionKey: session.sessionKey, deviceName: "TOTP Device 0" }));
    await pass();
    expect(state()).toEqual({ status: "superseded" });
    vi.mocked(createDevice).mockResolvedValue(made(otherSecret));
    await startOver();
    expect(state()).toMatchObject({ status: "scanning", device: { secret: otherSecret } });
  });

  it.each([
    ["another user", { sessionKey: "public:bob", deviceName: "TOTP Device 0" }],
    ["another device", { sessionKey: session.sessionKey, deviceName: "TOTP Device 9" }],
  ])("that is about %s changes nothing", async (_name, news) => {
    const { state } = await start();
    const before = state();
    act(() => void otherTab({ type: "PENDING_DEVICE_REPLACED", ...news }));
    await pass();
    expect(state()).toBe(before);
  });
});

describe("a code", () => {
  it("proves the device by its name, and the secret is gone", async () => {
    const { state, enter } = await start();
    await enter("123 456");
    expect(verifyDevice).toHaveBeenCalledExactlyOnceWith("TOTP Device 0", "123456");
    expect(state()).toEqual({ status: "verified" });
    expect(onVerified).toHaveBeenCalledOnce();
  });

  it("ends the visit: whoever asks for a device next, before the screen has gone, gets another", async () => {
    const { enter } = await start();
    await enter("123456");
    vi.mocked(createDevice).mockResolvedValue(made(otherSecret, "TOTP Device 1"));
    const second = await start();
    expect(second.state()).toMatchObject({ status: "scanning", device: { deviceName: "TOTP Device 1", secret: otherSecret } });
  });

  it("that is wrong leaves the QR code where it is", async () => {
    vi.mocked(verifyDevice).mockResolvedValue({ status: "INVALID_TOTP_ERROR", attemptsLeft: 4 });
    const { state, enter, result } = await start();
    const before = state();
    await enter("123456");
    expect(state()).toBe(before);
    expect(result.current.code.state).toMatchObject({ problem: { code: "INVALID_CODE", attemptsLeft: 4 } });
  });

  it("for a device that was active before adds nothing, and says so", async () => {
    vi.mocked(verifyDevice).mockResolvedValue({ status: "OK", wasAlreadyVerified: true, offersRecoveryCodes: false });
    const { state, enter } = await start();
    await enter("123456");
    expect(state()).toEqual({ status: "alreadyActive" });
    expect(onVerified).not.toHaveBeenCalled();
  });

  it("for a device that was removed meanwhile says so", async () => {
    vi.mocked(verifyDevice).mockResolvedValue({ status: "UNKNOWN_DEVICE_ERROR" });
    const { state, enter } = await start();
    await enter("123456");
    expect(state()).toEqual({ status: "deviceGone" });
  });

  it("that the server refuses until another factor is verified says so", async () => {
    vi.mocked(verifyDevice).mockResolvedValue({ status: "MFA_NEEDED", need: "STEP_UP" });
    const { state, enter } = await start();
    await enter("123456");
    expect(state()).toEqual({ status: "verifyFirst" });
  });

  it("without a session leads to sign-in", async () => {
    vi.mocked(verifyDevice).mockResolvedValue({ status: "UNAUTHORISED" });
    const { enter } = await start();
    await enter("123456");
    expect(onSignedOut).toHaveBeenCalledOnce();
  });

  it.each([
    ["the device is proved: its reply was lost", true],
    ["the device isn't: another tab completed TOTP at that moment", false],
  ])("whose fate is unknown counts by what the device is, not by what the session says: %s", async (_name, verified) => {
    vi.mocked(verifyDevice).mockResolvedValue({ status: "NETWORK", cause: new TypeError("Failed to fetch") });
    vi.mocked(wasTotpCompletedSince).mockResolvedValue(true);
    const device = { name: "TOTP Device 0", period: 30, skew: 1, verified };
    vi.mocked(listDevices).mockResolvedValue({ status: "OK", devices: [{ ...device, name: "Phone", verified: true }, device] });
    const { state, enter } = await start();
    await enter("123456");
    expect(state().status).toBe(verified ? "verified" : "scanning");
    expect(onVerified).toHaveBeenCalledTimes(verified ? 1 : 0);
  });

  it("whose fate is unknown says nothing of a new QR code, although another tab completes TOTP at that moment", async () => {
    vi.mocked(verifyDevice).mockResolvedValueOnce({ status: "NETWORK", cause: new TypeError("Failed to fetch") });
    vi.mocked(wasTotpCompletedSince).mockResolvedValueOnce({ status: "NETWORK", cause: new TypeError("Failed to fetch") });
    const { state, enter, startOver } = await start();
    await enter("123456");
    vi.mocked(createDevice).mockResolvedValue(made(otherSecret));
    await startOver();
    vi.mocked(wasTotpCompletedSince).mockResolvedValue(true);
    vi.mocked(verifyDevice).mockResolvedValue({ status: "INVALID_TOTP_ERROR", attemptsLeft: 4 });
    await enter("654321");
    expect(verifyDevice).toHaveBeenLastCalledWith("TOTP Device 0", "654321");
    expect(state()).toMatchObject({ status: "scanning", device: { secret: otherSecret } });
    expect(onVerified).not.toHaveBeenCalled();
  });

  it("that was wrong for the earlier QR code says nothing about the new one", async () => {
    vi.mocked(verifyDevice).mockResolvedValue({ status: "INVALID_TOTP_ERROR", attemptsLeft: 4 });
    const { enter, startOver, result } = await start();
    await enter("123456");
    vi.mocked(createDevice).mockResolvedValue(made(otherSecret));
    await startOver();
    expect(result.current.code.state).toMatchObject({ status: "ready", problem: undefined, rejections: 0 });
  });
});

describe("no QR code", () => {
  it.each([
    ["another factor has to be verified first", { status: "MFA_NEEDED", need: "COMPLETE" }, { status: "verifyFirst" }],
    ["the name is taken", { status: "DEVICE_ALREADY_EXISTS_ERROR" }, { status: "failed", problem: { code: "NAME_TAKEN" } }],
    [
      "the server has words of its own",
      { status: "GENERAL", message: "Two at most" },
      { status: "failed", problem: { code: "GENERAL", message: "Two at most" } },
    ],
    ["the network is slow to say so", { status: "NETWORK", cause: 1 }, { status: "failed", problem: { code: "UNAVAILABLE" } }],
    ["the server answers nonsense", { status: "FAULT", cause: 1 }, { status: "failed", problem: { code: "UNAVAILABLE" } }],
  ] as const)("when %s", async (_name, outcome, expected) => {
    vi.mocked(createDevice).mockResolvedValue(outcome);
    const { state } = await start();
    expect(state()).toEqual(expected);
    expect(reportError).toHaveBeenCalledTimes("cause" in outcome ? 1 : 0);
  });

  it("when offline; trying again makes one", async () => {
    const online = vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
    vi.mocked(createDevice).mockResolvedValueOnce({ status: "NETWORK", cause: new TypeError("Failed to fetch") });
    const { state, startOver } = await start();
    expect(state()).toEqual({ status: "failed", problem: { code: "OFFLINE" } });
    online.mockReturnValue(true);
    await startOver();
    expect(state()).toMatchObject({ status: "scanning" });
  });

  it("without a session, which leads to sign-in", async () => {
    vi.mocked(createDevice).mockResolvedValue({ status: "UNAUTHORISED" });
    await start();
    expect(onSignedOut).toHaveBeenCalledOnce();
  });
});

describe("leaving", () => {
  it("drops the secret when the page goes into the back/forward cache; coming back makes a new device", async () => {
    const { state } = await start();
    leavePage();
    expect(state()).toEqual({ status: "starting" });
    vi.mocked(createDevice).mockResolvedValue(made(otherSecret));
    await returnToPage();
    expect(createDevice).toHaveBeenCalledTimes(2);
    expect(state()).toMatchObject({ status: "scanning", device: { secret: otherSecret } });
  });

  it("after the device was verified, coming back shows a form that can be used", async () => {
    const { state, enter, result } = await start();
    await enter("123456");
    leavePage();
    vi.mocked(createDevice).mockResolvedValue(made(otherSecret, "TOTP Device 1"));
    await returnToPage();
    expect(state()).toMatchObject({ status: "scanning", device: { deviceName: "TOTP Device 1" } });
    expect(result.current.code.state).toMatchObject({ status: "ready", problem: undefined, rejections: 0 });
    await enter("654321");
    expect(verifyDevice).toHaveBeenLastCalledWith("TOTP Device 1", "654321");
  });

  it("a late device shows nothing", async () => {
    let answer = (_: CreateDeviceOutcome) => {};
    vi.mocked(createDevice).mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
    const { state } = await start();
    leavePage();
    answer(made());
    await pass();
    expect(state()).toEqual({ status: "starting" });
  });

  it("a late end of the session leads nowhere", async () => {
    let answer = (_: { status: "UNAUTHORISED" }) => {};
    vi.mocked(createDevice).mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
    const { unmount } = await start();
    unmount();
    answer({ status: "UNAUTHORISED" });
    await pass();
    expect(onSignedOut).not.toHaveBeenCalled();
  });
});

test("what the app's callback throws is reported, and stops nothing", async () => {
  const theirs = new Error("theirs");
  onSignedOut.mockImplementation(() => {
    throw theirs;
  });
  vi.mocked(createDevice).mockResolvedValue({ status: "UNAUTHORISED" });
  await start();
  expect(reportError).toHaveBeenCalledExactlyOnceWith(theirs);
});
