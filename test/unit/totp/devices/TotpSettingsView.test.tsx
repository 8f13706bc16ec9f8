import { act, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useReducer } from "react";
import { afterEach, beforeAll, beforeEach, describe, expect, it, test, vi } from "vitest";
import type { TotpSettingsState } from "../../../../src/protocol/totpSettings.js";
import { panelReducer, type PanelAction, type PanelEvent, type PanelState } from "../../../../src/totp/devices/panel.state.js";
import { TotpSettingsView } from "../../../../src/totp/devices/TotpSettingsView.js";
import * as fixtures from "../../../fixtures/settings.js";

const run = vi.fn<(action: PanelAction) => void>();
let happen: (event: PanelEvent) => void = () => undefined;

beforeEach(() => {
  vi.clearAllMocks();
  vi.stubEnv("TZ", "UTC");
});

afterEach(() => vi.unstubAllEnvs());

interface PanelProps {
  settings?: TotpSettingsState;
  panel?: PanelState;
}

function Panel({ settings = fixtures.withMore, panel: initial = fixtures.idle }: PanelProps) {
  const [panel, dispatch] = useReducer(panelReducer, initial);
  happen = (event) => act(() => dispatch(event));
  return (
    <TotpSettingsView
      control={fixtures.settingsOf(fixtures.readyWith(fixtures.datedDevices, fixtures.byPlugin(settings)), panel, {
        run,
        ask: (question) => dispatch({ type: "ASKED", question }),
        dismiss: () => dispatch({ type: "DISMISSED" }),
        confirmCodes: () => dispatch({ type: "CODES_DROPPED" }),
      })}
    />
  );
}

const open = (props: PanelProps = {}) => render(<Panel {...props} />);

// What comes on demand has come from here on.
beforeAll(async () => {
  const { unmount } = open();
  await screen.findByRole("heading", { name: "Recovery codes" });
  unmount();
});
const click = (name: string) => userEvent.click(screen.getByRole("button", { name }));

describe("recovery codes", () => {
  it("are counted, with the day on which they were made", () => {
    open();
    expect(screen.getByText("8 of 10 left, made on November 3, 2026.")).toBeVisible();
  });

  it.each([
    [fixtures.withFewCodes, "Few are left. Make new ones before you need them."],
    [fixtures.withUnseenCodes, "They were made, but perhaps you never saw them. To be safe, make new ones."],
  ])("that want a look say so", (settings, advice) => {
    open({ settings });
    expect(screen.getByText(advice)).toBeVisible();
  });

  it("that suffice want none", () => {
    open();
    expect(screen.queryByText(/Make new ones|never saw/)).not.toBeInTheDocument();
  });

  it("are made at once where there are none, since nothing ends with it", async () => {
    open({ settings: fixtures.withoutCodes });
    await click("Make recovery codes");
    expect(run).toHaveBeenCalledExactlyOnceWith({ type: "MAKE_CODES" });
  });

  it("are made anew after a question that says what ends", async () => {
    open();
    await click("Make new codes");
    const dialog = screen.getByRole("dialog", { name: "Make new recovery codes?" });
    expect(dialog).toHaveTextContent("The recovery codes that you have now stop working at once.");
    expect(run).not.toHaveBeenCalled();
    await userEvent.click(within(dialog).getByRole("button", { name: "Make new codes" }));
    expect(run).toHaveBeenCalledExactlyOnceWith({ type: "MAKE_CODES" });
  });

  it("that were made are shown until they are saved, and the focus is with them", async () => {
    open({ panel: fixtures.working({ type: "MAKE_CODES" }) });
    happen({ type: "CODES_MADE", set: fixtures.codeSet });
    const heading = screen.getByRole("heading", { level: 3, name: "Recovery codes" });
    expect(heading).toHaveFocus();
    expect(within(screen.getByRole("list", { name: "Recovery codes" })).getAllByRole("listitem")).toHaveLength(10);
    await userEvent.click(screen.getByRole("checkbox", { name: "I have saved them" }));
    await click("Continue");
    expect(screen.queryByRole("list", { name: "Recovery codes" })).not.toBeInTheDocument();
    expect(heading).toHaveFocus();
  });

  it("don't show on a backend that makes none", () => {
    open({ settings: fixtures.optIn });
    expect(screen.queryByRole("heading", { name: "Recovery codes" })).not.toBeInTheDocument();
    expect(screen.queryByRole("heading", { name: "Trusted browsers" })).not.toBeInTheDocument();
  });
});

