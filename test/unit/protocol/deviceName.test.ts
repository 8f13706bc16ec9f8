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
])("the name %o is kept as %o", (typed, name) => {
  expect(cleanDeviceName(typed)).toBe(name);
});
