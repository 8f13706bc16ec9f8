import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  formatRecoveryCode,
  normaliseRecoveryCode,
  recoveryCodeAlphabet,
  recoveryCodeLength,
} from "../../../src/protocol/recoveryCodes.js";

const code = fc.string({ unit: fc.constantFrom(...recoveryCodeAlphabet), minLength: recoveryCodeLength, maxLength: recoveryCodeLength });

test("a code has at least 50 bits, of characters that can't be taken for each other", () => {
  expect(new Set(recoveryCodeAlphabet).size).toBe(32);
  expect(recoveryCodeLength * Math.log2(recoveryCodeAlphabet.length)).toBeGreaterThanOrEqual(50);
  expect(recoveryCodeAlphabet).not.toMatch(/[ilou]/);
});

test("is shown as two groups of five", () => {
  expect(formatRecoveryCode("0123456789")).toBe("01234-56789");
});

describe("what the user types is understood", () => {
  test.each([
    ["as shown", "abcde-12345", "abcde12345"],
    ["in capitals", "ABCDE-12345", "abcde12345"],
    ["without a dash", "abcde12345", "abcde12345"],
    ["with spaces", "  abc de - 12 345 ", "abcde12345"],
    ["with another dash", "abcde–12345", "abcde12345"],
    ["with a minus sign", "abcde−12345", "abcde12345"],
    ["with invisible characters around it", "\u200Babcde\u00AD-\u206612345\u2069", "abcde12345"],
    ["in full width", "ＡＢＣＤＥ－１２３４５", "abcde12345"],
    ["with the letter O for 0", "OoOoO-OoOoO", "0000000000"],
    ["with I and L for 1", "IiLlI-iLlIi", "1111111111"],
    ["with U for V", "uUuUu-vVvVv", "vvvvvvvvvv"],
  ])("%s", (_how, typed, expected) => {
    expect(normaliseRecoveryCode(typed)).toBe(expected);
  });

  test("whatever the code", () => {
    fc.assert(
      fc.property(code, (made) => {
        expect(normaliseRecoveryCode(formatRecoveryCode(made))).toBe(made);
        expect(normaliseRecoveryCode(made.toUpperCase())).toBe(made);
      }),
    );
  });
});

test.each(["", "abcde-1234", "abcde-123456", "abcde-1234!", "абвгд-12345", "123456", "a".repeat(10_000)])("%o is no code", (typed) => {
  expect(normaliseRecoveryCode(typed)).toBeUndefined();
});
