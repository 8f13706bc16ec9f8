import { describe, expect, it } from "vitest";
import { devicesState } from "../../../../src/totp/devices/devices.state.js";
import * as fixture from "../../../fixtures/settings.js";

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
    ["a plugin that can't be asked now", { status: "FAULT", cause: 1 } as const, fixture.unknown],
    ["a plugin whose policy gave no answer", { status: "GENERAL", message: "Ask <b>Bob</b>." } as const, fixture.unknownInOwnWords],
    ["the app's own switch", { status: "APP", enabled: true } as const, fixture.appOn],
  ])("can be changed as far as %s can do it", (_name, answer, powers) => {
    expect(devicesState(list, answer)).toMatchObject({ status: "ready", powers });
  });

  it("is a failure without a list, in the server's words if it has any", () => {
    expect(devicesState({ status: "GENERAL", message: "Closed" }, settings)).toEqual({ status: "failed", message: "Closed" });
    expect(devicesState({ status: "NETWORK", cause: 1 }, settings)).toEqual({ status: "failed", message: undefined });
  });
});
