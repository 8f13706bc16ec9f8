import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, fn, userEvent } from "storybook/test";
import { RecoveryCodesView } from "../src/totp/recovery/RecoveryCodesView.js";
import * as fixtures from "../test/fixtures/recovery.js";

const states = fixtures;

interface RecoveryCodesArgs {
  state: keyof typeof states;
  onStartOver(): void;
  onConfirm(): void;
  onSkip(): void;
}

/** Recovery codes, shown once after a first device. */
const meta: Meta<RecoveryCodesArgs> = {
  title: "Recovery codes",
  subcomponents: { RecoveryCodesView },
  render: ({ state, onStartOver, onConfirm, onSkip }) => (
    <RecoveryCodesView control={{ state: states[state], startOver: onStartOver, confirm: onConfirm, skip: onSkip }} />
  ),
  args: { state: "shown", onStartOver: fn(), onConfirm: fn(), onSkip: fn() },
  argTypes: { state: { control: "select", options: Object.keys(states) } },
};

export default meta;

type Story = StoryObj<RecoveryCodesArgs>;

export const Making: Story = { args: { state: "making" } };

export const Waiting: Story = {
  args: { state: "waiting" },
  play: async ({ canvas, args }) => {
    await userEvent.click(canvas.getByRole("button", { name: "Go on without codes" }));
    await expect(args.onSkip).toHaveBeenCalledOnce();
  },
};

export const Shown: Story = {
  play: async ({ canvas, args }) => {
    await userEvent.click(canvas.getByRole("checkbox", { name: "I have saved them" }));
    await userEvent.click(canvas.getByRole("button", { name: "Continue" }));
    await expect(args.onConfirm).toHaveBeenCalledOnce();
  },
};

export const NotSavedYet: Story = {
  play: async ({ canvas, args }) => {
    await userEvent.click(canvas.getByRole("button", { name: "Continue" }));
    await expect(canvas.getByRole("alert")).toHaveTextContent("Save your codes, then tick the box.");
    await expect(args.onConfirm).not.toHaveBeenCalled();
  },
};

export const ShownToAHostileName: Story = { args: { state: "shownHostile" } };

export const Hidden: Story = { args: { state: "hidden" } };

export const FailedOffline: Story = { args: { state: "failedOffline" } };

export const FailedUnavailable: Story = { args: { state: "failedUnavailable" } };

export const FailedGeneral: Story = { args: { state: "failedGeneral" } };

export const Done: Story = { args: { state: "done" } };
