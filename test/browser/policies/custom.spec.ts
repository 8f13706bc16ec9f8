import { claim, proveDevice, setupHeading, signIn, signOut, signUp } from "../support/account.js";
import { scanQr } from "../support/authenticator.js";
import { expect, test } from "../support/demo.js";
import { heading } from "../support/screens.js";

test.use({ stack: { policy: "custom" } });

test("the app's own criterion asks for a device, gives its reason in the panel, and stops asking when it no longer holds", async ({
  page,
}) => {
  const account = await signUp(page);
  await page.getByRole("button", { name: "Choose the paid plan" }).click();
  await expect(page.getByText("You are on the paid plan now.")).toBeVisible();
  expect(await claim(page)).toMatchObject({ v: false });
  await page.goto("/settings");
  await expect(setupHeading(page)).toBeVisible();
  await proveDevice(page, await scanQr(page));
  await expect(page.getByText("Accounts on the paid plan move money, so they need a second step.")).toBeVisible();

  await page.getByRole("link", { name: "Home", exact: true }).click();
  await page.getByRole("button", { name: "Choose the free plan" }).click();
  await expect(page.getByText("You are on the free plan now.")).toBeVisible();
  await signOut(page);
  await signIn(page, account);
  await expect(heading(page, "Home")).toBeVisible();
});
