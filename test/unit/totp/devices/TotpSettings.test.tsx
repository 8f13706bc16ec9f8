import { act, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { StrictMode } from "react";
import { afterEach, beforeEach, describe, expect, it, test, vi } from "vitest";
import type { TotpSettingsState } from "../../../../src/protocol/totpSettings.js";
import type { Navigate } from "../../../../src/routing/navigate.js";
import { NavigateProvider } from "../../../../src/routing/NavigateContext.js";
import { listDevices, removeDevice, type DeviceList, type TotpDevice } from "../../../../src/supertokens/deviceService.js";
import { readSession } from "../../../../src/supertokens/sessionService.js";
import { MultiFactorAuth } from "../../../../src/multifactorauth/MultiFactorAuth.js";
import { disableTotp, enableTotp, renameDevice } from "../../../../src/supertokens/settingsService.js";
import { TotpSettings, type TotpSettingsProps } from "../../../../src/totp/devices/TotpSettings.js";
import { sessionOf } from "../../../fixtures/mfaScreen.js";
import {
  deviceOf,
  nastyDevices,
  nastyNames,
  oneDevice,
  optIn,
  requiredByRole,
  requiredInOwnWords,
  severalDevices,
  thousandDevices,
  turnedOff,
} from "../../../fixtures/settings.js";
import { startSdk } from "../../support/backend.js";
import { configure } from "../../support/config.js";
import { challengeConsent, type ChallengeConsent } from "../../../../src/routing/consent.js";
import { visit, watchPageLoads } from "../../support/page.js";

vi.mock("../../../../src/supertokens/deviceService.js", () => ({
  listDevices: vi.fn(),
  removeDevice: vi.fn(),
  // Adding asks for the device as it goes; the setup screen's own tests are about what comes of it.
  createDevice: async () => ({ status: "DEVICE_ALREADY_EXISTS_ERROR" }),
}));
vi.mock("../../../../src/supertokens/settingsService.js", () => ({
  enableTotp: vi.fn(),
  disableTotp: vi.fn(),
  renameDevice: vi.fn(),
}));
vi.mock("../../../../src/supertokens/sessionService.js", () => ({ readSession: vi.fn(), sessionAtHand: vi.fn() }));

const navigate = vi.fn<Navigate>();
const onHandleEvent = vi.fn();
const onError = vi.fn();
const stepUp = { status: "MFA_NEEDED", need: "STEP_UP" } as const;

/** The backend as it is now; a change of it shows at the next look. */
let devices: TotpDevice[];
let settings: TotpSettingsState | undefined;

const listed = (answer?: DeviceList["settings"]): DeviceList => ({ status: "OK", devices, settings: answer });

beforeEach(() => {
  vi.resetAllMocks();
  visit("/settings");
  configure({ onHandleEvent, onError });
  devices = severalDevices;
  settings = optIn;
  vi.mocked(readSession).mockResolvedValue(sessionOf({ mfa: "COMPLETE", totpCompletedAt: 100 }));
  vi.mocked(listDevices).mockImplementation(async () => listed(settings && { status: "OK", settings }));
  vi.mocked(removeDevice).mockImplementation(async (name) => {
    devices = devices.filter((device) => device.name !== name);
    return { status: "OK" };
  });
  vi.mocked(renameDevice).mockImplementation(async (from, to) => {
    devices = devices.map((device) => (device.name === from ? { ...device, name: to } : device));
    return { status: "OK" };
  });
  vi.mocked(enableTotp).mockImplementation(async () => {
    settings = optIn;
    return { status: "OK" };
  });
  vi.mocked(disableTotp).mockImplementation(async () => {
    settings = turnedOff;
    return { status: "OK" };
  });
});

afterEach(() => {
  sessionStorage.clear();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

async function open(props: TotpSettingsProps = {}) {
  const view = render(
    <StrictMode>
      <NavigateProvider value={navigate}>
        <TotpSettings {...props} />
      </NavigateProvider>
    </StrictMode>,
  );
  await waitFor(() => expect(screen.queryByText("Loading your devices…")).not.toBeInTheDocument());
  return view;
}

const click = (name: string) => userEvent.click(screen.getByRole("button", { name }));
const inDialog = (name: string) => userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name }));
const names = () => screen.getAllByRole("listitem").map((item) => within(item).getAllByText(/./)[0]?.textContent);
const noDialog = () => waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
const told = (text: string | RegExp) => screen.findByText(text);

