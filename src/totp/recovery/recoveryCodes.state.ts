import type { RecoveryCodeSet } from "../../supertokens/recoveryService.js";

/** Why there are no codes to show. */
export type RecoveryCodesProblem = { code: "OFFLINE" } | { code: "UNAVAILABLE" } | { code: "GENERAL"; message: string };

/** Everything that the screen "Save your recovery codes" can show. The codes live on one member only. */
export type RecoveryCodesScreenState =
  | { status: "making" }
  /** Still no answer: nobody has to wait for it. */
  | { status: "waiting" }
  | { status: "shown"; set: RecoveryCodeSet }
  /** The page was left and came back: the codes went with it. */
  | { status: "hidden" }
  | { status: "failed"; problem: RecoveryCodesProblem }
  /** Saved, or done without: the screen is over. */
  | { status: "done" };

export type RecoveryCodesEvent =
  | { type: "STARTED" }
  | { type: "DELAYED" }
  | { type: "MADE"; set: RecoveryCodeSet }
  | { type: "FAILED"; problem: RecoveryCodesProblem }
  /** The page is about to be frozen, or goes. */
  | { type: "PAGE_LEFT" }
  | { type: "FINISHED" };

export const initialRecoveryCodesState: RecoveryCodesScreenState = { status: "making" };

/** An event that the state doesn't handle returns the same reference: late replies are no-ops. */
export function recoveryCodesReducer(state: RecoveryCodesScreenState, event: RecoveryCodesEvent): RecoveryCodesScreenState {
  switch (event.type) {
    case "STARTED":
      return state.status === "hidden" || state.status === "failed" ? initialRecoveryCodesState : state;
    case "DELAYED":
      return state.status === "making" ? { status: "waiting" } : state;
    case "MADE":
      return isUnderWay(state) ? { status: "shown", set: event.set } : state;
    case "FAILED":
      return isUnderWay(state) ? { status: "failed", problem: event.problem } : state;
    case "PAGE_LEFT":
      return state.status === "shown" || isUnderWay(state) ? { status: "hidden" } : state;
    case "FINISHED":
      return state.status === "done" ? state : { status: "done" };
  }
}

function isUnderWay({ status }: RecoveryCodesScreenState): boolean {
  return status === "making" || status === "waiting";
}