describe("trusted browsers", () => {
  it("are told apart by name and days, and which is this one", () => {
    open();
    const remove = screen.getByRole("button", { name: "Remove Firefox on Linux" });
    expect(remove).toHaveAccessibleDescription(/^Since November 3, 2026, last used /);
    const row = remove.closest("li");
    expect(row).toHaveTextContent("This browser");
    expect(screen.getByRole("button", { name: "Remove Android" }).closest("li")).not.toHaveTextContent("This browser");
    expect(screen.getByRole("button", { name: "Remove Unknown browser" })).toBeVisible();
  });

  it("are removed one by one or all at once", async () => {
    open();
    await click("Remove Android");
    await click("Remove all");
    expect(run.mock.calls).toEqual([[{ type: "REMOVE_BROWSER", id: "b2", name: "Android" }], [{ type: "REMOVE_BROWSERS" }]]);
  });

  it("that are none, or one, need no button for all", () => {
    const [only] = fixtures.withMore.trustedBrowsers;
    open({ settings: { ...fixtures.withMore, trustedBrowsers: only === undefined ? [] : [only] } });
    expect(screen.queryByRole("button", { name: "Remove all" })).not.toBeInTheDocument();
  });

  it("of a hostile name are text, in their own direction", () => {
    const hostile = { ...fixtures.withMore.trustedBrowsers[2], browser: "<img src=x onerror=alert(1)>", system: "\u202Egpj" };
    open({
      settings: {
        ...fixtures.withMore,
        trustedBrowsers: [{ id: "h", createdAt: 1, lastUsedAt: 1, expiresAt: 1, current: false, ...hostile }],
      },
    });
    expect(screen.queryByRole("img")).not.toBeInTheDocument();
    expect(screen.getByText(/<img src=x/).closest("bdi")).not.toBeNull();
  });
});

test("a device says when it was added, and its period where that isn't known", () => {
  open();
  expect(screen.getByText("Added November 24, 2026")).toBeVisible();
  expect(screen.getByText("A new code every 60 seconds")).toBeVisible();
});

describe("Name it, below a device that was added,", () => {
  it("asks for its name", async () => {
    open({ panel: fixtures.done({ type: "ADD", deviceName: "TOTP Device 1" }) });
    expect(screen.getByText(/TOTP Device 1.* was added\./)).toBeVisible();
    await click("Name it");
    expect(within(screen.getByRole("dialog", { name: "Rename device" })).getByRole("textbox", { name: "New name" })).toHaveValue(
      "TOTP Device 1",
    );
  });

  it("isn't there where the backend can't rename", () => {
    const ready = fixtures.readyWith(fixtures.severalDevices, fixtures.stock);
    render(<TotpSettingsView control={fixtures.settingsOf(ready, fixtures.done({ type: "ADD", deviceName: "TOTP Device 1" }))} />);
    expect(screen.queryByRole("button", { name: "Name it" })).not.toBeInTheDocument();
  });
});

test("the focus isn't lost with what was pressed: after Name it was given up, and after a browser was removed", async () => {
  const { unmount } = open({ panel: fixtures.done({ type: "ADD", deviceName: "TOTP Device 1" }) });
  await click("Name it");
  await click("Cancel");
  expect(screen.getByRole("heading", { level: 2, name: "Authenticator app" })).toHaveFocus();
  unmount();

  open({ panel: fixtures.working({ type: "REMOVE_BROWSERS" }) });
  happen({ type: "DONE" });
  expect(screen.getByText("All browsers were removed. You are asked for a code at your next sign-in.")).toBeVisible();
  expect(screen.getByRole("heading", { level: 2, name: "Authenticator app" })).toHaveFocus();
});
