import { describe, expect, it } from "vitest";
import { initialSetupState, setupReducer, type SetupEvent, type SetupState } from "../../../../src/totp/setup/setup.state.js";
import * as fixture from "../../../fixtures/setup.js";

const { starting, scanning, superseded, alreadyActive, deviceGone, verifyFirst, failedOffline, verified } = fixture;
const states = { starting, scanning, superseded, alreadyActive, deviceGone, verifyFirst, failedOffline, verified };

const device = fixture.pendingDevice({ deviceName: "TOTP Device 7" });
const events: Record<string, SetupEvent> = {
  STARTED: { type: "STARTED" },
  CREATED: { type: "CREATED", device },
  FAILED: { type: "FAILED", problem: { code: "UNAVAILABLE" } },
  VERIFY_FIRST_ASKED: { type: "VERIFY_FIRST_ASKED" },
  SUPERSEDED: { type: "SUPERSEDED", deviceName: "TOTP Device 0" },
  "SUPERSEDED elsewhere": { type: "SUPERSEDED", deviceName: "Another" },
  FOUND_ACTIVE: { type: "FOUND_ACTIVE" },
  FOUND_GONE: { type: "FOUND_GONE" },
  VERIFIED: { type: "VERIFIED" },
};

const startOver = { STARTED: starting, VERIFY_FIRST_ASKED: verifyFirst };
const handled: Record<keyof typeof states, Record<string, SetupState>> = {
  starting: {
    CREATED: { status: "scanning", device },
    FAILED: { status: "failed", problem: { code: "UNAVAILABLE" } },
    VERIFY_FIRST_ASKED: verifyFirst,
  },
  scanning: { ...startOver, SUPERSEDED: superseded, FOUND_ACTIVE: alreadyActive, FOUND_GONE: deviceGone, VERIFIED: verified },
  superseded: startOver,
  alreadyActive: startOver,
  deviceGone: startOver,
  verifyFirst: startOver,
  failedOffline: startOver,
  verified: { STARTED: starting },
};

describe.each(Object.entries(states))("%s", (name, state) => {
  it.each(Object.entries(events))("after %s", (type, event) => {
    const expected = handled[name as keyof typeof states][type];
    const next = setupReducer(state, event);
    if (expected === undefined) expect(next).toBe(state);
    else expect(next).toEqual(expected);
  });
});

it.each(Object.entries(events).filter(([type]) => type !== "CREATED"))(
  "holds no secret any more after %s, where it changes a screen with a QR code",
  (_type, event) => {
    const next = setupReducer(scanning, event);
    if (next !== scanning) expect(JSON.stringify(next)).not.toContain(fixture.secret);
  },
);

it("begins without a device", () => {
  expect(initialSetupState).toEqual({ status: "starting" });
});