describe("the list", () => {
  it("is announced while it loads", () => {
    vi.mocked(listDevices).mockReturnValue(new Promise(() => undefined));
    render(<TotpSettings />);
    expect(screen.getByText("Loading your devices…").closest("[role=status]")).not.toBeNull();
  });

  it("stays, with an open question, when a look at it in the background doesn't reach the server", async () => {
    const [device = deviceOf("Phone")] = severalDevices;
    await open();
    await click(`Remove ${device.name}`);
    await screen.findByRole("dialog");
    vi.mocked(listDevices).mockResolvedValue({ status: "NETWORK", cause: new TypeError("Failed to fetch") });
    await act(async () => {
      window.dispatchEvent(new Event("visibilitychange"));
    });
    await waitFor(() => expect(onError).toHaveBeenCalled());
    expect(screen.getByRole("dialog")).toBeInTheDocument();
    expect(names()).toEqual(severalDevices.map(({ name }) => name));
  });

  it("has the verified devices and how often their codes change", async () => {
    devices = [...severalDevices, deviceOf("Pending", { verified: false })];
    await open();
    expect(names()).toEqual(["Ada's phone", "TOTP Device 1", "Work tablet"]);
    expect(screen.getByText("A new code every 60 seconds")).toBeVisible();
  });

  it("without a device offers to set one up", async () => {
    devices = [];
    await open();
    expect(screen.queryByRole("list")).not.toBeInTheDocument();
    await click("Set up an authenticator app");
    await waitFor(() =>
      expect(navigate).toHaveBeenCalledExactlyOnceWith("/auth/mfa/totp?setup=true&redirectToPath=%2Fsettings", { replace: false }),
    );
  });

  it("shows strange names as text, each beside its own buttons", async () => {
    devices = nastyDevices;
    const { container } = await open();
    expect(container.querySelector("img")).toBeNull();
    for (const name of Object.values(nastyNames)) expect(screen.getByText(name).tagName).toBe("BDI");
    await userEvent.click(
      within(screen.getByText(nastyNames.bidiControl).closest("li") ?? container).getByRole("button", { name: /^Remove/ }),
    );
    await inDialog("Remove");
    await waitFor(() => expect(removeDevice).toHaveBeenCalledExactlyOnceWith(nastyNames.bidiControl));
  });

  it("takes a thousand devices", async () => {
    devices = thousandDevices;
    await open();
    expect(names()).toHaveLength(1000);
  });
});

describe("a list that can't be had", () => {
  it.each([
    ["the network is down", { status: "NETWORK", cause: new TypeError("Failed to fetch") } as const],
    ["the API fails", { status: "FAULT", cause: new Error("HTTP 502") } as const],
  ])("offers to try again when %s", async (_name, failure) => {
    vi.mocked(listDevices).mockResolvedValue(failure);
    await open();
    expect(screen.getByText("Your devices couldn't be loaded.")).toHaveAttribute("role", "alert");
    expect(onError).toHaveBeenCalledWith(failure.cause);
    vi.mocked(listDevices).mockImplementation(async () => ({ status: "OK", devices }));
    await click("Try again");
    await waitFor(() => expect(names()).toHaveLength(3));
  });

  it("has the server's words when there are any", async () => {
    vi.mocked(listDevices).mockResolvedValue({ status: "GENERAL", message: "Closed <b>today</b>" });
    await open();
    expect(screen.getByText("Closed <b>today</b>")).toBeVisible();
  });

  it("for want of a session leads to sign-in and back", async () => {
    vi.mocked(listDevices).mockResolvedValue({ status: "UNAUTHORISED" });
    await open();
    await waitFor(() => expect(navigate).toHaveBeenCalledWith("/auth?redirectToPath=%2Fsettings", { replace: true }));
  });

  it.each([
    ["a session that isn't complete any more", "COMPLETE", "/auth/mfa/totp?redirectToPath=%2Fsettings"],
    ["want of a recent code", "STEP_UP", "/auth/mfa/totp?stepUp=true&redirectToPath=%2Fsettings"],
  ] as const)("for %s leads to the factor screen and back", async (_name, need, path) => {
    vi.mocked(listDevices).mockResolvedValue({ status: "MFA_NEEDED", need });
    await open();
    await waitFor(() => expect(navigate).toHaveBeenCalledWith(path, { replace: true }));
  });
});

