import type { Meta, StoryObj } from "@storybook/react-vite";
import { useMemo } from "react";
import { expect, fn, userEvent } from "storybook/test";
import { RequirementsNotice } from "../src/multifactorauth/MfaScreenView.js";
import { ChallengeOffersView } from "../src/totp/challenge/ChallengeOffersView.js";
import { TotpChallenge } from "../src/totp/challenge/TotpChallenge.js";
import { TotpChallengeView } from "../src/totp/challenge/TotpChallengeView.js";
import type { CodeState } from "../src/totp/code/code.state.js";
import type { ScreenExit } from "../src/ui/ExitButton.js";
import * as fixtures from "../test/fixtures/challenge.js";

const states = {
  ready: () => fixtures.ready,
  verifying: () => fixtures.verifying,
  waiting: () => fixtures.waiting,
  firstRejection: () => fixtures.firstRejection,
  secondRejection: () => fixtures.secondRejection,
  oneAttemptLeft: () => fixtures.oneAttemptLeft,
  noAttemptLeft: () => fixtures.noAttemptLeft,
  attemptsUnknown: () => fixtures.attemptsUnknown,
  usedCode: () => fixtures.usedCode,
  notSixDigits: () => fixtures.notSixDigits,
  offline: () => fixtures.offline,
  cancelled: () => fixtures.cancelled,
  unavailable: () => fixtures.unavailable,
  generalError: () => fixtures.generalError,
  locked: () => fixtures.lockedFor(fixtures.fifteenMinutes),
  unlocked: () => fixtures.unlocked,
  accepted: () => fixtures.accepted,
} satisfies Record<string, () => CodeState>;

interface ChallengeArgs {
  /** What became of the code so far. */
  state: keyof typeof states;
  /** Seconds between this device's clock and the server's. */
  clockAheadSeconds: number;
  /** The notice that the requirements couldn't be read. */
  requirementsUnknown: boolean;
  onSubmit(code: string): void;
  onCancel(): void;
  onRetry(): void;
  exit: ScreenExit;
  onExit(): void;
}

/**
 * The login challenge. What its user sees in each state of the code form.
 *
 * Slots: `challenge`; in it `title`, `intro`, `notice`, and the `code-form` with `field`, `code`, `problem`, `progress`,
 * `countdown`, `actions`, `button`; below it `offers` with `check`. A recovery code is entered in `recovery-entry`, whose
 * field is `recovery-code`.
 */
const meta: Meta<ChallengeArgs> = {
  title: "Challenge",
  subcomponents: { TotpChallenge, TotpChallengeView },
  render: (args) => <Challenge {...args} />,
  args: {
    state: "ready",
    clockAheadSeconds: 0,
    requirementsUnknown: false,
    onSubmit: fn(),
    onCancel: fn(),
    onRetry: fn(),
    exit: "SIGN_OUT",
    onExit: fn(),
  },
  argTypes: {
    state: { description: "What became of the code so far.", control: "select", options: Object.keys(states) },
    exit: {
      description: "The way out: back, in the app; log out, in the middle of sign-in.",
      control: "inline-radio",
      options: ["BACK", "SIGN_OUT"],
    },
  },
};

export default meta;

type Story = StoryObj<ChallengeArgs>;

function Challenge({ state, clockAheadSeconds, requirementsUnknown, onSubmit, onCancel, onRetry, ...exit }: ChallengeArgs) {
  // A lock starts when it is shown.
  const shown = useMemo(() => states[state](), [state]);
  return (
    <TotpChallengeView
      challenge={fixtures.challengeOf(shown, { clockAheadSeconds, submit: onSubmit, cancel: onCancel })}
      {...exit}
      notice={requirementsUnknown && <RequirementsNotice onRetry={onRetry} />}
    />
  );
}

export const Ready: Story = {
  play: async ({ canvas }) => {
    const field = canvas.getByRole("textbox", { name: "6-digit code" });
    await expect(field).toHaveFocus();
    await expect(field).toHaveAttribute("autocomplete", "one-time-code");
    await expect(field).toHaveAttribute("inputmode", "numeric");
    await expect(canvas.getByRole("alert")).toBeEmptyDOMElement();
  },
};

export const TypesACode: Story = {
  play: async ({ canvas, args }) => {
    await userEvent.type(canvas.getByRole("textbox", { name: "6-digit code" }), "12345");
    await expect(args.onSubmit).not.toHaveBeenCalled();
    await userEvent.keyboard("6");
    await expect(args.onSubmit).toHaveBeenCalledOnce();
    await expect(args.onSubmit).toHaveBeenCalledWith("123456");
  },
};

export const PastesACode: Story = {
  play: async ({ canvas, args }) => {
    await userEvent.click(canvas.getByRole("textbox", { name: "6-digit code" }));
    await userEvent.paste("١٢٣ ٤٥٦");
    await expect(args.onSubmit).toHaveBeenCalledOnce();
    await expect(args.onSubmit).toHaveBeenCalledWith("123456");
  },
};

export const PressesVerify: Story = {
  play: async ({ canvas, args }) => {
    await userEvent.type(canvas.getByRole("textbox", { name: "6-digit code" }), "123");
    await userEvent.click(canvas.getByRole("button", { name: "Verify" }));
    // The hook refuses it, and says why.
    await expect(args.onSubmit).toHaveBeenCalledOnce();
    await expect(args.onSubmit).toHaveBeenCalledWith("123");
  },
};

