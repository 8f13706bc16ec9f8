import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { PanelAction } from "../../../../src/totp/devices/panel.state.js";
import { keepIntent, takeIntent } from "../../../../src/totp/devices/stepUpIntent.js";

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
