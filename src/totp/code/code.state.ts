/** Why the last code was not accepted. Each has one whole sentence in the messages. */
export type CodeProblem =
  | { code: "INVALID_CODE"; attemptsLeft: number | undefined; rejections: number }
  /** Accepted or tried a moment ago: only the next one can work (RFC 6238, 5.2). */
  | { code: "USED_CODE"; attemptsLeft: number | undefined }
  | { code: "NOT_SIX_DIGITS" }
  | { code: "OFFLINE" }
  | { code: "CANCELLED" }
  /** Not a problem any more: a lock has just ended. */
  | { code: "UNLOCKED" }
  | { code: "UNAVAILABLE" }
  | { code: "GENERAL"; message: string };

/** Everything that a form asking for a code can show. */
export type CodeState =
  | { status: "ready"; problem: CodeProblem | undefined; rejections: number }
  | { status: "verifying"; rejections: number }
  /** Verifying for so long that a way out is offered. */
  | { status: "waiting"; rejections: number }
  /** Too many wrong codes. Milliseconds; `until` is on the page's monotonic clock, `lengthMs` what the user was told. */
  | { status: "locked"; until: number; lengthMs: number }
  | { status: "accepted" };

export type CodeEvent =
  | { type: "SUBMITTED" }
  | { type: "DELAYED" }
  | { type: "CANCELLED" }
  | { type: "ACCEPTED" }
  | { type: "REJECTED"; attemptsLeft: number | undefined; triedBefore: boolean }
  | { type: "REFUSED"; problem: CodeProblem }
  | { type: "LOCKED"; now: number; lengthMs: number }
  | { type: "UNLOCKED" }
  | { type: "RELEASED" }
  | { type: "RESTARTED" };

export const initialCodeState = { status: "ready", problem: undefined, rejections: 0 } satisfies CodeState;

/** An event that the state doesn't handle returns the same reference: late replies are no-ops. */
export function codeReducer(state: CodeState, event: CodeEvent): CodeState {
  // Another tab may have met the limit, whatever this one is doing.
  if (event.type === "LOCKED") return locked(state, event);
  if (event.type === "RESTARTED") return restarted(state);
  switch (state.status) {
    case "ready":
      if (event.type === "SUBMITTED") return { status: "verifying", rejections: state.rejections };
      if (event.type === "REFUSED") return { ...state, problem: event.problem };
      return state;
    case "verifying":
    case "waiting":
      return afterVerifying(state, event);
    case "locked":
      return event.type === "UNLOCKED" ? { ...initialCodeState, problem: { code: "UNLOCKED" } } : state;
    case "accepted":
      return state;
  }
}

function locked(state: CodeState, { now, lengthMs }: { now: number; lengthMs: number }): CodeState {
  return state.status === "accepted" ? state : { status: "locked", until: now + lengthMs, lengthMs };
}

/** A lock is the user's, whatever the codes are for. */
function restarted(state: CodeState): CodeState {
  const isFresh = state.status === "ready" && state.problem === undefined && state.rejections === 0;
  return isFresh || state.status === "locked" ? state : initialCodeState;
}

function afterVerifying(state: Extract<CodeState, { rejections: number }>, event: CodeEvent): CodeState {
  const { rejections } = state;
  switch (event.type) {
    case "DELAYED":
      return { status: "waiting", rejections };
    case "CANCELLED":
      return { status: "ready", problem: { code: "CANCELLED" }, rejections };
    case "ACCEPTED":
      return { status: "accepted" };
    case "REJECTED":
      return rejected(event, rejections + 1);
    case "REFUSED":
      return { status: "ready", problem: event.problem, rejections };
    case "RELEASED":
      return { status: "ready", problem: undefined, rejections };
    default:
      return state;
  }
}

function rejected(
  { attemptsLeft, triedBefore }: { attemptsLeft: number | undefined; triedBefore: boolean },
  rejections: number,
): CodeState {
  const problem: CodeProblem = triedBefore ? { code: "USED_CODE", attemptsLeft } : { code: "INVALID_CODE", attemptsLeft, rejections };
  return { status: "ready", problem, rejections };
}
