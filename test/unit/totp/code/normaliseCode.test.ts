import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { normaliseCode } from "../../../../src/totp/code/normaliseCode.js";

/** The ten digits of every numbering system that this engine can write, with those that are letters left out. */
const scripts = Intl.supportedValuesOf("numberingSystem")
  .map((numberingSystem) => {
    const format = new Intl.NumberFormat("en", { numberingSystem, useGrouping: false });
    return [numberingSystem, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => format.format(digit))] as const;
  })
  .filter(([, digits]) => digits.every((digit) => /^\p{Nd}$/u.test(digit)));

const write = (code: string, digits: readonly string[]) => [...code].map((digit) => digits[Number(digit)] ?? "").join("");

describe.each(scripts)("digits of %s", (_name, digits) => {
  it.each(["123456", "098765", "000000"])("are read as %s", (code) => {
    expect(normaliseCode(write(code, digits))).toBe(code);
  });
});

test("the engine writes the scripts that matter here", () => {
  expect(scripts.map(([name]) => name)).toEqual(
    expect.arrayContaining(["arab", "arabext", "deva", "beng", "thai", "fullwide", "latn", "mathsans"]),
  );
});

test.each([
  ["in two groups", "123 456"],
  ["with a dash", "123-456"],
  ["with an en dash", "123–456"],
  ["with a minus sign", "123−456"],
  ["with a full-width dash", "123－456"],
  ["with a dot", "123.456"],
  ["with a middle dot", "123·456"],
  ["with no-break spaces", "123\u00A0456"],
  ["with narrow no-break spaces", "123\u202F456"],
  ["with an ideographic space", "１２３　４５６"],
  ["with a line break of a paste", " 123456\r\n"],
  ["one by one", "1 2 3 4 5 6"],
  ["with zero-width spaces", "123\u200B456\uFEFF"],
  ["with marks that set a direction", "\u200E123\u202A456\u202C"],
  ["in scripts mixed", "1٢۳４५6"],
])("a code %s is the code", (_name, typed) => {
  expect(normaliseCode(typed)).toBe("123456");
});

test.each([
  "",
  " ",
  "12345",
  "1234567",
  "12345a",
  "abcdef",
  "123 45",
  "12345６7",
  "１２３４５",
  "-123456-7",
  "¹²³⁴⁵⁶",
  "①②③④⑤⑥",
  "ⅠⅡⅢⅣⅤⅥ",
  "一二三四五六",
  "1e5",
  "+12345",
  "12345٫",
  "0x1234",
  "𝟏𝟐𝟑",
])("%o is no code", (typed) => {
  expect(normaliseCode(typed)).toBeUndefined();
});

test("whatever is typed, six ASCII digits are all that can come out", () => {
  const anything = fc.oneof(
    fc.string({ unit: "binary" }),
    fc
      .array(fc.constantFrom(..."0123456789", ..."٠١٢٣٤٥٦٧٨٩", " ", "-", "a", "\u202E", "\uD835"), { maxLength: 9 })
      .map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(anything, (typed) => {
      const code = normaliseCode(typed);
      if (code !== undefined) expect(code).toMatch(/^[0-9]{6}$/);
    }),
  );
});

test("any six digits in any script, with separators anywhere, are those six digits", () => {
  const codes = fc.array(
    fc.record({
      value: fc.nat({ max: 9 }),
      script: fc.constantFrom(...scripts.map(([, digits]) => digits)),
      before: fc.constantFrom("", " ", "-", "\u2009", "\u200F"),
    }),
    { minLength: 6, maxLength: 6 },
  );
  fc.assert(
    fc.property(codes, (parts) => {
      const typed = parts.map(({ value, script, before }) => before + (script[value] ?? "")).join("");
      expect(normaliseCode(typed)).toBe(parts.map(({ value }) => value).join(""));
    }),
  );
});
