import type { Meta, StoryObj } from "@storybook/react-vite";
import { useMemo } from "react";
import { expect, fn, userEvent } from "storybook/test";
import type { CodeState } from "../src/totp/code/code.state.js";
import { RecoveryEntryView } from "../src/totp/recovery/RecoveryEntryView.js";
import { FewCodesView } from "../src/totp/recovery/FewCodesView.js";
import { RecoveryUsedView } from "../src/totp/recovery/RecoveryUsedView.js";
import * as fixtures from "../test/fixtures/challenge.js";

const states = {
  ready: () => fixtures.ready,
  verifying: () => fixtures.verifying,
  waiting: () => fixtures.waiting,
  firstRejection: () => fixtures.firstRejection,
  malformed: () => fixtures.notSixDigits,
  offline: () => fixtures.offline,
  unavailable: () => fixtures.unavailable,
  generalError: () => fixtures.generalError,
  locked: () => fixtures.lockedFor(fixtures.fifteenMinutes),
} satisfies Record<string, () => CodeState>;

interface RecoveryEntryArgs {
  state: keyof typeof states;
  onSubmit(code: string): void;
  onCancel(): void;
  onBack(): void;
}

/** The challenge by a recovery code, in the place of one of the app. */
const meta: Meta<RecoveryEntryArgs> = {
  title: "Recovery code entry",
  subcomponents: { RecoveryEntryView, RecoveryUsedView, FewCodesView },
  render: (args) => <Entry {...args} />,
  args: { state: "ready", onSubmit: fn(), onCancel: fn(), onBack: fn() },
  argTypes: { state: { control: "select", options: Object.keys(states) } },
};

export default meta;

type Story = StoryObj<RecoveryEntryArgs>;

function Entry({ state: name, onSubmit, onCancel, onBack }: RecoveryEntryArgs) {
  const state = useMemo(() => states[name](), [name]);
  return <RecoveryEntryView entry={{ state, submit: onSubmit, cancel: onCancel }} onBack={onBack} />;
}

export const Ready: Story = {
  play: async ({ canvas, args }) => {
    const field = canvas.getByRole("textbox", { name: "Recovery code" });
    await expect(field).toHaveFocus();
    await userEvent.type(field, "7k2mq-x4w9d");
    await expect(args.onSubmit).not.toHaveBeenCalled();
    await userEvent.click(canvas.getByRole("button", { name: "Verify" }));
    await expect(args.onSubmit).toHaveBeenLastCalledWith("7k2mq-x4w9d");
  },
};

export const Verifying: Story = { args: { state: "verifying" } };

export const Waiting: Story = { args: { state: "waiting" } };

export const WrongCode: Story = { args: { state: "firstRejection" } };

export const Malformed: Story = { args: { state: "malformed" } };

export const Offline: Story = { args: { state: "offline" } };

export const Unavailable: Story = { args: { state: "unavailable" } };

export const GeneralError: Story = { args: { state: "generalError" } };

export const Locked: Story = { args: { state: "locked" } };

export const Used: Story = { render: () => <RecoveryUsedView left={3} onContinue={fn()} onSetUp={fn()} /> };

/** The reply with the number was lost. */
export const UsedHowManyLeftUnknown: Story = { render: () => <RecoveryUsedView left={undefined} onContinue={fn()} onSetUp={fn()} /> };

/** After a code of the app, at sign-in. */
export const FewLeft: Story = {
  render: () => <FewCodesView left={2} onMakeNew={fn()} onContinue={fn()} />,
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("heading", { level: 1, name: "Few recovery codes left" })).toHaveFocus();
  },
};
