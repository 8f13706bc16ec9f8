import type { Meta, StoryObj } from "@storybook/react-vite";
import { useReducer } from "react";
import { expect, fn, userEvent, waitFor, within } from "storybook/test";
import type { DevicesState } from "../src/totp/devices/devices.state.js";
import { panelReducer, type PanelAction, type PanelState } from "../src/totp/devices/panel.state.js";
import { TotpSettings } from "../src/totp/devices/TotpSettings.js";
import { TotpSettingsView } from "../src/totp/devices/TotpSettingsView.js";
import * as fixtures from "../test/fixtures/settings.js";

const { byPlugin, optIn, turnedOff, requiredByRole, readyWith, oneDevice, severalDevices } = fixtures;
const [firstDevice = ""] = oneDevice.map(({ name }) => name);

const powers = {
  pluginOptIn: byPlugin(optIn),
  pluginTurnedOff: byPlugin(turnedOff),
  pluginRequired: byPlugin(requiredByRole),
  pluginRequiredInOwnWords: byPlugin(fixtures.requiredInOwnWords),
  pluginWithMore: byPlugin(fixtures.withMore),
  pluginWithoutCodes: byPlugin(fixtures.withoutCodes),
  pluginWithFewCodes: byPlugin(fixtures.withFewCodes),
  pluginWithUnseenCodes: byPlugin(fixtures.withUnseenCodes),
  stock: fixtures.stock,
  unknown: fixtures.unknown,
  unknownInOwnWords: fixtures.unknownInOwnWords,
  appOn: fixtures.appOn,
  appOff: fixtures.appOff,
};

const lists = {
  none: [],
  one: oneDevice,
  several: severalDevices,
  dated: fixtures.datedDevices,
  nasty: fixtures.nastyDevices,
  thousand: fixtures.thousandDevices,
};

const unlisted = { loading: fixtures.loading, failed: fixtures.failed, failedGeneral: fixtures.failedGeneral } satisfies Record<
  string,
  DevicesState
>;

interface SettingsArgs {
  /** What is listed: devices, or why there are none. */
  list: keyof typeof lists | keyof typeof unlisted;
  /** What the backend lets the panel do. */
  powers: keyof typeof powers;
  /** What the user is doing. */
  panel: PanelState;
  onReload(): void;
  onAdd(): void;
  onRun(action: PanelAction): void;
}

/**
 * The settings panel. Its dialogs open and close here; a change ends where it would be sent.
 *
 * Slots: `settings`; in it `settings-header` with `title`, `badge`, `intro`, `reason`; `problem`, `result`, `subtitle`,
 * `empty`, `hint`, `advice`, `actions`, `button`; `devices` with `device`, `device-text`, `device-name`,
 * `device-detail`, `device-actions`. The `dialog` has `dialog-title`, `dialog-subject`, `field`, `name`.
 */
const meta: Meta<SettingsArgs> = {
  title: "Settings",
  // What comes on demand is at hand then.
  beforeEach: async () => void (await import("../src/totp/devices/PanelRest.js")),
  subcomponents: { TotpSettings, TotpSettingsView },
  render: (args) => <Settings {...args} />,
  args: { list: "several", powers: "pluginOptIn", panel: fixtures.idle, onReload: fn(), onAdd: fn(), onRun: fn() },
  argTypes: {
    list: {
      description: "What is listed: devices, or why there are none.",
      control: "select",
      options: [...Object.keys(lists), ...Object.keys(unlisted)],
    },
    powers: { description: "What the backend lets the panel do.", control: "select", options: Object.keys(powers) },
    panel: { description: "What the user is doing.", control: false },
  },
};

export default meta;

type Story = StoryObj<SettingsArgs>;

function Settings({ list, powers: by, panel: initialPanel, onReload, onAdd, onRun }: SettingsArgs) {
  const [panel, dispatch] = useReducer(panelReducer, initialPanel);
  const devices = isUnlisted(list) ? unlisted[list] : readyWith(lists[list], powers[by]);
  return (
    <TotpSettingsView
      control={fixtures.settingsOf(devices, panel, {
        reload: onReload,
        add: onAdd,
        run: onRun,
        ask: (question) => dispatch({ type: "ASKED", question }),
        dismiss: () => dispatch({ type: "DISMISSED" }),
      })}
    />
  );
}

function isUnlisted(list: SettingsArgs["list"]): list is keyof typeof unlisted {
  return list in unlisted;
}

/** A modal dialog would cover the page that documents it. */
const outOfDocs = ["!autodocs"];

export const Loading: Story = { args: { list: "loading" } };

