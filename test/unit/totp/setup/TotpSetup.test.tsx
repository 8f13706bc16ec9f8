import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { TotpSetup } from "../../../../src/totp/setup/TotpSetup.js";
import { watchPageLoads } from "../../support/page.js";

vi.mock("../../../../src/totp/setup/TotpSetupScreen.js", () => {
  throw new TypeError("Failed to fetch dynamically imported module");
});

afterEach(() => {
  vi.unstubAllGlobals();
});

test("a screen whose code doesn't load says so, can be asked for anew, and can be left", async () => {
  const { reload } = watchPageLoads();
  const onExit = vi.fn();
  const nothing = () => undefined;
  render(<TotpSetup onExit={onExit} onSignedOut={nothing} onVerified={nothing} onVerifyFirst={nothing} exit="SIGN_OUT" />);
  const heading = await screen.findByRole("heading", { name: "We can't go on" });
  await waitFor(() => expect(heading).toHaveFocus());
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(reload).toHaveBeenCalledOnce();
  await userEvent.click(screen.getByRole("button", { name: "Log out" }));
  expect(onExit).toHaveBeenCalledOnce();
});
