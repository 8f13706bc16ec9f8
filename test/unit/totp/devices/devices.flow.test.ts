import { afterEach, beforeEach, describe, expect, it, test, vi } from "vitest";
import { challengeConsent } from "../../../../src/routing/consent.js";
import type { Navigate } from "../../../../src/routing/navigate.js";
import { listDevices, removeDevice, type TotpDevice } from "../../../../src/supertokens/deviceService.js";
import { readSession } from "../../../../src/supertokens/sessionService.js";
import { disableTotp, renameDevice } from "../../../../src/supertokens/settingsService.js";
import { createDevicesFlow } from "../../../../src/totp/devices/devices.flow.js";
import type { PanelAction } from "../../../../src/totp/devices/panel.state.js";
import { sessionOf } from "../../../fixtures/mfaScreen.js";
import { deviceOf, optIn } from "../../../fixtures/settings.js";
import { configure } from "../../support/config.js";
import { visit } from "../../support/page.js";

vi.mock("../../../../src/supertokens/deviceService.js", () => ({ listDevices: vi.fn(), removeDevice: vi.fn() }));
vi.mock("../../../../src/supertokens/settingsService.js", () => ({ enableTotp: vi.fn(), disableTotp: vi.fn(), renameDevice: vi.fn() }));
vi.mock("../../../../src/supertokens/sessionService.js", () => ({ readSession: vi.fn() }));

const navigate = vi.fn<Navigate>();
const atChallenge = "/auth/mfa/totp?stepUp=true&redirectToPath=%2Fsettings";
const stepUp = { status: "MFA_NEEDED", need: "STEP_UP" } as const;
const session = sessionOf({ mfa: "COMPLETE" });
let devices: TotpDevice[];

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetAllMocks();
  visit("/settings");
  configure();
  devices = [deviceOf("Phone"), deviceOf("Tablet")];
  vi.mocked(readSession).mockResolvedValue(session);
  vi.mocked(listDevices).mockImplementation(async () => ({ status: "OK", devices, settings: { status: "OK", settings: optIn } }));
  for (const change of [removeDevice, renameDevice, disableTotp]) vi.mocked(change).mockResolvedValue({ status: "OK" });
});

afterEach(() => {
  vi.useRealTimers();
  sessionStorage.clear();
});

const pass = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

/** A panel that is looked at; StrictMode looks away at once, and comes back. */
async function open() {
  const flow = createDevicesFlow({ totpSwitch: undefined, navigate });
  flow.subscribe(() => undefined)();
  const leave = flow.subscribe(() => undefined);
  await pass();
  return { ...flow, leave, panel: () => flow.getState().panel };
}

/** The challenge that the panel went to. */
function openChallenge() {
  const challenge = challengeConsent();
  challenge.open();
  return challenge;
}

const changes: [PanelAction, (...args: never[]) => unknown, unknown[]][] = [
  [{ type: "REMOVE", deviceName: "Phone" }, removeDevice, ["Phone"]],
  [{ type: "RENAME", deviceName: "Phone", newDeviceName: "Work" }, renameDevice, ["Phone", "Work"]],
  [{ type: "TURN_OFF" }, disableTotp, []],
];

describe.each(changes)("a change that needs a recent code, $type,", (action, change, args) => {
  const goForCode = async () => {
    vi.mocked(change).mockResolvedValueOnce(stepUp);
    const panel = await open();
    panel.run(action);
    await pass();
    expect(navigate).toHaveBeenCalledExactlyOnceWith(atChallenge, { replace: false });
    expect(panel.panel()).toMatchObject({ status: "idle", done: undefined, problem: undefined });
    panel.leave();
  };

  it("is made once, after a code that its challenge had accepted", async () => {
    await goForCode();
    openChallenge().accept();
    const panel = await open();
    expect(vi.mocked(change).mock.calls).toEqual([args, args]);
    expect(panel.panel()).toMatchObject({ status: "idle", done: action });
    panel.leave();
    await open();
    expect(change).toHaveBeenCalledTimes(2);
  });

  it.each<[string, () => void]>([
    ["without a code", () => undefined],
    [
      "after a cancel, whatever is accepted later",
      () => {
        const challenge = openChallenge();
        challenge.close();
        challenge.accept();
      },
    ],
    [
      "with a code that some other tab or call entered",
      () => vi.mocked(readSession).mockResolvedValue({ ...session, totpCompletedAt: 9e9 }),
    ],
    [
      "in another session of the same user",
      () => {
        openChallenge().accept();
        vi.mocked(readSession).mockResolvedValue({ ...session, sessionHandle: "handle-2" });
      },
    ],
    [
      "five minutes after it was asked for",
      () => {
        openChallenge().accept();
        vi.setSystemTime(Date.now() + 300_000);
      },
    ],
  ])("is given up by coming back %s, for good", async (_name, giveUp) => {
    await goForCode();
    giveUp();
    const panel = await open();
    expect(panel.panel()).toMatchObject({ status: "idle", done: undefined, problem: undefined });
    panel.leave();
    vi.mocked(readSession).mockResolvedValue(session);
    await open();
    expect(change).toHaveBeenCalledOnce();
  });

  it("takes nobody anywhere who has left the panel before the backend asked for the code", async () => {
    let answer = (_: typeof stepUp) => {};
    vi.mocked(change).mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
    const panel = await open();
    panel.run(action);
    await pass();
    panel.leave();
    answer(stepUp);
    await pass();
    expect(navigate).not.toHaveBeenCalled();
    openChallenge().accept();
    await open();
    expect(change).toHaveBeenCalledOnce();
  });
});

test("a change waits for the list to come, and not for a visit that comes later", async () => {
  const granted = async () => {
    vi.mocked(removeDevice).mockResolvedValueOnce(stepUp);
    const panel = await open();
    panel.run({ type: "REMOVE", deviceName: "Phone" });
    await pass();
    panel.leave();
    openChallenge().accept();
    vi.mocked(listDevices).mockResolvedValueOnce({ status: "NETWORK", cause: new TypeError("Failed to fetch") });
    return open();
  };
  const waiting = await granted();
  expect(waiting.getState().devices.status).toBe("failed");
  waiting.reload();
  await pass();
  expect(removeDevice).toHaveBeenCalledTimes(2);
  waiting.leave();

  (await granted()).leave();
  await open();
  expect(removeDevice).toHaveBeenCalledTimes(3);
});

test("opening the panel is one request", async () => {
  await open();
  expect(listDevices).toHaveBeenCalledOnce();
});

test("two changes in one tick are one", async () => {
  const panel = await open();
  panel.run({ type: "REMOVE", deviceName: "Phone" });
  panel.run({ type: "REMOVE", deviceName: "Tablet" });
  await pass();
  expect(vi.mocked(removeDevice).mock.calls).toEqual([["Phone"]]);
});