describe("adding a device", () => {
  const add = async () => {
    const { unmount } = await open();
    await click("Add device");
    await waitFor(() =>
      expect(navigate).toHaveBeenCalledExactlyOnceWith("/auth/mfa/totp?setup=true&redirectToPath=%2Fsettings", { replace: false }),
    );
    unmount();
  };

  it("goes to setup, and on the way back tells once which one is new", async () => {
    await add();
    devices = [...severalDevices, deviceOf("New phone")];
    const { unmount } = await open();
    expect(await told("New phone was added.")).toHaveAttribute("role", "status");
    unmount();
    await open();
    expect(screen.queryByText(/was added/)).not.toBeInTheDocument();
  });

  it.each([
    ["without one", severalDevices, "ada"],
    ["with one that is not verified", [...severalDevices, deviceOf("New phone", { verified: false })], "ada"],
    ["as another user", [deviceOf("New phone")], "bob"],
  ])("and coming back %s tells nothing", async (_name, found, userId) => {
    await add();
    devices = found;
    vi.mocked(readSession).mockResolvedValue(sessionOf({ mfa: "COMPLETE", totpCompletedAt: 101, sessionKey: `public:${userId}` }));
    await open();
    await act(async () => undefined);
    expect(screen.queryByText(/was added/)).not.toBeInTheDocument();
  });
});

describe("removing", () => {
  it("asks first; keeping it changes nothing", async () => {
    await open();
    await click("Remove TOTP Device 1");
    const dialog = screen.getByRole("dialog", { name: "Remove this device?" });
    expect(dialog).toHaveTextContent("TOTP Device 1");
    expect(dialog).toHaveTextContent("Your other devices go on working.");
    await inDialog("Keep it");
    await noDialog();
    expect(removeDevice).not.toHaveBeenCalled();
  });

  it("takes the very device out, tells it, and moves the focus to what is left", async () => {
    await open();
    await click("Remove TOTP Device 1");
    await inDialog("Remove");
    expect(await told("TOTP Device 1 was removed.")).toHaveAttribute("role", "status");
    expect(removeDevice).toHaveBeenCalledExactlyOnceWith("TOTP Device 1");
    expect(names()).toEqual(["Ada's phone", "Work tablet"]);
    expect(screen.getByRole("heading", { name: "Authenticator app" })).toHaveFocus();
  });

  it("makes one call, however often the button is pressed", async () => {
    let answer = () => {};
    vi.mocked(removeDevice).mockImplementation(() => new Promise((resolve) => (answer = () => resolve({ status: "OK" }))));
    await open();
    await click("Remove TOTP Device 1");
    await inDialog("Remove");
    await inDialog("Removing…");
    expect(removeDevice).toHaveBeenCalledOnce();
    await act(async () => answer());
    await noDialog();
  });

  it.each([
    ["turns codes off", optIn, "This is your last device. Removing it turns codes off for your account."],
    ["leaves codes off where they are off", turnedOff, "This is your last device. Codes are off for your account, and stay off."],
    ["may mean setting one up again, on a stock backend", undefined, /you set a new device up at your next sign-in/],
  ])("the last one says that it %s", async (_name, state, text) => {
    devices = oneDevice;
    settings = state;
    await open();
    expect(screen.getByRole("button", { name: "Remove Ada's phone" })).toHaveAccessibleDescription(text);
    await click("Remove Ada's phone");
    expect(within(screen.getByRole("dialog")).getByText(text)).toBeVisible();
  });

  it("the last one is refused beforehand when the account requires codes", async () => {
    devices = oneDevice;
    settings = requiredByRole;
    await open();
    const button = screen.getByRole("button", { name: "Remove Ada's phone" });
    expect(button).toHaveAttribute("aria-disabled", "true");
    expect(button).toHaveAccessibleDescription(/Add another device before you remove it/);
    await userEvent.click(button);
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });

  it("the last one tells that codes are off now", async () => {
    devices = oneDevice;
    vi.mocked(removeDevice).mockImplementation(async () => {
      devices = [];
      settings = turnedOff;
      return { status: "OK" };
    });
    await open();
    await click("Remove Ada's phone");
    await inDialog("Remove");
    expect(await told("Ada's phone was removed, and codes are turned off.")).toBeVisible();
    expect(screen.getByText("Off")).toBeVisible();
  });

  it.each([
    ["the server's words", { status: "GENERAL", message: "Not today" } as const, "Not today"],
    ["a fault", { status: "FAULT", cause: new Error("HTTP 502") } as const, /Something went wrong/],
  ])("that fails with %s says so, and the device is still there", async (_name, failure, text) => {
    vi.mocked(removeDevice).mockResolvedValue(failure);
    await open();
    await click("Remove TOTP Device 1");
    await inDialog("Remove");
    expect(await told(text)).toHaveAttribute("role", "alert");
    expect(names()).toHaveLength(3);
  });

  it("while offline says that nothing was changed", async () => {
    vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
    vi.mocked(removeDevice).mockResolvedValue({ status: "NETWORK", cause: new TypeError("Failed to fetch") });
    await open();
    await click("Remove TOTP Device 1");
    await inDialog("Remove");
    expect(await told(/You are offline. Nothing was changed/)).toBeVisible();
  });
});

