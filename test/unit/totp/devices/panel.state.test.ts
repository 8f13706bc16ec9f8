import { describe, expect, it, test } from "vitest";
import {
  isPanelAction,
  panelReducer,
  type PanelAction,
  type PanelEvent,
  type PanelState,
} from "../../../../src/totp/devices/panel.state.js";
import * as fixture from "../../../fixtures/settings.js";

describe("what the user does in the panel", () => {
  const remove: PanelAction = { type: "REMOVE", deviceName: "Phone" };
  const rename: PanelAction = { type: "RENAME", deviceName: "Phone", newDeviceName: "Tablet" };
  const problem = { code: "UNAVAILABLE" } as const;
  const intent = { action: remove, sessionHandle: "handle-1", askedAt: 0 };
  const returning: PanelState = { status: "returning", intent };
  const states: Record<string, PanelState> = {
    returning,
    idle: fixture.idle,
    asking: fixture.asking({ about: "RENAME", deviceName: "Phone" }),
    removing: fixture.working(remove),
    renaming: fixture.working(rename),
    makingCodes: fixture.working({ type: "MAKE_CODES" }),
    codes: fixture.codes,
  };
  const events: Record<PanelEvent["type"], PanelEvent> = {
    ADDED: { type: "ADDED", deviceName: "Tablet" },
    RETURNED: { type: "RETURNED", intent },
    LAPSED: { type: "LAPSED" },
    ASKED: { type: "ASKED", question: { about: "REMOVE", deviceName: "Tablet" } },
    DISMISSED: { type: "DISMISSED" },
    STARTED: { type: "STARTED", action: { type: "TURN_ON" } },
    DONE: { type: "DONE" },
    CODES_MADE: { type: "CODES_MADE", set: fixture.codeSet },
    CODES_DROPPED: { type: "CODES_DROPPED" },
    LEFT: { type: "LEFT" },
    REFUSED: { type: "REFUSED", problem },
  };
  const handled: Record<string, Record<string, PanelState>> = {
    idle: {
      ADDED: fixture.done({ type: "ADD", deviceName: "Tablet" }),
      RETURNED: returning,
      ASKED: fixture.asking({ about: "REMOVE", deviceName: "Tablet" }),
      STARTED: fixture.working({ type: "TURN_ON" }),
    },
    returning: { LAPSED: fixture.idle, STARTED: fixture.working({ type: "TURN_ON" }) },
    asking: { DISMISSED: fixture.idle, STARTED: fixture.working({ type: "TURN_ON" }) },
    makingCodes: { CODES_MADE: fixture.codes, LEFT: fixture.idle, REFUSED: fixture.refused(problem) },
    codes: { CODES_DROPPED: fixture.idle },
    removing: { DONE: fixture.done(remove), LEFT: fixture.idle, REFUSED: fixture.refused(problem) },
    // What was typed can be mended where it stands.
    renaming: {
      DONE: fixture.done(rename),
      LEFT: fixture.idle,
      REFUSED: fixture.asking({ about: "RENAME", deviceName: "Phone", problem: problem }),
    },
  };

  describe.each(Object.entries(states))("%s", (name, state) => {
    it.each(Object.entries(events))("after %s", (type, event) => {
      const expected = handled[name]?.[type];
      if (expected === undefined) expect(panelReducer(state, event)).toBe(state);
      else expect(panelReducer(state, event)).toEqual(expected);
    });
  });
});

test.each([
  null,
  undefined,
  "REMOVE",
  {},
  { type: "REMOVE" },
  { type: "RENAME", deviceName: "Phone" },
  { type: "REMOVE", deviceName: 7 },
  { type: "DROP_TABLE" },
])("%j, as storage may hold it, is no change of the panel's", (value) => {
  expect(isPanelAction(value)).toBe(false);
});
