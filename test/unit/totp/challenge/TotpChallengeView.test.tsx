import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { de } from "../../../../src/messages/locales/de.js";
import { MessagesProvider } from "../../../../src/messages/MessagesContext.js";
import { RequirementsNotice } from "../../../../src/multifactorauth/MfaScreenView.js";
import { TotpChallengeView } from "../../../../src/totp/challenge/TotpChallengeView.js";
import type { CodeState } from "../../../../src/totp/code/code.state.js";
import * as code from "../../../fixtures/challenge.js";

const on = { retry: vi.fn(), exit: vi.fn() };

beforeEach(() => {
  vi.resetAllMocks();
});

const button = (name: string) => screen.getByRole("button", { name });
const heading = () => screen.getByRole("heading", { level: 1 });

describe("the challenge", () => {
  const show = (state: CodeState) => render(<TotpChallengeView challenge={code.challengeOf(state)} exit="SIGN_OUT" onExit={on.exit} />);

  it("is a region named by its heading, with the cursor in the field", () => {
    show(code.ready);
    expect(screen.getByRole("region", { name: "Enter your code" })).toContainElement(heading());
    expect(screen.getByRole("textbox", { name: "6-digit code" })).toHaveFocus();
  });

  it.each(
    Object.entries({ ...code, locked: code.lockedFor(1000) }).filter((entry): entry is [string, CodeState] => typeof entry[1] === "object"),
  )("in the state %s can be left", async (_name, state) => {
    show(state);
    await userEvent.click(button("Log out"));
    expect(on.exit).toHaveBeenCalledOnce();
  });

  it("leads back, and not out, where nobody is signing in", async () => {
    render(<TotpChallengeView challenge={code.challengeOf(code.ready)} exit="BACK" onExit={on.exit} />);
    expect(screen.queryByRole("button", { name: "Log out" })).not.toBeInTheDocument();
    await userEvent.click(button("Back"));
    expect(on.exit).toHaveBeenCalledOnce();
  });

  it("has room for a notice of the routed screen", async () => {
    render(
      <TotpChallengeView
        challenge={code.challengeOf(code.ready)}
        exit="SIGN_OUT"
        onExit={on.exit}
        notice={<RequirementsNotice onRetry={on.retry} />}
      />,
    );
    expect(screen.getByText(/contact your administrator/)).toBeVisible();
    await userEvent.click(button("Try again"));
    expect(on.retry).toHaveBeenCalledOnce();
  });

  it("speaks the language that the app gives it", () => {
    render(
      <MessagesProvider messages={de}>
        <TotpChallengeView challenge={code.challengeOf(code.oneAttemptLeft)} exit="SIGN_OUT" onExit={on.exit} />
      </MessagesProvider>,
    );
    expect(heading()).toHaveTextContent("Code eingeben");
    expect(screen.getByRole("alert")).toHaveTextContent("Noch 1 Versuch.");
    expect(button("Abmelden")).toBeVisible();
  });
});
