import { expect, test } from "vitest";
import { cleanDeviceName } from "../../../src/protocol/deviceName.js";

test.each([
  ["Phone", "Phone"],
  ["  Phone  ", "Phone"],
  ["a".repeat(64), "a".repeat(64)],
  ["a".repeat(65), undefined],
  ["", undefined],
  ["   ", undefined],
  ["two\nlines", undefined],
  ["two\u2028lines", undefined],
  ["phone \u202Egpj", undefined],
  ["\uD800", undefined],
  ["<img src=x>", "<img src=x>"],
  ["هاتف 📱", "هاتف 📱"],
  ["電話", "電話"],
  ["📱", "📱"],
  ["?", "?"],
  ["E\u0301lodie", "\u00c9lodie"],
  // Zero width space, Hangul filler, tags, a variation selector, Braille's blank, a combining mark with nothing under it.
  ["\u200B", undefined],
  ["\u3164", undefined],
  ["\u{E0041}\u{E0042}", undefined],
  ["\uFE0F\u200D", undefined],
  ["\u2800", undefined],
  ["\u0301", undefined],
  ["\u200BPhone", "\u200BPhone"],
])("the name %o is kept as %o", (typed, name) => {
  expect(cleanDeviceName(typed)).toBe(name);
});
