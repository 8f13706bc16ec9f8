import { afterEach, beforeEach, describe, expect, it, test, vi } from "vitest";
import { challengeConsent } from "../../../../src/routing/consent.js";
import type { Navigate } from "../../../../src/routing/navigate.js";
import { listDevices, removeDevice, type TotpDevice } from "../../../../src/supertokens/deviceService.js";
import { confirmRecoveryCodes, createRecoveryCodes } from "../../../../src/supertokens/recoveryService.js";
import { removeAllTrustedBrowsers, removeTrustedBrowser } from "../../../../src/supertokens/trustService.js";
import { readSession } from "../../../../src/supertokens/sessionService.js";
import { disableTotp, renameDevice } from "../../../../src/supertokens/settingsService.js";
import { createDevicesFlow } from "../../../../src/totp/devices/devices.flow.js";
import type { PanelAction } from "../../../../src/totp/devices/panel.state.js";
import { sessionOf } from "../../../fixtures/mfaScreen.js";
import { codeSet, deviceOf, optIn } from "../../../fixtures/settings.js";
import { configure } from "../../support/config.js";
import { visit } from "../../support/page.js";

vi.mock("../../../../src/supertokens/deviceService.js", () => ({ listDevices: vi.fn(), removeDevice: vi.fn() }));
vi.mock("../../../../src/supertokens/recoveryService.js", () => ({ createRecoveryCodes: vi.fn(), confirmRecoveryCodes: vi.fn() }));
vi.mock("../../../../src/supertokens/trustService.js", () => ({ removeTrustedBrowser: vi.fn(), removeAllTrustedBrowsers: vi.fn() }));
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
  for (const change of [confirmRecoveryCodes, removeTrustedBrowser, removeAllTrustedBrowsers])
    vi.mocked(change).mockResolvedValue({ status: "OK" });
  vi.mocked(createRecoveryCodes).mockResolvedValue({ status: "OK", set: codeSet });
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

describe("new recovery codes", () => {
  const shown = { status: "codes", set: codeSet };

  it("are shown until they are saved, which the server hears, and the panel reads what is left", async () => {
    const panel = await open();
    panel.run({ type: "MAKE_CODES" });
    await pass();
    expect(panel.panel()).toEqual(shown);
    const reads = vi.mocked(listDevices).mock.calls.length;
    panel.confirmCodes();
    panel.confirmCodes();
    await pass();
    expect(panel.panel()).toEqual({ status: "idle", done: undefined, problem: undefined });
    expect(confirmRecoveryCodes).toHaveBeenCalledExactlyOnceWith(codeSet.createdAt);
    expect(listDevices).toHaveBeenCalledTimes(reads + 1);
  });

  it("go at once although the server doesn't hear that they were saved", async () => {
    vi.mocked(confirmRecoveryCodes).mockResolvedValue({ status: "NETWORK", cause: new TypeError("Failed to fetch") });
    const panel = await open();
    panel.run({ type: "MAKE_CODES" });
    await pass();
    panel.confirmCodes();
    expect(panel.panel().status).toBe("idle");
    await pass();
    expect(panel.panel().status).toBe("idle");
  });

  it("go with the page, and the server isn't told that they were saved", async () => {
    const panel = await open();
    panel.run({ type: "MAKE_CODES" });
    await pass();
    panel.leavePage();
    expect(panel.panel().status).toBe("idle");
    await pass();
    expect(confirmRecoveryCodes).not.toHaveBeenCalled();
  });

  it("that come after the panel is gone are kept nowhere", async () => {
    let answer = (_: Awaited<ReturnType<typeof createRecoveryCodes>>) => {};
    vi.mocked(createRecoveryCodes).mockImplementation(() => new Promise((resolve) => (answer = resolve)));
    const panel = await open();
    panel.run({ type: "MAKE_CODES" });
    panel.leave();
    answer({ status: "OK", set: codeSet });
    await pass();
    expect(JSON.stringify(panel.getState())).not.toContain(codeSet.codes[0]);
  });

  it("that need a recent code are made once, on the way back from its challenge", async () => {
    vi.mocked(createRecoveryCodes).mockResolvedValueOnce(stepUp);
    const before = await open();
    before.run({ type: "MAKE_CODES" });
    await pass();
    expect(navigate).toHaveBeenCalledExactlyOnceWith(atChallenge, { replace: false });
    before.leave();
    openChallenge().accept();
    const after = await open();
    expect(after.panel()).toEqual(shown);
    after.leave();
    await open();
    expect(createRecoveryCodes).toHaveBeenCalledTimes(2);
  });

  it("aren't made on the way back without a code", async () => {
    vi.mocked(createRecoveryCodes).mockResolvedValueOnce(stepUp);
    const before = await open();
    before.run({ type: "MAKE_CODES" });
    await pass();
    before.leave();
    openChallenge().close();
    await open();
    expect(createRecoveryCodes).toHaveBeenCalledOnce();
  });

  it("whose reply got lost are told, with what there is by now", async () => {
    vi.mocked(createRecoveryCodes).mockResolvedValue({ status: "NETWORK", cause: new TypeError("Failed to fetch") });
    const panel = await open();
    const reads = vi.mocked(listDevices).mock.calls.length;
    panel.run({ type: "MAKE_CODES" });
    await pass();
    expect(panel.panel()).toMatchObject({ status: "idle", problem: { code: "UNAVAILABLE" } });
    expect(listDevices).toHaveBeenCalledTimes(reads + 1);
  });
});

test.each<[PanelAction, (...args: never[]) => unknown, unknown[]]>([
  [{ type: "REMOVE_BROWSER", id: "b1", name: "Firefox on Linux" }, removeTrustedBrowser, ["b1"]],
  [{ type: "REMOVE_BROWSERS" }, removeAllTrustedBrowsers, []],
])("$type ends the trust and reads what is left", async (action, change, args) => {
  const panel = await open();
  const reads = vi.mocked(listDevices).mock.calls.length;
  panel.run(action);
  await pass();
  expect(vi.mocked(change).mock.calls).toEqual([args]);
  expect(panel.panel()).toMatchObject({ status: "idle", done: action });
  expect(listDevices).toHaveBeenCalledTimes(reads + 1);
});
