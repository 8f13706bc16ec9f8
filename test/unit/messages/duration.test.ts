import { expect, test } from "vitest";
import { durationAsClock, durationInWords } from "../../../src/messages/duration.js";

const seconds = 1000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

test.each([
  [0, "1 second"],
  [-5 * seconds, "1 second"],
  [1, "1 second"],
  [30 * seconds, "30 seconds"],
  [59_001, "1 minute"],
  [61 * seconds, "2 minutes"],
  [899 * seconds, "15 minutes"],
  [60 * minutes, "60 minutes"],
  [60 * minutes + 1, "2 hours"],
  [24 * hours, "24 hours"],
])("%d ms are told as %s, never as less than they are", (ms, words) => {
  expect(durationInWords(ms, "en")).toBe(words);
});

test.each([
  [59_001, "1 minute"],
  [61 * seconds, "1 minute"],
  [60 * minutes + 1, "1 hour"],
  [3 * hours + 2 * minutes, "3 hours"],
])("%d ms that a clock is off are told as %s, the nearest", (ms, words) => {
  expect(durationInWords(ms, "en", Math.round)).toBe(words);
});

test.each([
  ["de", "15 Minuten"],
  ["fr", "15 minutes"],
  ["ja", "15 分"],
  ["ar-EG", "١٥ دقيقة"],
])("in %s, a quarter of an hour is %s", (locale, words) => {
  expect(durationInWords(15 * minutes, locale)).toBe(words);
});

test.each([
  [0, "0:00"],
  [-1, "0:00"],
  [1, "0:01"],
  [899 * seconds, "14:59"],
  [15 * minutes, "15:00"],
  [24 * hours, "1440:00"],
])("%d ms stand on the clock as %s", (ms, clock) => {
  expect(durationAsClock(ms, "en")).toBe(clock);
});

test("the clock is in the locale's digits", () => {
  expect(durationAsClock(899 * seconds, "ar-EG")).toBe("١٤:٥٩");
});
