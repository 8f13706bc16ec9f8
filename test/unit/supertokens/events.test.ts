import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { callApp, emitMfaEvent, reportError } from "../../../src/supertokens/events.js";
import { startSdk } from "../support/backend.js";

const onError = vi.fn<(error: unknown) => void>();

beforeEach(() => startSdk({ mfa: { onError } }));

afterEach(() => {
  vi.resetAllMocks();
  vi.restoreAllMocks();
});

const theirs = new Error("theirs");

describe("the app's own callback", () => {
  it("is called with the event", () => {
    const callback = vi.fn();
    callApp(callback, "event");
    expect(callback).toHaveBeenCalledExactlyOnceWith("event");
  });

  it("may be missing", () => {
    callApp(undefined, "event");
    expect(onError).not.toHaveBeenCalled();
  });

  it("may throw: the app is told, and nothing stops", () => {
    callApp(() => {
      throw theirs;
    }, "event");
    expect(onError).toHaveBeenCalledExactlyOnceWith(theirs);
  });

  it.each([
    ["a promise", () => Promise.reject(theirs)],
    ["a promise of a library's own", () => ({ then: (_done: unknown, fail: (error: unknown) => void) => fail(theirs) })],
  ])("may reject later, with %s: the app is told", async (_name, callback) => {
    callApp(callback, "event");
    await vi.waitFor(() => expect(onError).toHaveBeenCalledExactlyOnceWith(theirs));
  });
});

describe("onError", () => {
  it("may throw itself: both errors go to the console", () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const inner = new Error("onError broke");
    onError.mockImplementation(() => {
      throw inner;
    });
    reportError(theirs);
    expect(log.mock.calls.flat()).toEqual(expect.arrayContaining([inner, theirs]));
  });

  it("is the console by default", () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
    startSdk();
    reportError(theirs);
    expect(log).toHaveBeenCalledExactlyOnceWith(theirs);
  });
});

it("events of the panel reach MultiFactorAuth's onHandleEvent", () => {
  const onHandleEvent = vi.fn();
  startSdk({ mfa: { onHandleEvent } });
  emitMfaEvent({ action: "TOTP_ENABLED" });
  expect(onHandleEvent).toHaveBeenCalledExactlyOnceWith({ action: "TOTP_ENABLED" });
});
