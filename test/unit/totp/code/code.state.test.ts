import { describe, expect, it, test } from "vitest";
import { codeReducer, type CodeEvent, type CodeFate, type CodeState } from "../../../../src/totp/code/code.state.js";
import * as fixture from "../../../fixtures/challenge.js";

const { ready, firstRejection, accepted } = fixture;
const verifying = { status: "verifying", call: 1, rejections: 0, fate: ready.fate } satisfies CodeState;
const waiting = { ...verifying, status: "waiting" } satisfies CodeState;
const none: CodeFate = { status: "NONE" };
const unknown: CodeFate = { status: "UNKNOWN", code: "123456", since: 100 };
const locked: CodeState = { status: "locked", until: 5_000, lengthMs: 4_000, call: undefined, fate: none };
/** Another tab met the limit while a code of this one was under way. */
const lockedInCall: CodeState = { ...locked, call: 1, fate: unknown };
const sent: CodeState = { status: "verifying", call: 1, rejections: 0, fate: unknown };
const states: Record<string, CodeState> = { ready, firstRejection, verifying, waiting, sent, locked, lockedInCall, accepted };

const refusal = { code: "OFFLINE" } as const;
const events = {
  SUBMITTED: { type: "SUBMITTED", call: 1 },
  SENT: { type: "SENT", call: 1, code: "123456", since: 100 },
  DELAYED: { type: "DELAYED", call: 1 },
  CANCELLED: { type: "CANCELLED" },
  ACCEPTED: { type: "ACCEPTED", call: 1, by: "REPLY" },
  REJECTED: { type: "REJECTED", call: 1, code: "123456", attemptsLeft: 3, triedBefore: false },
  SETTLED: { type: "SETTLED", call: 1 },
  ENDED: { type: "ENDED", call: 1, problem: refusal, lost: true },
  REFUSED: { type: "REFUSED", problem: refusal },
  LIMITED: { type: "LIMITED", call: 1, now: 10_000, lengthMs: 900_000 },
  LOCKED: { type: "LOCKED", now: 10_000, lengthMs: 900_000 },
  UNLOCKED: { type: "UNLOCKED" },
  RESTARTED: { type: "RESTARTED" },
  LEFT: { type: "LEFT" },
} satisfies Record<CodeEvent["type"], CodeEvent>;

const lockedAnew = { status: "locked", until: 910_000, lengthMs: 900_000, call: undefined, fate: none };
const rejectedFate = { status: "REJECTED", code: "123456" };
const invalid = { code: "INVALID_CODE", attemptsLeft: 3, rejections: 1 };

/** What a form does that has a call under way and knows that much of its code. */
const inCall = (fate: CodeFate) => ({
  CANCELLED: { status: "ready", problem: { code: "CANCELLED" }, rejections: 0, fate },
  ACCEPTED: accepted,
  REJECTED: { status: "ready", problem: invalid, rejections: 1, fate: rejectedFate },
  ENDED: { status: "ready", problem: refusal, rejections: 0, fate },
  LIMITED: lockedAnew,
  LOCKED: { ...lockedAnew, call: 1, fate },
  LEFT: { status: "ready", problem: undefined, rejections: 0, fate },
  RESTARTED: ready,
});

/** What each state does with the events that it handles. */
const handled: Record<string, Record<string, object>> = {
  ready: {
    SUBMITTED: verifying,
    REFUSED: { ...ready, problem: refusal },
    LOCKED: lockedAnew,
  },
  firstRejection: {
    SUBMITTED: { ...verifying, rejections: 1 },
    REFUSED: { ...firstRejection, problem: refusal },
    LOCKED: lockedAnew,
    RESTARTED: ready,
  },
  verifying: { SENT: sent, SETTLED: verifying, DELAYED: waiting, ...inCall(none) },
  waiting: { SENT: { ...waiting, fate: unknown }, SETTLED: waiting, ...inCall(none) },
  sent: { SENT: sent, SETTLED: verifying, DELAYED: { ...waiting, fate: unknown }, ...inCall(unknown) },
  locked: { LOCKED: lockedAnew, UNLOCKED: { ...ready, problem: { code: "UNLOCKED" } }, LEFT: locked, RESTARTED: locked },
  lockedInCall: {
    SENT: lockedInCall,
    SETTLED: { ...lockedInCall, fate: none },
    ACCEPTED: accepted,
    REJECTED: { ...locked, fate: rejectedFate },
    ENDED: { ...locked, fate: unknown },
    LIMITED: lockedAnew,
    LOCKED: { ...lockedAnew, call: 1, fate: unknown },
    UNLOCKED: { ...ready, problem: { code: "UNLOCKED" }, fate: unknown },
    LEFT: { ...locked, fate: unknown },
    RESTARTED: locked,
  },
  accepted: { RESTARTED: ready },
};

describe.each(Object.entries(states))("%s", (name, state) => {
  it.each(Object.entries(events))("after %s", (type, event) => {
    const expected = handled[name]?.[type];
    if (expected === undefined) expect(codeReducer(state, event)).toBe(state);
    else expect(codeReducer(state, event)).toEqual(expected);
  });
});

test.each(Object.values(events).filter((event) => "call" in event && event.type !== "SUBMITTED"))(
  "the late $type of an earlier call is a no-op, whatever is under way",
  (event) => {
    for (const state of Object.values(states)) expect(codeReducer(state, { ...event, call: 0 })).toBe(state);
  },
);

test("the same code rejected twice is told apart from a wrong one", () => {
  const state = codeReducer({ ...verifying, rejections: 1 }, { ...events.REJECTED, attemptsLeft: 2, triedBefore: true });
  expect(state).toMatchObject({ status: "ready", problem: { code: "USED_CODE", attemptsLeft: 2 }, rejections: 2 });
});

test("rejections are counted over tries, and over problems in between", () => {
  const play: CodeEvent[] = [
    events.SUBMITTED,
    events.REJECTED,
    events.SUBMITTED,
    events.ENDED,
    events.SUBMITTED,
    events.DELAYED,
    events.REJECTED,
  ];
  expect(play.reduce(codeReducer, ready)).toMatchObject({ rejections: 2, problem: { rejections: 2 } });
});

test("a new subject knows nothing of the fate of a code for the earlier one", () => {
  for (const state of [sent, lockedInCall, codeReducer(sent, events.CANCELLED)]) {
    expect(codeReducer(state, events.RESTARTED)).toMatchObject({ fate: none });
  }
});
