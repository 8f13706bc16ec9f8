import { addDevice, claim, deviceNames, signUp } from "./support/account.js";
import { expect, test } from "./support/demo.js";

test("sign-up leads home, with a session that has completed the first factor", async ({ page }) => {
  await signUp(page);
  await expect(page.getByRole("heading", { name: "Home", level: 1 })).toBeVisible();
  expect(await claim(page)).toEqual({ c: { emailpassword: expect.any(Number) }, v: true });
});

test("a device added in the settings is listed there, and the session has completed TOTP", async ({ page }) => {
  await signUp(page);
  await addDevice(page);
  await expect(page).toHaveURL("/settings");
  await expect(deviceNames(page)).toHaveText(["TOTP Device 0"]);
  expect(await claim(page)).toEqual({ c: { emailpassword: expect.any(Number), totp: expect.any(Number) }, v: true });
});
