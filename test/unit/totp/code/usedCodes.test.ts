import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { rememberAccepted, wasAccepted } from "../../../../src/totp/code/usedCodes.js";

beforeEach(() => vi.useFakeTimers());

afterEach(() => {
  vi.runAllTimers();
  vi.useRealTimers();
});

test("an accepted code is known as used for 90 seconds, and only to the same user", () => {
  rememberAccepted("123456", "public:ada");
  expect(wasAccepted("123456", "public:ada")).toBe(true);
  expect(wasAccepted("654321", "public:ada")).toBe(false);
  expect(wasAccepted("123456", "public:bob")).toBe(false);
  vi.advanceTimersByTime(89_999);
  expect(wasAccepted("123456", "public:ada")).toBe(true);
  vi.advanceTimersByTime(1);
  expect(wasAccepted("123456", "public:ada")).toBe(false);
});

test("the time of an earlier code doesn't end that of a later one", () => {
  rememberAccepted("111111", "public:ada");
  vi.advanceTimersByTime(60_000);
  rememberAccepted("222222", "public:ada");
  vi.advanceTimersByTime(60_000);
  expect(wasAccepted("222222", "public:ada")).toBe(true);
});
