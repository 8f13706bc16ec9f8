import { describe, expect, it, test } from "vitest";
import { codeReducer, type CodeEvent, type CodeState } from "../../../../src/totp/code/code.state.js";
import * as fixture from "../../../fixtures/challenge.js";

const { ready, firstRejection, verifying, waiting, accepted } = fixture;
const locked: CodeState = { status: "locked", until: 5_000, lengthMs: 4_000 };
const states: Record<string, CodeState> = { ready, firstRejection, verifying, waiting, locked, accepted };

const refusal = { code: "OFFLINE" } as const;
const events = {
  SUBMITTED: { type: "SUBMITTED" },
  DELAYED: { type: "DELAYED" },
  CANCELLED: { type: "CANCELLED" },
  ACCEPTED: { type: "ACCEPTED" },
  REJECTED: { type: "REJECTED", attemptsLeft: 3, triedBefore: false },
  REFUSED: { type: "REFUSED", problem: refusal },
  LOCKED: { type: "LOCKED", now: 10_000, lengthMs: 900_000 },
  UNLOCKED: { type: "UNLOCKED" },
  RELEASED: { type: "RELEASED" },
  RESTARTED: { type: "RESTARTED" },
} satisfies Record<CodeEvent["type"], CodeEvent>;

const lockedAnew = { status: "locked", until: 910_000, lengthMs: 900_000 };
const afterVerifying = {
  CANCELLED: { status: "ready", problem: { code: "CANCELLED" }, rejections: 0 },
  ACCEPTED: { status: "accepted" },
  REJECTED: { status: "ready", problem: { code: "INVALID_CODE", attemptsLeft: 3, rejections: 1 }, rejections: 1 },
  REFUSED: { status: "ready", problem: refusal, rejections: 0 },
  LOCKED: lockedAnew,
  RELEASED: { status: "ready", problem: undefined, rejections: 0 },
  RESTARTED: ready,
};

/** What each state does with the events that it handles. */
const handled: Record<string, Record<string, object>> = {
  ready: {
    SUBMITTED: { status: "verifying", rejections: 0 },
    REFUSED: { status: "ready", problem: refusal, rejections: 0 },
    LOCKED: lockedAnew,
  },
  firstRejection: {
    SUBMITTED: { status: "verifying", rejections: 1 },
    REFUSED: { status: "ready", problem: refusal, rejections: 1 },
    LOCKED: lockedAnew,
    RESTARTED: ready,
  },
  verifying: { DELAYED: { status: "waiting", rejections: 0 }, ...afterVerifying },
  waiting: { DELAYED: { status: "waiting", rejections: 0 }, ...afterVerifying },
  locked: { LOCKED: lockedAnew, UNLOCKED: { status: "ready", problem: { code: "UNLOCKED" }, rejections: 0 } },
  accepted: { RESTARTED: ready },
};

describe.each(Object.entries(states))("%s", (name, state) => {
  it.each(Object.entries(events))("after %s", (type, event) => {
    const expected = handled[name]?.[type];
    if (expected === undefined) expect(codeReducer(state, event)).toBe(state);
    else expect(codeReducer(state, event)).toEqual(expected);
  });
});

test("the same code rejected twice is told apart from a wrong one", () => {
  const state = codeReducer({ status: "verifying", rejections: 1 }, { type: "REJECTED", attemptsLeft: 2, triedBefore: true });
  expect(state).toEqual({ status: "ready", problem: { code: "USED_CODE", attemptsLeft: 2 }, rejections: 2 });
});

test("rejections are counted over tries, and over problems in between", () => {
  const play: CodeEvent[] = [
    events.SUBMITTED,
    events.REJECTED,
    events.SUBMITTED,
    events.REFUSED,
    events.SUBMITTED,
    events.DELAYED,
    events.REJECTED,
  ];
  expect(play.reduce(codeReducer, ready)).toMatchObject({ rejections: 2, problem: { rejections: 2 } });
});

test("a reply after the code was accepted changes nothing, not even a lock", () => {
  expect(codeReducer(accepted, events.LOCKED)).toBe(accepted);
});