export const Failed: Story = {
  args: { list: "failed" },
  play: async ({ canvas, args }) => {
    await expect(canvas.getByText("Your devices couldn't be loaded.")).toBeVisible();
    await userEvent.click(canvas.getByRole("button", { name: "Try again" }));
    await expect(args.onReload).toHaveBeenCalledOnce();
  },
};

export const FailedGeneral: Story = { args: { list: "failedGeneral" } };

export const Empty: Story = {
  args: { list: "none", powers: "pluginTurnedOff" },
  play: async ({ canvas, args }) => {
    await userEvent.click(canvas.getByRole("button", { name: "Set up an authenticator app" }));
    await expect(args.onAdd).toHaveBeenCalledOnce();
  },
};

export const EmptyStock: Story = { args: { list: "none", powers: "stock" } };

export const EmptyRequired: Story = { args: { list: "none", powers: "pluginRequired" } };

export const OneOptIn: Story = {
  args: { list: "one" },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("button", { name: `Remove ${firstDevice}` })).toHaveAccessibleDescription(
      "This is your last device. Removing it turns codes off for your account.",
    );
  },
};

/** The last device of a user who must have one: the button says why it does nothing. */
export const OneRequired: Story = {
  args: { list: "one", powers: "pluginRequired" },
  play: async ({ canvas }) => {
    const remove = canvas.getByRole("button", { name: `Remove ${firstDevice}` });
    await expect(remove).toHaveAttribute("aria-disabled", "true");
    await expect(remove).toHaveAccessibleDescription(
      "This is your last device, and your account requires codes. Add another device before you remove it.",
    );
    await userEvent.click(remove);
    await expect(canvas.queryByRole("dialog")).toBeNull();
  },
};

export const OneTurnedOff: Story = {
  args: { list: "one", powers: "pluginTurnedOff" },
  play: async ({ canvas, args }) => {
    await userEvent.click(canvas.getByRole("button", { name: "Turn on" }));
    await expect(args.onRun).toHaveBeenCalledWith({ type: "TURN_ON" });
  },
};

export const OneStock: Story = {
  args: { list: "one", powers: "stock" },
  play: async ({ canvas }) => {
    await expect(canvas.queryByRole("button", { name: /^Rename|^Turn/ })).toBeNull();
  },
};

export const OneAppOn: Story = { args: { list: "one", powers: "appOn" } };

export const OneAppOff: Story = { args: { list: "one", powers: "appOff" } };

export const Several: Story = {
  play: async ({ canvas, args }) => {
    await expect(canvas.getAllByRole("listitem")).toHaveLength(severalDevices.length);
    await userEvent.click(canvas.getByRole("button", { name: "Add device" }));
    await expect(args.onAdd).toHaveBeenCalledOnce();
  },
};

export const SeveralUnknown: Story = { args: { powers: "unknown" } };

export const SeveralUnknownInOwnWords: Story = { args: { powers: "unknownInOwnWords" } };

export const SeveralRequired: Story = { args: { powers: "pluginRequired" } };

export const SeveralRequiredInOwnWords: Story = { args: { powers: "pluginRequiredInOwnWords" } };

export const NastyNames: Story = {
  args: { list: "nasty" },
  play: async ({ canvas, canvasElement }) => {
    await expect(canvas.getByText(fixtures.nastyNames.markup)).toBeVisible();
    await expect(canvasElement.querySelector("img")).toBeNull();
    // A bidi control in a name ends with the name.
    await expect(canvas.getByText(fixtures.nastyNames.bidiControl).tagName).toBe("BDI");
  },
};

/** What a thousand rows cost is measured elsewhere; axe would look at each. */
export const ThousandDevices: Story = {
  args: { list: "thousand" },
  tags: outOfDocs,
  parameters: { a11y: { test: "off" } },
  play: async ({ canvasElement }) => {
    await expect(canvasElement.querySelectorAll("li")).toHaveLength(1000);
  },
};

/** Opens from its button, closes on Escape, and the focus is where it was. */
export const OpensAndClosesRemove: Story = {
  play: async ({ canvas, args }) => {
    const trigger = canvas.getByRole("button", { name: `Remove ${firstDevice}` });
    await userEvent.click(trigger);
    const dialog = canvas.getByRole("dialog", { name: "Remove this device?" });
    await expect(dialog).toContainElement(focused());
    await userEvent.click(canvas.getByRole("button", { name: "Keep it" }));
    await waitFor(() => expect(canvas.queryByRole("dialog")).toBeNull());
    await expect(trigger).toHaveFocus();
    await expect(args.onRun).not.toHaveBeenCalled();
  },
};

export const Removes: Story = {
  play: async ({ canvas, args }) => {
    await userEvent.click(canvas.getByRole("button", { name: `Remove ${firstDevice}` }));
    await userEvent.click(canvas.getByRole("button", { name: "Remove" }));
    await expect(args.onRun).toHaveBeenCalledOnce();
    await expect(args.onRun).toHaveBeenCalledWith({ type: "REMOVE", deviceName: firstDevice });
  },
};

