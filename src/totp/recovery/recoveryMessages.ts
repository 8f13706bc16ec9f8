import type { Messages } from "../../messages/messages.js";
import { sentences } from "../../messages/sentences.js";
import type { CodeProblem } from "../code/code.state.js";

/** Why a recovery code was not accepted. */
export function recoveryProblemText(problem: CodeProblem, texts: Messages["recovery"], shared: Messages["common"], locale: string): string {
  switch (problem.code) {
    case "INVALID_CODE":
    case "USED_CODE":
      return sentences(locale, texts.invalid, problem.attemptsLeft === undefined ? undefined : shared.attemptsLeft(problem.attemptsLeft));
    case "MALFORMED":
      return texts.malformed;
    case "OFFLINE":
      return shared.offline;
    case "CANCELLED":
      return shared.cancelled;
    case "UNLOCKED":
      return shared.unlocked;
    case "UNAVAILABLE":
      return shared.unavailable;
    case "GENERAL":
      return problem.message;
  }
}
