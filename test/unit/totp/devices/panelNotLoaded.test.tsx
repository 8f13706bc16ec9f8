import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { TotpSettingsView } from "../../../../src/totp/devices/TotpSettingsView.js";
import * as fixtures from "../../../fixtures/settings.js";
import { watchPageLoads } from "../../support/page.js";

vi.mock("../../../../src/totp/devices/PanelRest.js", () => {
  throw new TypeError("Failed to fetch dynamically imported module");
});

test("where the code of the panel's questions doesn't come, the devices are listed all the same, and a button loads the page again", async () => {
  const { reload } = watchPageLoads();
  render(<TotpSettingsView control={fixtures.settingsOf(fixtures.readyWith(fixtures.severalDevices))} />);
  expect(await screen.findByText("Something went wrong on our side. Please try again.")).toBeVisible();
  expect(screen.getAllByRole("listitem")).toHaveLength(fixtures.severalDevices.length);
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(reload).toHaveBeenCalledOnce();
});
