import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, test, vi } from "vitest";
import { MfaScreenView } from "../../../src/multifactorauth/MfaScreenView.js";
import * as mfa from "../../fixtures/mfaScreen.js";

const on = { signOut: vi.fn(), retry: vi.fn() };

beforeEach(() => {
  vi.resetAllMocks();
});

const button = (name: string) => screen.getByRole("button", { name });
const heading = () => screen.getByRole("heading", { level: 1 });

describe("the routed screen", () => {
  type Shown = Parameters<typeof MfaScreenView>[0]["state"];
  const show = (state: Shown) => render(<MfaScreenView state={state} onRetry={on.retry} onSignOut={on.signOut} />);

  it.each<[string, Shown, string]>([
    ["deciding", mfa.deciding, "Loading…"],
    ["leaving", mfa.leavingToSuccess, "Done. Taking you on…"],
  ])("while %s says so to screen readers too", (_name, state, text) => {
    show(state);
    expect(screen.getByRole("status")).toHaveTextContent(text);
  });

  it.each<[string, Shown, RegExp]>([
    ["otherFactor", mfa.otherFactor, /another factor \(otp-email\)/],
    ["unavailable", mfa.unavailable, /contact your administrator/],
    ["cookiesBlocked", mfa.cookiesBlocked, /reload the page/],
  ])("%s explains, takes the focus and can be left", async (_name, state, text) => {
    show(state);
    expect(heading()).toHaveFocus();
    expect(within(screen.getByRole("region")).getByText(text)).toBeVisible();
    await userEvent.click(button("Log out"));
    expect(on.signOut).toHaveBeenCalledOnce();
  });

  test("unavailable offers to try again", async () => {
    show(mfa.unavailable);
    await userEvent.click(button("Try again"));
    expect(on.retry).toHaveBeenCalledOnce();
  });

  test("a factor id that is markup is text", () => {
    const { container } = show({ status: "otherFactor", factorId: "<img src=x onerror=alert(1)>" });
    expect(container).toHaveTextContent("<img src=x onerror=alert(1)>");
    expect(container.querySelector("img")).toBeNull();
  });
});
