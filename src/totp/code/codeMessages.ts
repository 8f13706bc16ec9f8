import { durationInWords } from "../../messages/duration.js";
import type { Messages } from "../../messages/messages.js";
import { sentences } from "../../messages/sentences.js";
import type { CodeProblem } from "./code.state.js";

/** Clocks that differ by less are no reason for a code to fail. */
const noticeableSeconds = 20;

/** The whole text for a problem: what is wrong, and what helps. */
export function codeProblemText(problem: CodeProblem, texts: Messages["common"], locale: string, clockAheadSeconds: number): string {
  switch (problem.code) {
    case "INVALID_CODE":
      return sentences(locale, texts.invalidCode, attemptsLeft(problem), ...clockHint(problem.rejections));
    case "USED_CODE":
      return sentences(locale, texts.usedCode, attemptsLeft(problem));
    case "MALFORMED":
      return texts.notSixDigits;
    case "OFFLINE":
      return texts.offline;
    case "CANCELLED":
      return texts.cancelled;
    case "UNLOCKED":
      return texts.unlocked;
    case "UNAVAILABLE":
      return texts.unavailable;
    case "GENERAL":
      return problem.message;
  }

  function attemptsLeft(rejected: { attemptsLeft: number | undefined }): string | undefined {
    return rejected.attemptsLeft === undefined ? undefined : texts.attemptsLeft(rejected.attemptsLeft);
  }

  function clockHint(rejections: number): (string | undefined)[] {
    if (rejections < 2) return [];
    const off = Math.abs(clockAheadSeconds);
    return [texts.checkPhoneClock, off < noticeableSeconds ? undefined : texts.clockOff(durationInWords(off * 1000, locale, Math.round))];
  }
}
