import { afterEach, beforeEach, describe, expect, it, test, vi } from "vitest";
import { clearLock, lockLength, storeLock, storedLock, watchStoredLock } from "../../../../src/totp/code/lock.js";

const key = "supertokens-mfa-react.lock";
const day = 24 * 60 * 60 * 1000;
const now = Date.UTC(2026, 0, 1);

beforeEach(() => vi.useFakeTimers({ now }));

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  localStorage.clear();
});

test.each([
  [0, 0],
  [-1, 0],
  [Number.NaN, 0],
  [Number.POSITIVE_INFINITY, 0],
  [Number.NEGATIVE_INFINITY, 0],
  [1, 1],
  [899_000, 899_000],
  [day, day],
  [day + 1, day],
  [Number.MAX_SAFE_INTEGER, day],
])("a server's %o ms locks for %o ms", (sent, kept) => {
  expect(lockLength(sent)).toBe(kept);
});

describe("a stored lock", () => {
  it("goes on after a reload, less the time that passed", () => {
    storeLock("TOTP", "public:ada", 900_000);
    vi.advanceTimersByTime(60_000);
    expect(storedLock("TOTP", "public:ada")).toBe(840_000);
  });

  it("is over when its time is", () => {
    storeLock("TOTP", "public:ada", 900_000);
    vi.advanceTimersByTime(900_001);
    expect(storedLock("TOTP", "public:ada")).toBe(0);
  });

  it("is of one user in one tenant only", () => {
    storeLock("TOTP", "public:ada", 900_000);
    expect(storedLock("TOTP", "public:bob")).toBe(0);
    expect(storedLock("TOTP", "other:ada")).toBe(0);
  });

  it("never lasts longer than it was made, when the clock was put back", () => {
    storeLock("TOTP", "public:ada", 900_000);
    vi.setSystemTime(now - 10 * day);
    expect(storedLock("TOTP", "public:ada")).toBe(900_000);
  });

  it("ends when the clock was put forward, and the server has the last word", () => {
    storeLock("TOTP", "public:ada", 900_000);
    vi.setSystemTime(now + 10 * day);
    expect(storedLock("TOTP", "public:ada")).toBe(0);
  });

  it("is gone after a code was accepted", () => {
    storeLock("TOTP", "public:ada", 900_000);
    clearLock("TOTP");
    expect(storedLock("TOTP", "public:ada")).toBe(0);
  });

  it.each([
    "",
    "null",
    "1",
    '"x"',
    "[]",
    "{}",
    "{broken",
    "<html>",
    '{"sessionKey":"public:ada"}',
    '{"sessionKey":"public:ada","endsAt":"soon","lengthMs":1000}',
    '{"sessionKey":"public:ada","endsAt":null,"lengthMs":null}',
    `{"sessionKey":"public:ada","endsAt":${now + 1000},"lengthMs":-5}`,
    `{"sessionKey":"public:ada","endsAt":1e999,"lengthMs":1000}`,
  ])("that reads %s is none", (garbage) => {
    localStorage.setItem(key, garbage);
    expect(storedLock("TOTP", "public:ada")).toBe(0);
  });

  it("of absurd length lasts a day at most", () => {
    localStorage.setItem(key, JSON.stringify({ sessionKey: "public:ada", endsAt: now + 1e15, lengthMs: 1e15 }));
    expect(storedLock("TOTP", "public:ada")).toBe(day);
  });

  it("is none, and throws nothing, where storage is blocked", () => {
    vi.spyOn(Storage.prototype, "getItem").mockImplementation(() => {
      throw new DOMException("blocked", "SecurityError");
    });
    vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
      throw new DOMException("full", "QuotaExceededError");
    });
    storeLock("TOTP", "public:ada", 900_000);
    expect(storedLock("TOTP", "public:ada")).toBe(0);
  });
});

test("another tab's lock is told of, other keys are not, and nothing after stopping", () => {
  const onChange = vi.fn();
  const stop = watchStoredLock("TOTP", onChange);
  window.dispatchEvent(new StorageEvent("storage", { key: "something else" }));
  expect(onChange).not.toHaveBeenCalled();
  window.dispatchEvent(new StorageEvent("storage", { key }));
  expect(onChange).toHaveBeenCalledOnce();
  stop();
  window.dispatchEvent(new StorageEvent("storage", { key }));
  expect(onChange).toHaveBeenCalledOnce();
});