export const Renames: Story = {
  play: async ({ canvas, args }) => {
    await userEvent.click(canvas.getByRole("button", { name: `Rename ${firstDevice}` }));
    const field = canvas.getByRole("textbox", { name: "New name" });
    await expect(field).toHaveFocus();
    await expect(field).toHaveValue(firstDevice);
    // Selected: what is typed replaces it.
    await userEvent.keyboard("x");
    await expect(field).toHaveValue("x");
    await userEvent.clear(field);
    await userEvent.keyboard("{Enter}");
    await expect(field).toHaveAccessibleDescription("Use 1 to 64 characters, without line breaks or invisible marks.");
    await expect(args.onRun).not.toHaveBeenCalled();
    await userEvent.type(field, "  New phone {Enter}");
    await expect(args.onRun).toHaveBeenCalledOnce();
    await expect(args.onRun).toHaveBeenCalledWith({ type: "RENAME", deviceName: firstDevice, newDeviceName: "New phone" });
  },
};

export const OpensAndClosesTurnOff: Story = {
  play: async ({ canvas, args }) => {
    const trigger = canvas.getByRole("button", { name: "Turn off" });
    await userEvent.click(trigger);
    await expect(canvas.getByRole("dialog", { name: "Turn codes off?" })).toBeVisible();
    await userEvent.click(canvas.getByRole("button", { name: "Keep it" }));
    await waitFor(() => expect(trigger).toHaveFocus());
    await expect(args.onRun).not.toHaveBeenCalled();
  },
};

export const AsksRemove: Story = { args: { panel: fixtures.asking({ about: "REMOVE", deviceName: firstDevice }) }, tags: outOfDocs };

export const AsksRemoveLastTurnsOff: Story = {
  args: { list: "one", panel: fixtures.asking({ about: "REMOVE", deviceName: firstDevice }) },
  tags: outOfDocs,
};

/** Other settings may have changed since the page was opened; the dialog says what the backend will. */
export const AsksRemoveLastRefused: Story = {
  args: { list: "one", powers: "pluginRequired", panel: fixtures.asking({ about: "REMOVE", deviceName: firstDevice }) },
  tags: outOfDocs,
  play: async ({ canvas, args }) => {
    const remove = within(canvas.getByRole("dialog")).getByRole("button", { name: "Remove" });
    await expect(remove).toHaveAttribute("aria-disabled", "true");
    await userEvent.click(remove);
    await expect(args.onRun).not.toHaveBeenCalled();
  },
};

export const AsksRemoveLastStock: Story = {
  args: { list: "one", powers: "stock", panel: fixtures.asking({ about: "REMOVE", deviceName: firstDevice }) },
  tags: outOfDocs,
};

export const AsksRemoveLongName: Story = {
  args: { list: "nasty", panel: fixtures.asking({ about: "REMOVE", deviceName: fixtures.nastyNames.long }) },
  tags: outOfDocs,
};

export const Removing: Story = {
  args: { panel: fixtures.working({ type: "REMOVE", deviceName: firstDevice }) },
  tags: outOfDocs,
};

export const AsksRename: Story = { args: { panel: fixtures.asking({ about: "RENAME", deviceName: firstDevice }) }, tags: outOfDocs };

export const RenameNameTaken: Story = {
  args: { panel: fixtures.asking({ about: "RENAME", deviceName: firstDevice, problem: fixtures.panelProblems.nameTaken }) },
  tags: outOfDocs,
};

export const RenameNameInvalid: Story = {
  args: { panel: fixtures.asking({ about: "RENAME", deviceName: firstDevice, problem: fixtures.panelProblems.nameInvalid }) },
  tags: outOfDocs,
};

export const RenameOffline: Story = {
  args: { panel: fixtures.asking({ about: "RENAME", deviceName: firstDevice, problem: fixtures.panelProblems.offline }) },
  tags: outOfDocs,
};

export const RenameUnavailable: Story = {
  args: { panel: fixtures.asking({ about: "RENAME", deviceName: firstDevice, problem: fixtures.panelProblems.unavailable }) },
  tags: outOfDocs,
};

export const RenameGeneral: Story = {
  args: { panel: fixtures.asking({ about: "RENAME", deviceName: firstDevice, problem: fixtures.panelProblems.general }) },
  tags: outOfDocs,
};

export const Renaming: Story = {
  args: { panel: fixtures.working({ type: "RENAME", deviceName: firstDevice, newDeviceName: "New phone" }) },
  tags: outOfDocs,
};

