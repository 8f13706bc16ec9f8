import { challengeHeading, enterCode, signIn } from "./support/account.js";
import { nextCode } from "./support/authenticator.js";
import { expect, test } from "./support/demo.js";
import { addVerifiedDevice, enrol, verifiedDevices } from "./support/server.js";
import { ageTotp } from "./support/session.js";

test("the script-tag globals list and remove devices on a plain page, on the same session", async ({ page, demo }) => {
  const { account, totp, userId, elsewhere } = await enrol(demo.apiUrl);
  await addVerifiedDevice(elsewhere, "Spare phone");
  await signIn(page, account, "/auth?redirectToPath=%2Fsettings");
  await enterCode(page, nextCode(totp));
  await page.getByRole("link", { name: "The same devices on a page without React" }).click();

  const devices = page.getByRole("list", { name: "Authenticator devices" }).getByRole("listitem");
  await expect(devices).toHaveText([/^Spare phone/, /^TOTP Device 0/]);
  await page.getByRole("button", { name: "Remove Spare phone" }).click();
  await expect(devices).toHaveText([/^TOTP Device 0/]);
  await expect(page.getByRole("status")).toHaveText("1 in use.");
  expect(await verifiedDevices(demo.coreUrl, userId)).toEqual(["TOTP Device 0"]);
});

test("a removal refused on the plain page leads to the challenge, and back to where it works", async ({ page, demo }) => {
  const { account, totp, userId, elsewhere } = await enrol(demo.apiUrl);
  await addVerifiedDevice(elsewhere, "Spare phone");
  await signIn(page, account);
  await enterCode(page, nextCode(totp));
  await expect(page).toHaveURL("/");
  await ageTotp(page, demo.coreUrl, 3600);

  await page.goto("/plain.html");
  await page.getByRole("button", { name: "Remove Spare phone" }).click();
  await expect(page.getByRole("status")).toContainText("Enter a code first.");
  expect(await verifiedDevices(demo.coreUrl, userId)).toEqual(["Spare phone", "TOTP Device 0"]);
  await page.getByRole("link", { name: "Enter a code" }).click();
  await expect(challengeHeading(page)).toBeVisible();
  await enterCode(page, nextCode(totp));
  await expect(page).toHaveURL("/plain.html");
  await page.getByRole("button", { name: "Remove Spare phone" }).click();
  await expect(page.getByRole("status")).toHaveText("1 in use.");
});