describe("a change that needs a recent code", () => {
  const atChallenge = "/auth/mfa/totp?stepUp=true&redirectToPath=%2Fsettings";

  /** Confirms a change that the backend wants a code for, and is at the challenge. */
  const goForCode = async () => {
    vi.mocked(removeDevice).mockResolvedValueOnce(stepUp);
    const { unmount } = await open();
    await click("Remove TOTP Device 1");
    await inDialog("Remove");
    await waitFor(() => expect(navigate).toHaveBeenCalledExactlyOnceWith(atChallenge, { replace: false }));
    expect(names()).toHaveLength(3);
    expect(removeDevice).toHaveBeenCalledOnce();
    unmount();
    const challenge = challengeConsent();
    challenge.open();
    return challenge;
  };

  /** A session that knows of a code, whoever entered it. */
  const someCodeWasAccepted = () => vi.mocked(readSession).mockResolvedValue(sessionOf({ mfa: "COMPLETE", totpCompletedAt: 101 }));

  it("leaves for one, and is made on the way back from its challenge, once", async () => {
    const challenge = await goForCode();
    challenge.accept();
    const { unmount } = await open();
    expect(await told("TOTP Device 1 was removed.")).toBeVisible();
    expect(vi.mocked(removeDevice).mock.calls).toEqual([["TOTP Device 1"], ["TOTP Device 1"]]);
    unmount();
    await open();
    expect(removeDevice).toHaveBeenCalledTimes(2);
  });

  it.each<[string, (challenge: ChallengeConsent) => unknown]>([
    ["comes back without a code", () => undefined],
    ["comes back, and a code is entered in another tab or by the app's own call", someCodeWasAccepted],
    ["cancels, although the code is accepted late", (challenge) => (challenge.close(), someCodeWasAccepted())],
    [
      "goes for a code for something else, which is accepted",
      async () => {
        await MultiFactorAuth.redirectToFactor({ factorId: "totp", stepUp: true, navigate });
        const other = challengeConsent();
        other.open();
        other.accept();
        someCodeWasAccepted();
      },
    ],
    [
      "signs in again after the code",
      (challenge) => {
        challenge.accept();
        vi.mocked(readSession).mockResolvedValue(sessionOf({ mfa: "COMPLETE", totpCompletedAt: 101, sessionHandle: "handle-2" }));
      },
    ],
    [
      "has a session that can't be told from others",
      (challenge) => {
        challenge.accept();
        vi.mocked(readSession).mockResolvedValue(sessionOf({ mfa: "COMPLETE", totpCompletedAt: 101, sessionHandle: "" }));
      },
    ],
  ])("is not made when the user %s", async (_name, giveUp) => {
    await giveUp(await goForCode());
    const { unmount } = await open();
    await act(async () => undefined);
    unmount();
    someCodeWasAccepted();
    await open();
    await act(async () => undefined);
    expect(removeDevice).toHaveBeenCalledOnce();
    expect(names()).toContain("TOTP Device 1");
  });

  it("of a session that isn't complete finishes sign-in, without a step-up", async () => {
    vi.mocked(disableTotp).mockResolvedValueOnce({ status: "MFA_NEEDED", need: "COMPLETE" });
    await open();
    await click("Turn off");
    await inDialog("Turn off");
    await waitFor(() => expect(navigate).toHaveBeenCalledExactlyOnceWith("/auth/mfa/totp?redirectToPath=%2Fsettings", { replace: false }));
  });

  it("without a session leads to sign-in", async () => {
    vi.mocked(removeDevice).mockResolvedValue({ status: "UNAUTHORISED" });
    await open();
    await click("Remove TOTP Device 1");
    await inDialog("Remove");
    await waitFor(() => expect(navigate).toHaveBeenCalledExactlyOnceWith("/auth?redirectToPath=%2Fsettings", { replace: true }));
  });
});

