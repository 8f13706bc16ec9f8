import { expect, test } from "vitest";
import { common } from "../../../src/messages/en/common.js";
import { codeProblemText } from "../../../src/totp/code/codeMessages.js";
import type { CodeProblem } from "../../../src/totp/code/code.state.js";

const rejected = (attemptsLeft: number | undefined, rejections: number): CodeProblem => ({ code: "INVALID_CODE", attemptsLeft, rejections });

test.each<[string, CodeProblem, number, string]>([
  ["a first rejection", rejected(4, 1), 0, "That code isn't right. 4 attempts left."],
  ["a first rejection with a clock that is off", rejected(4, 1), 300, "That code isn't right. 4 attempts left."],
  ["one attempt left", rejected(1, 1), 0, "That code isn't right. 1 attempt left."],
  ["none left", rejected(0, 1), 0, "That code isn't right. 0 attempts left."],
  ["a number of attempts that the server didn't send", rejected(undefined, 1), 0, "That code isn't right."],
  [
    "a second rejection",
    rejected(3, 2),
    0,
    "That code isn't right. 3 attempts left. Check that your phone sets its time automatically.",
  ],
  [
    "a second rejection with this clock ahead of the server's",
    rejected(3, 2),
    90,
    "That code isn't right. 3 attempts left. Check that your phone sets its time automatically. " +
      "This device's clock is off by 2 minutes.",
  ],
  [
    "a second rejection with this clock behind the server's",
    rejected(3, 2),
    -20,
    "That code isn't right. 3 attempts left. Check that your phone sets its time automatically. " +
      "This device's clock is off by 20 seconds.",
  ],
  [
    "a second rejection with a difference that doesn't matter",
    rejected(3, 2),
    19,
    "That code isn't right. 3 attempts left. Check that your phone sets its time automatically.",
  ],
  ["a code used before", { code: "USED_CODE", attemptsLeft: 2 }, 0, "That code was used already. Wait for the next code in your app. 2 attempts left."],
  ["the server's own words", { code: "GENERAL", message: "<b>Closed</b>" }, 0, "<b>Closed</b>"],
])("%s", (_name, problem, clockAhead, text) => {
  expect(codeProblemText(problem, common, "en", clockAhead)).toBe(text);
});

test.each<[CodeProblem, string]>([
  [{ code: "NOT_SIX_DIGITS" }, common.notSixDigits],
  [{ code: "OFFLINE" }, common.offline],
  [{ code: "CANCELLED" }, common.cancelled],
  [{ code: "UNLOCKED" }, common.unlocked],
  [{ code: "UNAVAILABLE" }, common.unavailable],
])("$code has one whole sentence", (problem, text) => {
  expect(codeProblemText(problem, common, "en", 3600)).toBe(text);
});