export const AsksTurnOff: Story = { args: { panel: fixtures.asking({ about: "TURN_OFF" }) }, tags: outOfDocs };

export const TurningOff: Story = { args: { panel: fixtures.working({ type: "TURN_OFF" }) }, tags: outOfDocs };

export const TurningOn: Story = { args: { powers: "pluginTurnedOff", panel: fixtures.working({ type: "TURN_ON" }) } };

/** Back from setup. */
export const Added: Story = {
  args: { panel: fixtures.done({ type: "ADD", deviceName: firstDevice }) },
  play: async ({ canvas }) => {
    await expect(canvas.getByText(`${firstDevice} was added.`)).toHaveAttribute("role", "status");
  },
};

/** The focus is on the heading: the button that was used is gone with its device. */
export const Removed: Story = {
  args: { panel: fixtures.done({ type: "REMOVE", deviceName: "Old phone" }) },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("Old phone was removed.")).toHaveAttribute("role", "status");
  },
};

export const RemovedAndOff: Story = {
  args: { list: "none", powers: "pluginTurnedOff", panel: fixtures.done({ type: "REMOVE", deviceName: "Old phone" }) },
};

/** The button that opened the dialog is gone with the old name; its successor has the focus. */
export const Renamed: Story = {
  args: { panel: fixtures.done({ type: "RENAME", deviceName: "Old phone", newDeviceName: firstDevice }) },
  play: async ({ canvas }) => {
    await expect(canvas.getByText(`Renamed to ${firstDevice}.`)).toHaveAttribute("role", "status");
    await expect(canvas.getByRole("button", { name: `Rename ${firstDevice}` })).toHaveFocus();
  },
};

export const TurnedOn: Story = { args: { panel: fixtures.done({ type: "TURN_ON" }) } };

export const TurnedOff: Story = { args: { powers: "pluginTurnedOff", panel: fixtures.done({ type: "TURN_OFF" }) } };

export const NotChangedOffline: Story = { args: { panel: fixtures.refused(fixtures.panelProblems.offline) } };

export const NotChangedUnavailable: Story = { args: { panel: fixtures.refused(fixtures.panelProblems.unavailable) } };

export const NotChangedGone: Story = { args: { panel: fixtures.refused(fixtures.panelProblems.gone) } };

export const NotChangedRequired: Story = { args: { panel: fixtures.refused(fixtures.panelProblems.required) } };

/** A server's own words are text, whatever is in them. */
export const NotChangedGeneral: Story = {
  args: { panel: fixtures.refused(fixtures.panelProblems.general) },
  play: async ({ canvas, canvasElement }) => {
    await expect(canvas.getByRole("alert")).toHaveTextContent("Changes are closed for <b>maintenance</b>.");
    await expect(canvasElement.querySelector("b")).toBeNull();
  },
};

function focused(): HTMLElement | null {
  return document.activeElement instanceof HTMLElement ? document.activeElement : null;
}

/** Recovery codes and trusted browsers, below the devices. */
export const WithCodesAndBrowsers: Story = {
  args: { list: "dated", powers: "pluginWithMore" },
  play: async ({ canvas, args }) => {
    await userEvent.click(canvas.getByRole("button", { name: "Remove Firefox on Linux" }));
    await expect(args.onRun).toHaveBeenLastCalledWith({ type: "REMOVE_BROWSER", id: "b1", name: "Firefox on Linux" });
    await userEvent.click(canvas.getByRole("button", { name: "Remove all" }));
    await expect(args.onRun).toHaveBeenLastCalledWith({ type: "REMOVE_BROWSERS" });
  },
};

export const WithoutCodes: Story = {
  args: { powers: "pluginWithoutCodes" },
  play: async ({ canvas, args }) => {
    await userEvent.click(canvas.getByRole("button", { name: "Make recovery codes" }));
    await expect(args.onRun).toHaveBeenLastCalledWith({ type: "MAKE_CODES" });
  },
};

export const WithFewCodes: Story = { args: { powers: "pluginWithFewCodes" } };

export const WithUnseenCodes: Story = { args: { powers: "pluginWithUnseenCodes" } };

export const AsksMakeCodes: Story = {
  args: { powers: "pluginWithMore", panel: fixtures.asking({ about: "MAKE_CODES" }) },
  tags: outOfDocs,
};

export const NewCodes: Story = { args: { powers: "pluginWithMore", panel: fixtures.codes } };

export const BrowserRemoved: Story = {
  args: { powers: "pluginWithMore", panel: fixtures.done({ type: "REMOVE_BROWSER", id: "b1", name: "Firefox on Linux" }) },
};

export const BrowsersRemoved: Story = { args: { panel: fixtures.done({ type: "REMOVE_BROWSERS" }) } };
