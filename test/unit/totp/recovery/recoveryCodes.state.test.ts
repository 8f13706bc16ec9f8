import { expect, test } from "vitest";
import {
  initialRecoveryCodesState as making,
  recoveryCodesReducer,
  type RecoveryCodesEvent,
  type RecoveryCodesScreenState,
} from "../../../../src/totp/recovery/recoveryCodes.state.js";
import { codeSet } from "../../../fixtures/settings.js";

const waiting: RecoveryCodesScreenState = { status: "waiting" };
const shown: RecoveryCodesScreenState = { status: "shown", set: codeSet };
const hidden: RecoveryCodesScreenState = { status: "hidden" };
const failed: RecoveryCodesScreenState = { status: "failed", problem: { code: "OFFLINE" } };
const done: RecoveryCodesScreenState = { status: "done" };

const started: RecoveryCodesEvent = { type: "STARTED" };
const delayed: RecoveryCodesEvent = { type: "DELAYED" };
const made: RecoveryCodesEvent = { type: "MADE", set: codeSet };
const notMade: RecoveryCodesEvent = { type: "FAILED", problem: { code: "OFFLINE" } };
const left: RecoveryCodesEvent = { type: "PAGE_LEFT" };
const finished: RecoveryCodesEvent = { type: "FINISHED" };

const handled: [string, RecoveryCodesScreenState, RecoveryCodesEvent, RecoveryCodesScreenState][] = [
  ["codes that were made are shown", making, made, shown],
  ["codes that couldn't be made leave a way on", making, notMade, failed],
  ["codes that take long may be done without", making, delayed, waiting],
  ["codes that took long are shown", waiting, made, shown],
  ["codes that took long and couldn't be made leave a way on", waiting, notMade, failed],
  ["a page that is left won't show codes that take long", waiting, left, hidden],
  ["one may go on without, when it takes long", waiting, finished, done],
  ["a page that is left shows its codes no more", shown, left, hidden],
  ["a page that is left won't show codes that are under way", making, left, hidden],
  ["codes that went with the page are made anew", hidden, started, making],
  ["codes that couldn't be made are tried again", failed, started, making],
  ["codes that are saved are gone", shown, finished, done],
  ["one may go on without, after a failure", failed, finished, done],
  ["one may go on without, after the codes went", hidden, finished, done],
  ["a visit that took too long goes on without", making, finished, done],
];

test.each(handled)("%s", (_name, from, event, to) => {
  expect(recoveryCodesReducer(from, event)).toEqual(to);
});

test("everything else, such as a late reply, changes nothing", () => {
  for (const from of [making, waiting, shown, hidden, failed, done]) {
    for (const event of [started, delayed, made, notMade, left, finished]) {
      const isHandled = handled.some(([, state, known]) => state === from && known === event);
      if (!isHandled) expect(recoveryCodesReducer(from, event)).toBe(from);
    }
  }
});

test("the codes are on the state that shows them, and on no other", () => {
  for (const [, from, event] of handled) {
    const to = recoveryCodesReducer(from, event);
    expect(JSON.stringify(to).includes(codeSet.codes[0] ?? "-")).toBe(to.status === "shown");
  }
});
