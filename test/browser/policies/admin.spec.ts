import { challengeHeading, claim, deviceNames, enterCode, proveDevice, setupHeading, signIn, signOut, signUp } from "../support/account.js";
import { nextCode, scanQr } from "../support/authenticator.js";
import { expect, test } from "../support/demo.js";
import { heading } from "../support/screens.js";
import { enrol } from "../support/server.js";
import { expireAccessToken } from "../support/session.js";

test.use({ stack: { policy: "admin" } });

test("a role given while signed in asks for a device before the next page, without Back, and says why in the panel", async ({ page }) => {
  await signUp(page);
  await expect(heading(page, "Home")).toBeVisible();
  expect(await claim(page)).toMatchObject({ v: true });

  await page.getByRole("button", { name: "Become an admin" }).click();
  await expect(page.getByText("Admin", { exact: true })).toBeVisible();
  expect(await claim(page)).toEqual({ c: { emailpassword: expect.any(Number) }, v: false });
  await page.goto("/settings");
  await expect(setupHeading(page)).toBeVisible();
  const totp = await scanQr(page);
  await expect(page.getByRole("button", { name: "Back" })).toBeHidden();
  await expect(page.getByRole("button", { name: "Log out" })).toBeVisible();
  await proveDevice(page, totp);

  await expect(page).toHaveURL("/settings");
  await expect(deviceNames(page)).toHaveText(["TOTP Device 0"]);
  await expect(page.getByText("Required because of your role (admin).")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Turn o/ })).toBeHidden();
  expect(await claim(page)).toEqual({ c: { emailpassword: expect.any(Number), totp: expect.any(Number) }, v: true });
});

test("the last device of an admin: the panel says before the click that it stays, and it does", async ({ page, apiUrl }) => {
  const { account, totp } = await enrol(apiUrl);
  await signIn(page, account);
  await page.getByRole("button", { name: "Become an admin" }).click();
  await expect(page.getByText("Admin", { exact: true })).toBeVisible();
  await page.goto("/settings");
  await enterCode(page, nextCode(totp));
  await expect(page).toHaveURL("/settings");

  const remove = page.getByRole("button", { name: "Remove TOTP Device 0" });
  await expect(remove).toHaveAccessibleDescription(
    "This is your last device, and your account requires codes. Add another device before you remove it.",
  );
  await expect(remove).toBeDisabled();
  await remove.click({ force: true });
  await expect(page.getByRole("dialog")).toBeHidden();
  const refused = await page.request.post(`${apiUrl}/auth/totp/device/remove`, { data: { deviceName: "TOTP Device 0" } });
  expect(await refused.json()).toMatchObject({ status: "GENERAL_ERROR" });
});

test("without the role a device is not asked for at sign-in; with it the challenge comes, and goes with it", async ({ page, apiUrl }) => {
  const { account, totp } = await enrol(apiUrl);
  await signIn(page, account);
  await expect(heading(page, "Home")).toBeVisible();
  await page.getByRole("button", { name: "Become an admin" }).click();
  await expect(page.getByText("Admin", { exact: true })).toBeVisible();
  await signOut(page);

  await signIn(page, account);
  await expect(challengeHeading(page)).toBeVisible();
  await enterCode(page, nextCode(totp));
  await expect(heading(page, "Home")).toBeVisible();
  await page.getByRole("button", { name: "Stop being an admin" }).click();
  await expect(page.getByText("No role", { exact: true })).toBeVisible();
  await signOut(page);

  await signIn(page, account);
  await expect(heading(page, "Home")).toBeVisible();
  expect(await claim(page)).toEqual({ c: { emailpassword: expect.any(Number) }, v: true });
});

test("a role given elsewhere reaches a session that is open in another browser, at its next refresh", async ({
  page,
  browser,
  webUrl,
  apiUrl,
}) => {
  const { account, totp } = await enrol(apiUrl);
  await signIn(page, account);
  await expect(heading(page, "Home")).toBeVisible();

  const elsewhere = await browser.newContext({ baseURL: webUrl });
  const otherPage = await elsewhere.newPage();
  await signIn(otherPage, account);
  await otherPage.getByRole("button", { name: "Become an admin" }).click();
  await expect(otherPage.getByText("Admin", { exact: true })).toBeVisible();
  await elsewhere.close();

  await expireAccessToken(page);
  await page.getByRole("button", { name: "Route without MFA" }).click();
  await expect(page.getByText("/sessioninfo-without-mfa answered 200.")).toBeVisible();
  expect(await claim(page)).toMatchObject({ v: false });
  await page.goto("/settings");
  await expect(challengeHeading(page)).toBeVisible();
  await enterCode(page, nextCode(totp));
  await expect(page).toHaveURL("/settings");
});

test("the seeded admin without a device is led from sign-in to setup, can log out there, and leaves no device", async ({ page, demo }) => {
  const admin = demo.config.accounts.find(({ email }) => email.startsWith("admin@"));
  if (admin === undefined) throw new Error("The demo seeds no admin.");
  await signIn(page, admin, "/auth?redirectToPath=%2Fsettings");
  await expect(setupHeading(page)).toBeVisible();
  await scanQr(page);
  await expect(page.getByRole("button", { name: "Back" })).toBeHidden();
  await page.getByRole("button", { name: "Log out" }).click();
  await expect(heading(page, "Sign in")).toBeVisible();
  await expect(page).toHaveURL("/auth?redirectToPath=%2Fsettings");
});
