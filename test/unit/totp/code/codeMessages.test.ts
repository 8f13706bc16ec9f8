import { expect, test } from "vitest";
import { common } from "../../../../src/messages/en/common.js";
import { codeProblemText } from "../../../../src/totp/code/codeMessages.js";
import type { CodeProblem } from "../../../../src/totp/code/code.state.js";

const rejected = (attemptsLeft: number | undefined, rejections: number): CodeProblem => ({
  code: "INVALID_CODE",
  attemptsLeft,
  rejections,
});

const { invalidCode, attemptsLeft, usedCode, checkPhoneClock, clockOff } = common;

test.each<[string, CodeProblem, number, string[]]>([
  ["a first rejection", rejected(4, 1), 0, [invalidCode, attemptsLeft(4)]],
  ["a first rejection with a clock that is off", rejected(4, 1), 300, [invalidCode, attemptsLeft(4)]],
  ["one attempt left", rejected(1, 1), 0, [invalidCode, "1 attempt left."]],
  ["none left", rejected(0, 1), 0, [invalidCode, "0 attempts left."]],
  ["a number of attempts that the server didn't send", rejected(undefined, 1), 0, [invalidCode]],
  ["a second rejection", rejected(3, 2), 0, [invalidCode, "3 attempts left.", checkPhoneClock]],
  [
    "a second rejection with this clock ahead of the server's",
    rejected(3, 2),
    90,
    [invalidCode, attemptsLeft(3), checkPhoneClock, clockOff("2 minutes")],
  ],
  [
    "a second rejection with this clock behind the server's",
    rejected(3, 2),
    -20,
    [invalidCode, attemptsLeft(3), checkPhoneClock, clockOff("20 seconds")],
  ],
  ["a second rejection with a difference that doesn't matter", rejected(3, 2), 19, [invalidCode, attemptsLeft(3), checkPhoneClock]],
  ["a code used before", { code: "USED_CODE", attemptsLeft: 2 }, 0, [usedCode, attemptsLeft(2)]],
  ["the server's own words", { code: "GENERAL", message: "<b>Closed</b>" }, 0, ["<b>Closed</b>"]],
])("%s", (_name, problem, clockAhead, sentences) => {
  expect(codeProblemText(problem, common, "en", clockAhead)).toBe(sentences.join(" "));
});

test.each<[CodeProblem, string]>([
  [{ code: "MALFORMED" }, common.notSixDigits],
  [{ code: "OFFLINE" }, common.offline],
  [{ code: "CANCELLED" }, common.cancelled],
  [{ code: "UNLOCKED" }, common.unlocked],
  [{ code: "UNAVAILABLE" }, common.unavailable],
])("$code has one whole sentence", (problem, text) => {
  expect(codeProblemText(problem, common, "en", 3600)).toBe(text);
});
