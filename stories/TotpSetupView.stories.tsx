import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, fn, userEvent } from "storybook/test";
import { TotpSetup } from "../src/totp/setup/TotpSetup.js";
import { TotpSetupView } from "../src/totp/setup/TotpSetupView.js";
import type { ScreenExit } from "../src/ui/ExitButton.js";
import { groupKey } from "../src/totp/setup/otpauth.js";
import type { SetupState } from "../src/totp/setup/setup.state.js";
import * as codes from "../test/fixtures/challenge.js";
import * as fixtures from "../test/fixtures/setup.js";

const states = {
  starting: fixtures.starting,
  scanning: fixtures.scanning,
  scanningAgain: fixtures.scanningAgain,
  scanningHostile: fixtures.scanningHostile,
  superseded: fixtures.superseded,
  alreadyActive: fixtures.alreadyActive,
  deviceGone: fixtures.deviceGone,
  verifyFirst: fixtures.verifyFirst,
  failedOffline: fixtures.failedOffline,
  failedUnavailable: fixtures.failedUnavailable,
  failedNameTaken: fixtures.failedNameTaken,
  failedGeneral: fixtures.failedGeneral,
  verified: fixtures.verified,
} satisfies Record<string, SetupState>;

const codeStates = { ready: codes.ready, verifying: codes.verifying, firstRejection: codes.firstRejection, accepted: codes.accepted };

interface SetupArgs {
  /** How far the device is. */
  state: keyof typeof states;
  /** What the form below the QR code shows. */
  code: keyof typeof codeStates;
  exit: ScreenExit;
  onSubmit(code: string): void;
  onStartOver(): void;
  onExit(): void;
  onContinue(): void;
  onVerifyFirst(): void;
}

/**
 * Setting a device up.
 *
 * Slots: `setup`; in it `title`, `steps` with `step` and `step-text`, `qr-frame` with `qr-code`, `open-app`, `setup-key`
 * with `key-row`, `key` and `copy-status`, `actions`, `button`, and the `code-form` of the challenge. Recovery codes are
 * saved in `recovery`.
 */
const meta: Meta<SetupArgs> = {
  title: "Setup",
  subcomponents: { TotpSetup, TotpSetupView },
  render: ({ state, code, exit, onSubmit, onStartOver, onExit, onContinue, onVerifyFirst }) => (
    <TotpSetupView
      setup={fixtures.setupOf(states[state], { code: codes.challengeOf(codeStates[code], { submit: onSubmit }), startOver: onStartOver })}
      exit={exit}
      onExit={onExit}
      onContinue={onContinue}
      onVerifyFirst={onVerifyFirst}
    />
  ),
  args: {
    state: "scanning",
    code: "ready",
    exit: "BACK",
    onSubmit: fn(),
    onStartOver: fn(),
    onExit: fn(),
    onContinue: fn(),
    onVerifyFirst: fn(),
  },
  argTypes: {
    state: { description: "How far the device is.", control: "select", options: Object.keys(states) },
    code: { description: "What the form below the QR code shows.", control: "select", options: Object.keys(codeStates) },
    exit: {
      description: "The way out: back, in the app; log out, in the middle of sign-in.",
      control: "inline-radio",
      options: ["BACK", "SIGN_OUT"],
    },
  },
};

export default meta;

type Story = StoryObj<SetupArgs>;

export const Starting: Story = {
  args: { state: "starting" },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("heading", { level: 1 })).toHaveFocus();
    await expect(canvas.getByRole("status")).toHaveTextContent("Preparing a QR code…");
  },
};

export const Scanning: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole("img", { name: "QR code for your authenticator app" })).toBeVisible();
    await expect(canvas.getByText(groupKey(fixtures.secret))).toHaveAttribute("dir", "ltr");
    await expect(canvas.getByRole("link", { name: "Open in an authenticator app" })).toHaveAttribute("href", fixtures.pendingDevice().uri);
    // The heading is read first; the field is further down, and on a phone its keyboard would cover the QR code.
    await expect(canvas.getByRole("heading", { level: 1 })).toHaveFocus();
  },
};