describe("renaming", () => {
  const field = () => screen.getByRole("textbox", { name: "New name" });
  const rename = async (name: string) => {
    await click("Rename TOTP Device 1");
    await userEvent.clear(field());
    if (name !== "") await userEvent.type(field(), name);
    await inDialog("Save");
  };

  it("saves the new name, tells it, and keeps the focus on the device", async () => {
    await open();
    await rename("  Blue phone ");
    expect(await told("Renamed to Blue phone.")).toHaveAttribute("role", "status");
    expect(renameDevice).toHaveBeenCalledExactlyOnceWith("TOTP Device 1", "Blue phone");
    expect(names()).toContain("Blue phone");
    expect(screen.getByRole("button", { name: "Rename Blue phone" })).toHaveFocus();
    expect(onHandleEvent).toHaveBeenCalledExactlyOnceWith({
      action: "TOTP_DEVICE_RENAMED",
      deviceName: "TOTP Device 1",
      newDeviceName: "Blue phone",
    });
  });

  it.each(["", "   ", "x".repeat(65), "phone \u202Egpj"])("refuses %o without a call, and says what a name may be", async (name) => {
    await open();
    await click("Rename TOTP Device 1");
    await userEvent.clear(field());
    await userEvent.click(field());
    await userEvent.paste(name);
    await inDialog("Save");
    expect(field()).toHaveAccessibleDescription("Use 1 to 64 characters, without line breaks or invisible marks.");
    expect(field()).toHaveAttribute("aria-invalid", "true");
    expect(field()).toHaveFocus();
    expect(renameDevice).not.toHaveBeenCalled();
  });

  it("to the same name changes nothing", async () => {
    await open();
    await click("Rename TOTP Device 1");
    await inDialog("Save");
    await noDialog();
    expect(renameDevice).not.toHaveBeenCalled();
  });

  it("to a name that is taken says so where it was typed, and keeps it", async () => {
    vi.mocked(renameDevice).mockResolvedValueOnce({ status: "DEVICE_ALREADY_EXISTS_ERROR" });
    await open();
    await rename("Work tablet");
    await waitFor(() => expect(field()).toHaveAccessibleDescription("You have a device of that name already."));
    expect(field()).toHaveValue("Work tablet");
    await userEvent.type(field(), " 2");
    await inDialog("Save");
    expect(await told("Renamed to Work tablet 2.")).toBeVisible();
  });

  it("that the server finds too long says its own limit", async () => {
    vi.mocked(renameDevice).mockResolvedValue({ status: "INVALID_DEVICE_NAME_ERROR", maxLength: 32 });
    await open();
    await rename("Blue phone");
    await waitFor(() => expect(field()).toHaveAccessibleDescription(/Use 1 to 32 characters/));
  });

  it("a device that is gone says so, and shows the list as it is now", async () => {
    vi.mocked(renameDevice).mockImplementation(async () => {
      devices = oneDevice;
      return { status: "UNKNOWN_DEVICE_ERROR" };
    });
    await open();
    await rename("Blue phone");
    await waitFor(() => expect(names()).toEqual(["Ada's phone"]));
    expect(await told("That device isn't there any more: it was removed elsewhere.")).toHaveAttribute("role", "alert");
    expect(screen.queryByText(/Renamed to/)).not.toBeInTheDocument();
    await noDialog();
    expect(onHandleEvent).not.toHaveBeenCalled();
  });
});

