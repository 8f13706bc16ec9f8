import type { RecoveryCodeSet } from "../../supertokens/recoveryService.js";

/** Why there are no codes to show. */
export type RecoveryCodesProblem = { code: "OFFLINE" } | { code: "UNAVAILABLE" } | { code: "GENERAL"; message: string };

/** Everything that the screen "Save your recovery codes" can show. The codes live on one member only. */
export type RecoveryCodesScreenState =
  | { status: "making" }
  | { status: "shown"; set: RecoveryCodeSet }
  /** The page was left and came back: the codes went with it. */
  | { status: "hidden" }
  | { status: "failed"; problem: RecoveryCodesProblem }
  /** Saved, or done without: the screen is over. */
  | { status: "done" };

export type RecoveryCodesEvent =
  | { type: "STARTED" }
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
    case "MADE":
      return state.status === "making" ? { status: "shown", set: event.set } : state;
    case "FAILED":
      return state.status === "making" ? { status: "failed", problem: event.problem } : state;
    case "PAGE_LEFT":
      return state.status === "shown" || state.status === "making" ? { status: "hidden" } : state;
    case "FINISHED":
      return state.status === "done" ? state : { status: "done" };
  }
}
