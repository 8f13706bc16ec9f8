import { afterEach, beforeEach, describe, expect, it, test, vi } from "vitest";
import { isolate } from "../../../src/messages/isolate.js";
import { cleanDeviceName } from "../../../src/protocol/deviceName.js";
import { devicesState } from "../../../src/totp/devices/devices.state.js";
import { panelReducer, type PanelAction, type PanelEvent, type PanelState } from "../../../src/totp/devices/panel.state.js";
import { keepIntent, takeIntent } from "../../../src/totp/devices/stepUpIntent.js";
import * as fixture from "../../fixtures/settings.js";

describe("what the panel lists", () => {
  const pending = fixture.deviceOf("Pending", { verified: false });
  const list = { status: "OK" as const, devices: [fixture.deviceOf("Phone"), pending] };
  const settings = { status: "OK" as const, settings: fixture.optIn };

  it("is not known before both answers are there", () => {
    expect(devicesState(undefined, settings)).toEqual(fixture.loading);
    expect(devicesState(list, undefined)).toEqual(fixture.loading);
  });

  it("are the verified devices: a pending one is nobody's yet", () => {
    expect(devicesState(list, settings)).toEqual(fixture.readyWith([fixture.deviceOf("Phone")]));
  });

  it.each([
    ["the plugin", settings, fixture.byPlugin(fixture.optIn)],
    ["a stock backend", { status: "ABSENT" } as const, fixture.stock],
    ["a plugin that can't be asked now", { status: "FAULT", cause: 1 } as const, fixture.stock],
    ["the app's own switch", { status: "APP", enabled: true } as const, fixture.appOn],
  ])("can be changed as far as %s can do it", (_name, answer, powers) => {
    expect(devicesState(list, answer)).toMatchObject({ status: "ready", powers });
  });

  it("is a failure without a list, in the server's words if it has any", () => {
    expect(devicesState({ status: "GENERAL", message: "Closed" }, settings)).toEqual({ status: "failed", message: "Closed" });
    expect(devicesState({ status: "NETWORK", cause: 1 }, settings)).toEqual({ status: "failed", message: undefined });
  });
});

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
    ASKED: { type: "ASKED", question: { about: "REMOVE", deviceName: "Tablet" } },
    DISMISSED: { type: "DISMISSED" },
    STARTED: { type: "STARTED", action: { type: "TURN_ON" } },
    DONE: { type: "DONE" },
    LEFT: { type: "LEFT" },
    REFUSED: { type: "REFUSED", problem },
  };
  const handled: Record<string, Record<string, PanelState>> = {
    idle: { ASKED: fixture.asking({ about: "REMOVE", deviceName: "Tablet" }), STARTED: fixture.working({ type: "TURN_ON" }) },
    asking: { DISMISSED: fixture.idle, STARTED: fixture.working({ type: "TURN_ON" }) },
    removing: { DONE: fixture.done(remove), LEFT: fixture.idle, REFUSED: fixture.refused(problem) },
    // What was typed can be mended where it stands.
    renaming: { DONE: fixture.done(rename), LEFT: fixture.idle, REFUSED: fixture.asking({ about: "RENAME", deviceName: "Phone", problem: problem }) },
  };

  describe.each(Object.entries(states))("%s", (name, state) => {
    it.each(Object.entries(events))("after %s", (type, event) => {
      const expected = handled[name]?.[type];
      if (expected === undefined) expect(panelReducer(state, event)).toBe(state);
      else expect(panelReducer(state, event)).toEqual(expected);
    });
  });
});

describe("a change that a code is asked for first", () => {
  const actions: PanelAction[] = [
    { type: "REMOVE", deviceName: "Phone" },
    { type: "RENAME", deviceName: "Phone", newDeviceName: "Tablet" },
    { type: "TURN_ON" },
    { type: "TURN_OFF" },
  ];
  const [remove] = actions;

  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
    sessionStorage.clear();
  });

  it.each(actions)("$type comes back once, after a code", (action) => {
    keepIntent(action, "public:ada", 100);
    expect(takeIntent("public:ada", 101)).toEqual(action);
    expect(takeIntent("public:ada", 101)).toBeUndefined();
  });

  it("is forgotten without a code: coming back changes nothing", () => {
    keepIntent(remove ?? { type: "TURN_ON" }, "public:ada", 100);
    expect(takeIntent("public:ada", 100)).toBeUndefined();
    expect(takeIntent("public:ada", 101)).toBeUndefined();
  });

  it("is not another user's, who signed in meanwhile", () => {
    keepIntent({ type: "TURN_OFF" }, "public:ada", 100);
    expect(takeIntent("public:bob", 200)).toBeUndefined();
  });

  it("is forgotten after ten minutes, whichever way the clock was turned", () => {
    keepIntent({ type: "TURN_OFF" }, "public:ada", 100);
    vi.setSystemTime(Date.now() + 600_000);
    expect(takeIntent("public:ada", 200)).toBeUndefined();
    keepIntent({ type: "TURN_OFF" }, "public:ada", 100);
    vi.setSystemTime(Date.now() - 600_000);
    expect(takeIntent("public:ada", 200)).toBeUndefined();
  });

  it.each([
    "garbage",
    "null",
    "[]",
    '{"sessionKey":"public:ada"}',
    '{"sessionKey":"public:ada","totpCompletedAt":1,"at":NOW,"action":{"type":"REMOVE"}}',
    '{"sessionKey":"public:ada","totpCompletedAt":1,"at":NOW,"action":{"type":"RENAME","deviceName":"a"}}',
    '{"sessionKey":"public:ada","totpCompletedAt":1,"at":NOW,"action":{"type":"DROP_TABLE"}}',
    '{"sessionKey":"public:ada","totpCompletedAt":"1","at":NOW,"action":{"type":"TURN_OFF"}}',
  ])("stored as %s is none", (stored) => {
    sessionStorage.setItem("supertokens-mfa-react.step-up", stored.replace("NOW", String(Date.now())));
    expect(takeIntent("public:ada", 200)).toBeUndefined();
  });
});

test.each([
  ["Phone", "Phone"],
  ["  Phone  ", "Phone"],
  ["a".repeat(64), "a".repeat(64)],
  ["a".repeat(65), undefined],
  ["", undefined],
  ["   ", undefined],
  ["two\nlines", undefined],
  ["two\u2028lines", undefined],
  ["phone \u202Egpj", undefined],
  ["\uD800", undefined],
  ["<img src=x>", "<img src=x>"],
  ["هاتف 📱", "هاتف 📱"],
])("the name %o is kept as %o", (typed, name) => {
  expect(cleanDeviceName(typed)).toBe(name);
});

test.each([
  ["Phone 2", "Phone 2"],
  ["هاتف", "\u2068هاتف\u2069"],
  ["phone \u202Egpj.exe", "phone gpj.exe"],
  ["(left", "\u2068(left\u2069"],
  ["\u2069\u2069", "\u2068\u2069"],
])("the name %o can't turn the words around it", (name, shown) => {
  expect(isolate(name)).toBe(shown);
});