describe("on and off", () => {
  it("turns off after a question, and tells it", async () => {
    await open();
    expect(screen.getByText("On")).toBeVisible();
    await click("Turn off");
    expect(screen.getByRole("dialog", { name: "Turn codes off?" })).toBeVisible();
    await inDialog("Turn off");
    expect(await told("Codes are turned off.")).toHaveAttribute("role", "status");
    expect(screen.getByText("Off")).toBeVisible();
    expect(onHandleEvent).toHaveBeenCalledExactlyOnceWith({ action: "TOTP_DISABLED" });
  });

  it("turns on at once, and tells it", async () => {
    settings = turnedOff;
    await open();
    await click("Turn on");
    expect(await told(/Codes are turned on/)).toBeVisible();
    expect(enableTotp).toHaveBeenCalledOnce();
    expect(onHandleEvent).toHaveBeenCalledExactlyOnceWith({ action: "TOTP_ENABLED" });
  });

  it("refused meanwhile says why", async () => {
    vi.mocked(disableTotp).mockResolvedValue({ status: "TOTP_REQUIRED_ERROR", reason: { code: "ROLE", role: "auditor" } });
    await open();
    await click("Turn off");
    await inDialog("Turn off");
    expect(await told("Nothing was changed. Required because of your role (auditor).")).toHaveAttribute("role", "alert");
    expect(onHandleEvent).not.toHaveBeenCalled();
  });

  it("under a policy that the user can't switch off shows why, and no switch", async () => {
    settings = requiredByRole;
    await open();
    expect(screen.getByText("Required because of your role (admin).")).toBeVisible();
    expect(screen.queryByRole("button", { name: /^Turn/ })).not.toBeInTheDocument();
  });

  it("shows a reason in the app's own words as text", async () => {
    settings = requiredInOwnWords;
    const { container } = await open();
    expect(container).toHaveTextContent("Required on the <b>Business</b> plan");
    expect(container.querySelector("b")).toBeNull();
  });
});

describe("on a stock backend", () => {
  beforeEach(() => {
    settings = undefined;
  });

  it("lists, adds and removes, and shows neither a switch nor renaming nor a state that it can't know", async () => {
    await open();
    expect(names()).toHaveLength(3);
    expect(screen.getByRole("button", { name: "Add device" })).toBeVisible();
    expect(screen.queryByRole("button", { name: /^(Turn|Rename)/ })).not.toBeInTheDocument();
    expect(screen.queryByText(/^(On|Off)$/)).not.toBeInTheDocument();
  });

  it("says nothing of what the backend doesn't do: that codes are asked for at sign-in", async () => {
    devices = [];
    const { container, unmount } = await open();
    expect(container).not.toHaveTextContent(/sign.?in|protect/i);
    unmount();
    devices = severalDevices;
    expect((await open()).container).not.toHaveTextContent(/sign.?in|protect/i);
  });

  it("has the app's own switch, if it brings one", async () => {
    let enabled = false;
    const totpSwitch = {
      isEnabled: async () => enabled,
      enable: vi.fn(async () => void (enabled = true)),
      disable: vi.fn(async () => void (enabled = false)),
    };
    await open({ totpSwitch });
    expect(screen.getByText("Off")).toBeVisible();
    await click("Turn on");
    expect(await told("On")).toBeVisible();
    await click("Turn off");
    await inDialog("Turn off");
    expect(await told("Off")).toBeVisible();
    expect([totpSwitch.enable.mock.calls.length, totpSwitch.disable.mock.calls.length]).toEqual([1, 1]);
  });

  it("tells the app's own error as a fault, and reports it", async () => {
    const theirs = new Error("theirs");
    const totpSwitch = { isEnabled: async () => false, enable: () => Promise.reject(theirs), disable: async () => undefined };
    await open({ totpSwitch });
    await click("Turn on");
    expect(await told(/Something went wrong/)).toBeVisible();
    expect(onError).toHaveBeenCalledWith(theirs);
  });
});

