import { expect, test } from "vitest";
import { sentences } from "../../../src/messages/sentences.js";

test.each([
  ["en", "One. Two."],
  ["pt-BR", "One. Two."],
  ["ja", "One.Two."],
  ["ja-JP", "One.Two."],
  ["zh-CN", "One.Two."],
])("in %s, sentences follow each other as the language has them", (locale, text) => {
  expect(sentences(locale, "One.", undefined, "Two.")).toBe(text);
});
