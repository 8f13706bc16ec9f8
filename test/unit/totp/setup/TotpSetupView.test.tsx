import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { de } from "../../../../src/messages/locales/de.js";
import type { Messages } from "../../../../src/messages/messages.js";
import { MessagesProvider } from "../../../../src/messages/MessagesContext.js";
import type { SetupState } from "../../../../src/totp/setup/setup.state.js";
import { TotpSetupView } from "../../../../src/totp/setup/TotpSetupView.js";
import type { ScreenExit } from "../../../../src/ui/ExitButton.js";
import * as setup from "../../../fixtures/setup.js";

const on = { exit: vi.fn(), go: vi.fn(), verifyFirst: vi.fn(), startOver: vi.fn() };

beforeEach(() => {
  vi.resetAllMocks();
});

afterEach(() => {
  vi.unstubAllGlobals();
});

const button = (name: string) => screen.getByRole("button", { name });
const heading = () => screen.getByRole("heading", { level: 1 });

describe("device setup", () => {
  const view = (state: SetupState, exit: ScreenExit = "BACK") => (
    <TotpSetupView
      setup={setup.setupOf(state, { startOver: on.startOver })}
      exit={exit}
      onExit={on.exit}
      onContinue={on.go}
      onVerifyFirst={on.verifyFirst}
    />
  );
  const show = (state: SetupState, exit?: ScreenExit) => render(view(state, exit));

  const states = Object.entries(setup).filter((entry): entry is [string, SetupState] => typeof entry[1] === "object");

  it.each(states)("in the state %s moves the focus to its heading, so that a screen reader reads the new screen", (_name, state) => {
    show(state);
    expect(heading()).toHaveFocus();
  });

  it("moves it again from one message to another", () => {
    const { rerender } = show(setup.superseded);
    button("Back").focus();
    rerender(view(setup.deviceGone));
    expect(heading()).toHaveFocus();
  });

  it("leaves it in the field when a catalogue comes later", () => {
    const inLanguage = (messages: Messages | undefined) => <MessagesProvider messages={messages}>{view(setup.scanning)}</MessagesProvider>;
    const { rerender } = render(inLanguage(undefined));
    screen.getByRole("textbox").focus();
    rerender(inLanguage(de));
    expect(screen.getByRole("textbox", { name: de.common.codeLabel })).toHaveFocus();
  });

  it.each(states.filter(([, { status }]) => status !== "verified"))("in the state %s can be left", async (_name, state) => {
    show(state);
    await userEvent.click(button("Back"));
    expect(on.exit).toHaveBeenCalledOnce();
  });

  it("in the middle of sign-in offers to log out, not to go back", () => {
    show(setup.scanning, "SIGN_OUT");
    expect(button("Log out")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Back" })).not.toBeInTheDocument();
  });

  it("shows the QR code black on white with a margin, the key and the link", async () => {
    show(setup.scanning);
    const image = await screen.findByRole("img", { name: "QR code for your authenticator app" });
    expect(image.tagName.toLowerCase()).toBe("svg");
    expect([...image.querySelectorAll("path")].map((path) => path.getAttribute("fill"))).toEqual(["#ffffff", "#000000"]);
    expect(screen.getByText("JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP")).toBeVisible();
    const uri = setup.pendingDevice().uri;
    expect(screen.getByRole("link", { name: "Open in an authenticator app" })).toHaveAttribute("href", uri);
    expect(image.outerHTML).not.toContain("style=");
  });

  it("tells that an earlier QR code is dead, only when it is", () => {
    const { unmount } = show(setup.scanning);
    expect(screen.queryByText(/the earlier one no longer works/)).not.toBeInTheDocument();
    unmount();
    show(setup.scanningAgain);
    expect(screen.getByText(/the earlier one no longer works/)).toBeVisible();
  });

  it("shows a strange issuer and account as they are in the link, and as no markup", async () => {
    const { container } = show(setup.scanningHostile);
    await screen.findByRole("img");
    const url = new URL(screen.getByRole<HTMLAnchorElement>("link").href);
    expect(url.searchParams.get("secret")).toBe(setup.secret);
    expect(container).not.toHaveTextContent("\u202E");
  });

  it("copies the key without its spaces, and says so", async () => {
    const writeText = vi.fn(async () => undefined);
    vi.stubGlobal("navigator", { clipboard: { writeText }, onLine: true });
    show(setup.scanning);
    button("Copy key").click();
    await waitFor(() => expect(screen.getByText("Key copied.")).toHaveAttribute("role", "status"));
    expect(writeText).toHaveBeenCalledExactlyOnceWith(setup.secret);
  });

  it.each([
    ["there is no clipboard", {}],
    [
      "the clipboard is refused",
      {
        clipboard: {
          writeText: async () => {
            throw new DOMException("no", "NotAllowedError");
          },
        },
      },
    ],
  ])("selects the key to copy by hand when %s", async (_name, parts) => {
    vi.stubGlobal("navigator", { onLine: true, ...parts });
    show(setup.scanning);
    button("Copy key").click();
    expect(await screen.findByText(/Copying failed/)).toBeVisible();
    expect(window.getSelection()?.toString().replaceAll(" ", "")).toBe(setup.secret);
  });

  it.each([
    ["superseded", setup.superseded, "This QR code no longer works", "Show a new QR code", on.startOver],
    ["deviceGone", setup.deviceGone, "This device was removed", "Show a new QR code", on.startOver],
    ["failedOffline", setup.failedOffline, "No QR code yet", "Try again", on.startOver],
    ["alreadyActive", setup.alreadyActive, "Already active", "Continue", on.go],
    ["verifyFirst", setup.verifyFirst, "Verify your existing factor first", "Enter a code", on.verifyFirst],
  ])("%s says what happened and offers one way on", async (_name, state, title, action, callback) => {
    show(state);
    expect(heading()).toHaveTextContent(title);
    await userEvent.click(button(action));
    expect(callback).toHaveBeenCalledOnce();
    expect(on.exit).not.toHaveBeenCalled();
  });

  it.each([
    ["failedOffline", setup.failedOffline, "You are offline. Connect to the internet and try again."],
    ["failedUnavailable", setup.failedUnavailable, "Something went wrong on our side. Please try again."],
    ["failedNameTaken", setup.failedNameTaken, /exists already/],
    ["failedGeneral", setup.failedGeneral, /Your plan allows <b>two<\/b> devices/],
    ["alreadyActive", setup.alreadyActive, /You don't need to set it up again/],
  ])("%s says why, in plain text", (_name, state, text) => {
    const { container } = show(state);
    expect(screen.getByText(text)).toBeVisible();
    expect(container.querySelector("b")).toBeNull();
  });

  it.each(states.filter(([, { status }]) => status !== "scanning"))("in the state %s shows no key", (_name, state) => {
    const { container } = show(state);
    expect(container.innerHTML).not.toContain("otpauth:");
    expect(container.innerHTML.replaceAll(" ", "")).not.toContain(setup.secret);
  });
});