describe("when the settings can't be read", () => {
  it("says so in the server's words, lists the devices, and looks again on request", async () => {
    vi.mocked(listDevices).mockImplementationOnce(async () => listed({ status: "GENERAL", message: "Ask <b>Bob</b>." }));
    await open();
    expect(names()).toHaveLength(3);
    expect(screen.getByText("Ask <b>Bob</b>.")).toBeVisible();
    expect(onError).not.toHaveBeenCalled();
    await click("Try again");
    expect(await told("On")).toBeVisible();
    expect(screen.queryByText("Ask <b>Bob</b>.")).not.toBeInTheDocument();
  });

  it("tells a fault, and the app its cause", async () => {
    const cause = new Error("HTTP 500");
    vi.mocked(listDevices).mockImplementationOnce(async () => listed({ status: "FAULT", cause }));
    await open();
    expect(screen.getByText(/Something went wrong/)).toBeVisible();
    expect(screen.getByRole("button", { name: "Try again" })).toBeVisible();
    expect(onError.mock.calls).toEqual([[cause]]);
  });

  it.each([
    ["a session that isn't complete any more", { oneOf: ["totp"] }, "/auth/mfa/totp?redirectToPath=%2Fsettings"],
    ["want of a recent code", { freshForSeconds: 300 }, "/auth/mfa/totp?stepUp=true&redirectToPath=%2Fsettings"],
  ])("for %s, as a 403 on them alone says, leads to the factor screen and back", async (_name, reason, path) => {
    // What a 403 is about is read by the SDK.
    startSdk({ mfa: { onError } });
    const refusal = Response.json({ message: "invalid claim", claimValidationErrors: [{ id: "st-mfa", reason }] }, { status: 403 });
    await open({ totpSwitch: { isEnabled: () => Promise.reject(refusal), enable: async () => undefined, disable: async () => undefined } });
    await waitFor(() => expect(navigate).toHaveBeenCalledExactlyOnceWith(path, { replace: true }));
  });

  it("since sign-in isn't complete leads to the factor screen and back", async () => {
    settings = undefined;
    vi.mocked(readSession).mockResolvedValue(sessionOf({ mfa: "OPEN" }));
    await open();
    await waitFor(() => expect(navigate).toHaveBeenCalledExactlyOnceWith("/auth/mfa/totp?redirectToPath=%2Fsettings", { replace: true }));
  });

  it("takes the rejection of the app's own isEnabled for a fault, too", async () => {
    const theirs = new Error("theirs");
    await open({ totpSwitch: { isEnabled: () => Promise.reject(theirs), enable: async () => undefined, disable: async () => undefined } });
    expect(await told(/Something went wrong/)).toBeVisible();
    expect(onError).toHaveBeenCalledWith(theirs);
  });
});

test("the panel goes on although the app's navigate throws, and the page is loaded instead", async () => {
  const { assign } = watchPageLoads();
  vi.mocked(removeDevice).mockResolvedValueOnce(stepUp);
  navigate.mockImplementationOnce(() => {
    throw new Error("theirs");
  });
  await open();
  await click("Remove TOTP Device 1");
  await inDialog("Remove");
  await noDialog();
  expect(onError).toHaveBeenCalledWith(new Error("theirs"));
  expect(assign).toHaveBeenCalledExactlyOnceWith("/auth/mfa/totp?stepUp=true&redirectToPath=%2Fsettings");
  await click("Remove TOTP Device 1");
  await inDialog("Remove");
  expect(await told("TOTP Device 1 was removed.")).toBeVisible();
});

test("TOTP that a policy requires shows as on, and offers no way to turn it off where the policy would refuse", async () => {
  settings = requiredByRole;
  const { unmount } = await open();
  expect(screen.getByText("On")).toBeVisible();
  unmount();
  settings = { ...optIn, canDisable: false };
  await open();
  expect(screen.queryByRole("button", { name: "Turn off" })).not.toBeInTheDocument();
});
test("a change whose reply was lost shows what there is now", async () => {
  vi.mocked(removeDevice).mockImplementation(async (name) => {
    devices = devices.filter((device) => device.name !== name);
    return { status: "NETWORK", cause: new TypeError("Failed to fetch") };
  });
  await open();
  await click("Remove Work tablet");
  await inDialog("Remove");
  await waitFor(() => expect(names()).toEqual(["Ada's phone", "TOTP Device 1"]));
});