export const EntersTheCode: Story = {
  play: async ({ canvas, args }) => {
    await userEvent.type(canvas.getByRole("textbox", { name: "6-digit code" }), "123456");
    await expect(args.onSubmit).toHaveBeenCalledOnce();
    await expect(args.onSubmit).toHaveBeenCalledWith("123456");
  },
};

/** Without a clipboard, as in an insecure context, the key is selected instead. */
export const CopiesTheKey: Story = {
  play: async ({ canvas }) => {
    const writeText = fn().mockRejectedValueOnce(new Error("no clipboard")).mockResolvedValue(undefined);
    Object.defineProperty(navigator, "clipboard", { value: { writeText }, configurable: true });
    await userEvent.click(canvas.getByRole("button", { name: "Copy key" }));
    await expect(await canvas.findByText("Copying failed. Select the key and copy it by hand.")).toBeVisible();
    await expect(String(window.getSelection())).toBe(groupKey(fixtures.secret));
    await userEvent.click(canvas.getByRole("button", { name: "Copy key" }));
    await expect(await canvas.findByText("Key copied.")).toBeVisible();
    await expect(writeText).toHaveBeenLastCalledWith(fixtures.secret);
  },
};

export const WrongCode: Story = { args: { code: "firstRejection" } };

export const Verifying: Story = { args: { code: "verifying" } };

/** In the middle of sign-in there is no way back into the app. */
export const InSignIn: Story = {
  args: { exit: "SIGN_OUT" },
  play: async ({ canvas, args }) => {
    await expect(canvas.queryByRole("button", { name: "Back" })).toBeNull();
    await userEvent.click(canvas.getByRole("button", { name: "Log out" }));
    await expect(args.onExit).toHaveBeenCalledOnce();
  },
};

/** After a reload: the QR code that was on the page before is dead. */
export const ReplacesEarlier: Story = { args: { state: "scanningAgain" } };

export const LongAndStrangeAccount: Story = { args: { state: "scanningHostile" } };

export const Superseded: Story = {
  args: { state: "superseded" },
  play: async ({ canvas, args }) => {
    await expect(canvas.getByRole("heading", { level: 1, name: "This QR code no longer works" })).toHaveFocus();
    await userEvent.click(canvas.getByRole("button", { name: "Show a new QR code" }));
    await expect(args.onStartOver).toHaveBeenCalledOnce();
  },
};

export const AlreadyActive: Story = {
  args: { state: "alreadyActive" },
  play: async ({ canvas, args }) => {
    await userEvent.click(canvas.getByRole("button", { name: "Continue" }));
    await expect(args.onContinue).toHaveBeenCalledOnce();
  },
};

export const DeviceGone: Story = { args: { state: "deviceGone" } };

export const VerifyFirst: Story = {
  args: { state: "verifyFirst" },
  play: async ({ canvas, args }) => {
    await userEvent.click(canvas.getByRole("button", { name: "Enter a code" }));
    await expect(args.onVerifyFirst).toHaveBeenCalledOnce();
  },
};

export const FailedOffline: Story = { args: { state: "failedOffline" } };

export const FailedUnavailable: Story = {
  args: { state: "failedUnavailable" },
  play: async ({ canvas, args }) => {
    await userEvent.click(canvas.getByRole("button", { name: "Try again" }));
    await expect(args.onStartOver).toHaveBeenCalledOnce();
    await userEvent.click(canvas.getByRole("button", { name: "Back" }));
    await expect(args.onExit).toHaveBeenCalledOnce();
  },
};

export const FailedNameTaken: Story = { args: { state: "failedNameTaken" } };

/** A server's own words are text, whatever is in them. */
export const FailedGeneral: Story = {
  args: { state: "failedGeneral" },
  play: async ({ canvas, canvasElement }) => {
    await expect(canvas.getByText(/Your plan allows <b>two<\/b> devices/)).toBeVisible();
    await expect(canvasElement.querySelector("b")).toBeNull();
  },
};

export const Verified: Story = { args: { state: "verified" } };