export const LogsOut: Story = {
  play: async ({ canvas, args }) => {
    await userEvent.tab();
    await expect(canvas.getByRole("button", { name: "Verify" })).toHaveFocus();
    await userEvent.tab();
    await userEvent.keyboard("{Enter}");
    await expect(args.onExit).toHaveBeenCalledOnce();
    await expect(args.onSubmit).not.toHaveBeenCalled();
  },
};

export const StepUp: Story = {
  args: { exit: "BACK" },
  play: async ({ canvas, args }) => {
    await expect(canvas.queryByRole("button", { name: "Log out" })).not.toBeInTheDocument();
    await userEvent.click(canvas.getByRole("button", { name: "Back" }));
    await expect(args.onExit).toHaveBeenCalledOnce();
  },
};

export const Verifying: Story = {
  args: { state: "verifying" },
  play: async ({ canvas, args }) => {
    await expect(canvas.getByRole("status")).toHaveTextContent("Checking the code…");
    // Still reachable, so that the focus isn't lost, but it doesn't send again.
    await userEvent.click(canvas.getByRole("button", { name: "Verify" }));
    await expect(args.onSubmit).not.toHaveBeenCalled();
  },
};

export const Waiting: Story = {
  args: { state: "waiting" },
  play: async ({ canvas, args }) => {
    await expect(canvas.getByRole("status")).toHaveTextContent("This is taking longer than usual.");
    await userEvent.click(canvas.getByRole("button", { name: "Cancel" }));
    await expect(args.onCancel).toHaveBeenCalledOnce();
  },
};

export const WrongCode: Story = {
  args: { state: "firstRejection" },
  play: async ({ canvas }) => {
    const field = canvas.getByRole("textbox", { name: "6-digit code" });
    await expect(canvas.getByRole("alert")).toHaveTextContent("That code isn't right. 4 attempts left.");
    await expect(field).toHaveAccessibleDescription("That code isn't right. 4 attempts left.");
    await expect(field).toBeInvalid();
    await expect(field).toHaveFocus();
  },
};

export const WrongCodeAgain: Story = { args: { state: "secondRejection" } };

export const WrongCodeAndClockOff: Story = {
  args: { state: "secondRejection", clockAheadSeconds: 95 },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("alert")).toHaveTextContent("This device's clock is off by 2 minutes");
  },
};

export const OneAttemptLeft: Story = {
  args: { state: "oneAttemptLeft" },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("alert")).toHaveTextContent("1 attempt left.");
  },
};

export const NoAttemptLeft: Story = { args: { state: "noAttemptLeft" } };

export const AttemptsUnknown: Story = { args: { state: "attemptsUnknown" } };

export const UsedCode: Story = { args: { state: "usedCode" } };

export const NotSixDigits: Story = { args: { state: "notSixDigits" } };

export const Offline: Story = { args: { state: "offline" } };

export const Cancelled: Story = { args: { state: "cancelled" } };

export const Unavailable: Story = { args: { state: "unavailable" } };

/** A server's own words are text, whatever is in them. */
export const GeneralError: Story = {
  args: { state: "generalError" },
  play: async ({ canvas, canvasElement }) => {
    await expect(canvas.getByRole("alert")).toHaveTextContent("Sign-in is closed for <img src=x onerror=alert(1)>");
    await expect(canvasElement.querySelector("img")).toBeNull();
  },
};

export const Locked: Story = {
  args: { state: "locked" },
  play: async ({ canvas, args }) => {
    await expect(canvas.getByRole("alert")).toHaveTextContent("Too many wrong codes. You can try again in 15 minutes.");
    await expect(canvas.getByRole("timer", { name: "Time left" })).toHaveTextContent(/^1[45]:\d\d$/);
    await userEvent.click(canvas.getByRole("button", { name: "Verify" }));
    await expect(args.onSubmit).not.toHaveBeenCalled();
  },
};

export const Unlocked: Story = { args: { state: "unlocked" } };

export const Accepted: Story = { args: { state: "accepted" } };

export const RequirementsUnknown: Story = {
  args: { requirementsUnknown: true },
  play: async ({ canvas, args }) => {
    await userEvent.click(canvas.getByRole("button", { name: "Try again" }));
    await expect(args.onRetry).toHaveBeenCalledOnce();
    // The form works meanwhile.
    await userEvent.type(canvas.getByRole("textbox", { name: "6-digit code" }), "123456");
    await expect(args.onSubmit).toHaveBeenCalledWith("123456");
  },
};

/** What the backend offers beside a code of the app. */
export const Offers: Story = {
  render: ({ onSubmit, onExit }) => (
    <TotpChallengeView
      challenge={fixtures.challengeOf(fixtures.ready, { submit: onSubmit })}
      offers={<ChallengeOffersView offers={{ trustDays: 30, recoveryCodes: true }} trusts={false} onTrust={fn()} onRecoveryCode={onExit} />}
      exit="SIGN_OUT"
      onExit={onExit}
    />
  ),
  play: async ({ canvas, args }) => {
    await expect(canvas.getByRole("checkbox", { name: "Don't ask on this browser for 30 days" })).not.toBeChecked();
    await userEvent.click(canvas.getByRole("button", { name: "Use a recovery code" }));
    await expect(args.onExit).toHaveBeenCalledOnce();
  },
};
