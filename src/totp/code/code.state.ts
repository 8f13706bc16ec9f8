/** Why the last code was not accepted. Each has one whole sentence in the messages. */
export type CodeProblem =
  | { code: "INVALID_CODE"; attemptsLeft: number | undefined; rejections: number }
  /** Accepted or tried a moment ago: only the next one can work (RFC 6238, 5.2). */
  | { code: "USED_CODE"; attemptsLeft: number | undefined }
  | { code: "MALFORMED" }
  | { code: "OFFLINE" }
  | { code: "CANCELLED" }
  /** Not a problem any more: a lock has just ended. */
  | { code: "UNLOCKED" }
  | { code: "UNAVAILABLE" }
  | { code: "GENERAL"; message: string };

/** What became of the code that was sent last. It is known in memory only, and no longer than the form asks. */
export type CodeFate =
  /** None was sent, or it is of no account any more. */
  | { status: "NONE" }
  | { status: "REJECTED"; code: string }
  /** Sent, and no answer yet. `since`: when TOTP had been completed before, in epoch seconds. */
  | { status: "UNKNOWN"; code: string; since: number };

/** Everything that a form asking for a code can show. */
export type CodeState =
  | { status: "ready"; problem: CodeProblem | undefined; rejections: number; fate: CodeFate }
  /** `call` tells its reply from a late one of an earlier call. */
  | { status: "verifying"; call: number; rejections: number; fate: CodeFate }
  /** Verifying for so long that a way out is offered. */
  | { status: "waiting"; call: number; rejections: number; fate: CodeFate }
  /**
   * Too many wrong codes. Milliseconds; `until` is on the page's monotonic clock, `lengthMs` what the user was told. A
   * `call` that was under way when another tab met the limit may still be answered.
   */
  | { status: "locked"; until: number; lengthMs: number; call: number | undefined; fate: CodeFate }
  /** `SESSION`: the reply was lost, and the session tells of a code that was accepted meanwhile, perhaps another tab's. */
  | { status: "accepted"; by: "REPLY" | "SESSION" };

export type CodeEvent =
  | { type: "SUBMITTED"; call: number }
  /** From now on the server may have it. */
  | { type: "SENT"; call: number; code: string; since: number }
  | { type: "DELAYED"; call: number }
  | { type: "CANCELLED" }
  | { type: "ACCEPTED"; call: number; by: "REPLY" | "SESSION" }
  | { type: "REJECTED"; call: number; code: string; attemptsLeft: number | undefined; triedBefore: boolean }
  /** The server knows nothing of an earlier code: the one that is under way goes off. */
  | { type: "SETTLED"; call: number }
  /** No verdict on the code, and none to come; `lost` when the server may have accepted it nevertheless. */
  | { type: "ENDED"; call: number; problem: CodeProblem | undefined; lost: boolean }
  /** Refused here, without a call. */
  | { type: "REFUSED"; problem: CodeProblem }
  | { type: "LIMITED"; call: number; now: number; lengthMs: number }
  /** Another tab, or an earlier page, met the limit. */
  | { type: "LOCKED"; now: number; lengthMs: number }
  | { type: "UNLOCKED" }
  /** What the codes are for is another: the lock is the user's, everything else was the earlier one's. */
  | { type: "RESTARTED" }
  /** Nobody looks at the form any more. */
  | { type: "LEFT" };

const noFate = { status: "NONE" } satisfies CodeFate;

export const initialCodeState = { status: "ready", problem: undefined, rejections: 0, fate: noFate } satisfies CodeState;

/** The call that is under way; `undefined` for none. */
export function callOf(state: CodeState): number | undefined {
  return "call" in state ? state.call : undefined;
}

export function fateOf(state: CodeState): CodeFate {
  return "fate" in state ? state.fate : noFate;
}

/** An event that the state doesn't handle returns the same reference: late replies are no-ops. */
export function codeReducer(state: CodeState, event: CodeEvent): CodeState {
  if ("call" in event && event.type !== "SUBMITTED") return event.call === callOf(state) ? afterSubmit(state, event) : state;
  switch (event.type) {
    case "RESTARTED":
      return restarted(state);
    case "LOCKED":
      // Another tab may have met the limit, whatever this one is doing.
      return state.status === "accepted" ? state : locked(event, callOf(state), state.fate);
    case "UNLOCKED":
      return state.status === "locked" ? { ...initialCodeState, problem: { code: "UNLOCKED" }, fate: state.fate } : state;
    case "SUBMITTED":
      return state.status === "ready" ? { status: "verifying", call: event.call, rejections: state.rejections, fate: state.fate } : state;
    case "REFUSED":
      return state.status === "ready" ? { ...state, problem: event.problem } : state;
    case "CANCELLED":
      return stopped(state, { code: "CANCELLED" });
    case "LEFT":
      return state.status === "locked" ? { ...state, call: undefined } : stopped(state, undefined);
  }
}

type WithCall = Extract<CodeState, { call: unknown }>;

function afterSubmit(state: CodeState, event: Extract<CodeEvent, { call: number }>): CodeState {
  if (!("call" in state)) return state;
  switch (event.type) {
    case "SENT":
      return { ...state, fate: { status: "UNKNOWN", code: event.code, since: event.since } };
    case "SETTLED":
      return { ...state, fate: noFate };
    case "DELAYED":
      return state.status === "verifying" ? { ...state, status: "waiting" } : state;
    case "ACCEPTED":
      return { status: "accepted", by: event.by };
    case "LIMITED":
      return locked(event, undefined, noFate);
    case "REJECTED":
    case "ENDED":
      return state.status === "locked" ? { ...state, call: undefined, fate: fateAfter(state, event) } : answered(state, event);
    case "SUBMITTED":
      return state;
  }
}

type Answer = Extract<CodeEvent, { type: "REJECTED" | "ENDED" }>;

function answered(state: Exclude<WithCall, { status: "locked" }>, event: Answer): CodeState {
  const fate = fateAfter(state, event);
  if (event.type === "ENDED") return { status: "ready", problem: event.problem, rejections: state.rejections, fate };
  const rejections = state.rejections + 1;
  const { attemptsLeft } = event;
  const problem: CodeProblem = event.triedBefore ? { code: "USED_CODE", attemptsLeft } : { code: "INVALID_CODE", attemptsLeft, rejections };
  return { status: "ready", problem, rejections, fate };
}

function fateAfter(state: WithCall, event: Answer): CodeFate {
  if (event.type === "REJECTED") return { status: "REJECTED", code: event.code };
  return event.lost ? state.fate : noFate;
}

function locked({ now, lengthMs }: { now: number; lengthMs: number }, call: number | undefined, fate: CodeFate): CodeState {
  return { status: "locked", until: now + lengthMs, lengthMs, call, fate };
}

function stopped(state: CodeState, problem: CodeProblem | undefined): CodeState {
  if (state.status !== "verifying" && state.status !== "waiting") return state;
  return { status: "ready", problem, rejections: state.rejections, fate: state.fate };
}

function restarted(state: CodeState): CodeState {
  if (state.status === "locked") return { ...state, call: undefined, fate: noFate };
  const isFresh = state.status === "ready" && state.problem === undefined && state.rejections === 0 && state.fate.status === "NONE";
  return isFresh ? state : initialCodeState;
}
