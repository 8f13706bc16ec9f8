import { describe, expect, it } from "vitest";
import { devicesState } from "../../../../src/totp/devices/devices.state.js";
import * as fixture from "../../../fixtures/settings.js";

describe("what the panel lists", () => {
  const pending = fixture.deviceOf("Pending", { verified: false });
  const devices = [fixture.deviceOf("Phone"), pending];
  const list = { status: "OK" as const, devices };
  const settings = { status: "OK" as const, settings: fixture.optIn };

  it("is not known before what is asked for is there", () => {
    expect(devicesState(null, undefined)).toEqual(fixture.loading);
    expect(devicesState(list, null)).toEqual(fixture.loading);
  });

  it("are the verified devices: a pending one is nobody's yet", () => {
    expect(devicesState({ ...list, settings }, undefined)).toEqual(fixture.readyWith([fixture.deviceOf("Phone")]));
  });

  it.each([
    ["the plugin", settings, undefined, fixture.byPlugin(fixture.optIn)],
    ["a stock backend", undefined, undefined, fixture.stock],
    ["a plugin whose settings can't be read", { status: "FAULT", cause: 1 } as const, undefined, fixture.unknown],
    [
      "a plugin whose policy gave no answer",
      { status: "GENERAL", message: "Ask <b>Bob</b>." } as const,
      undefined,
      fixture.unknownInOwnWords,
    ],
    ["the app's own switch", undefined, true, fixture.appOn],
    ["a switch of the app's that can't be read", undefined, { status: "NETWORK", cause: 1 } as const, fixture.unknown],
  ])("can be changed as far as %s can do it", (_name, answer, own, powers) => {
    expect(devicesState({ ...list, settings: answer }, own)).toMatchObject({ status: "ready", powers });
  });

  it("is a failure without a list, in the server's words if it has any", () => {
    expect(devicesState({ status: "GENERAL", message: "Closed" }, undefined)).toEqual({ status: "failed", message: "Closed" });
    expect(devicesState({ status: "NETWORK", cause: 1 }, undefined)).toEqual({ status: "failed", message: undefined });
  });
});
