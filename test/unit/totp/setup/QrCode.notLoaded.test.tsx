import { act, render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { TotpSetupView } from "../../../../src/totp/setup/TotpSetupView.js";
import * as setup from "../../../fixtures/setup.js";

vi.mock("../../../../src/totp/setup/QrCode.js", () => {
  throw new TypeError("Failed to fetch dynamically imported module");
});

test("without the QR encoder, whose code didn't load, the key and the code field still set the device up", async () => {
  const nothing = () => undefined;
  render(<TotpSetupView setup={setup.setupOf(setup.scanning)} exit="BACK" onExit={nothing} onContinue={nothing} onVerifyFirst={nothing} />);
  await act(async () => {
    await import("../../../../src/totp/setup/QrCode.js").catch(nothing);
  });
  expect(screen.queryByRole("img")).not.toBeInTheDocument();
  expect(screen.getByText("JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP")).toBeVisible();
  expect(screen.getByRole("textbox", { name: "6-digit code" })).toBeVisible();
});
