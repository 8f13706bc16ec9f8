import { describe, expect, it } from "vitest";
import { panelReducer, type PanelAction, type PanelEvent, type PanelState } from "../../../../src/totp/devices/panel.state.js";
import * as fixture from "../../../fixtures/settings.js";

describe("what the user does in the panel", () => {
  const remove: PanelAction = { type: "REMOVE", deviceName: "Phone" };
  const rename: PanelAction = { type: "RENAME", deviceName: "Phone", newDeviceName: "Tablet" };
  const problem = { code: "UNAVAILABLE" } as const;
  const states: Record<string, PanelState> = {
    idle: fixture.idle,
    asking: fixture.asking({ about: "RENAME", deviceName: "Phone" }),
    removing: fixture.working(remove),
    renaming: fixture.working(rename),
  };
  const events: Record<PanelEvent["type"], PanelEvent> = {
    ADDED: { type: "ADDED", deviceName: "Tablet" },
    ASKED: { type: "ASKED", question: { about: "REMOVE", deviceName: "Tablet" } },
    DISMISSED: { type: "DISMISSED" },
    STARTED: { type: "STARTED", action: { type: "TURN_ON" } },
    DONE: { type: "DONE" },
    LEFT: { type: "LEFT" },
    REFUSED: { type: "REFUSED", problem },
  };
  const handled: Record<string, Record<string, PanelState>> = {
    idle: {
      ADDED: fixture.done({ type: "ADD", deviceName: "Tablet" }),
      ASKED: fixture.asking({ about: "REMOVE", deviceName: "Tablet" }),
      STARTED: fixture.working({ type: "TURN_ON" }),
    },
    asking: { DISMISSED: fixture.idle, STARTED: fixture.working({ type: "TURN_ON" }) },
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
