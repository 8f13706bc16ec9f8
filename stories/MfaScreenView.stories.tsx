import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, fn, userEvent } from "storybook/test";
import { MfaScreen } from "../src/multifactorauth/MfaScreen.js";
import { RequireMfa } from "../src/multifactorauth/RequireMfa.js";
import { MfaScreenView, type MfaScreenViewProps } from "../src/multifactorauth/MfaScreenView.js";
import * as fixtures from "../test/fixtures/mfaScreen.js";

const states = {
  deciding: fixtures.deciding,
  decidingAgain: fixtures.decidingAgain,
  leavingToSuccess: fixtures.leavingToSuccess,
  leavingToSignIn: fixtures.leavingToSignIn,
  otherFactor: fixtures.otherFactor,
  unavailable: fixtures.unavailable,
  cookiesBlocked: fixtures.cookiesBlocked,
} satisfies Record<string, MfaScreenViewProps["state"]>;

interface MfaScreenArgs {
  /** What the screen is about to do, or why it can't. */
  state: keyof typeof states;
  onRetry(): void;
  onSignOut(): void;
}

/**
 * The routed screen around challenge and setup. `RequireMfa` shows "unavailable" and "cookies blocked" too; its other
 * states have no look of their own.
 *
 * Slots: `mfa`; in it `loading` with its `spinner`, or `title`, `intro`, `actions` and `button`.
 */
const meta: Meta<MfaScreenArgs> = {
  title: "Routed screen and guard",
  subcomponents: { MfaScreen, RequireMfa, MfaScreenView },
  render: ({ state, onRetry, onSignOut }) => <MfaScreenView state={states[state]} onRetry={onRetry} onSignOut={onSignOut} />,
  args: { state: "deciding", onRetry: fn(), onSignOut: fn() },
  argTypes: { state: { description: "What the screen is about to do, or why it can't.", control: "select", options: Object.keys(states) } },
};

export default meta;

type Story = StoryObj<MfaScreenArgs>;

export const Deciding: Story = {
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("status")).toHaveTextContent("Loading…");
  },
};

export const DecidingAgain: Story = { args: { state: "decidingAgain" } };

export const Leaving: Story = { args: { state: "leavingToSuccess" } };

export const LeavingToSignIn: Story = { args: { state: "leavingToSignIn" } };

export const OtherFactor: Story = {
  args: { state: "otherFactor" },
  play: async ({ canvas, args }) => {
    await expect(canvas.getByRole("heading", { level: 1, name: "One more step" })).toHaveFocus();
    await userEvent.click(canvas.getByRole("button", { name: "Log out" }));
    await expect(args.onSignOut).toHaveBeenCalledOnce();
  },
};

export const Unavailable: Story = {
  args: { state: "unavailable" },
  play: async ({ canvas, args }) => {
    await userEvent.click(canvas.getByRole("button", { name: "Try again" }));
    await expect(args.onRetry).toHaveBeenCalledOnce();
  },
};

export const CookiesBlocked: Story = { args: { state: "cookiesBlocked" } };
