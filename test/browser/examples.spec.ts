import type { Page } from "@playwright/test";
import { type Account, claim, codeField, deviceNames, enterCode, newAccount, proveDevice } from "./support/account.js";
import { nextCode, scanQr } from "./support/authenticator.js";
import { expect, test } from "./support/demo.js";
import { serveExample } from "./support/example.js";

/** What the user of an app does: asked for the guarded page, signs up, sets TOTP up, and signs in again elsewhere. */
async function walk(page: Page, home: string, signIn: (account: Account, isNew: boolean) => Promise<void>): Promise<void> {
  const account = newAccount();
  await page.goto(home);
  await signIn(account, true);
  await expect(page).toHaveURL(home);
  await page.getByRole("button", { name: "Set up an authenticator app" }).click();
  await expect(page).toHaveURL(/\/auth\/mfa\/totp\?setup=true/);
  const totp = await scanQr(page);
  await proveDevice(page, totp);
  await expect(page).toHaveURL(home);
  await expect(deviceNames(page)).toHaveCount(1);

  await page.context().clearCookies();
  await page.goto(home);
  await signIn(account, false);
  await expect(page).toHaveURL(`/auth/mfa/totp?redirectToPath=${encodeURIComponent(home)}`);
  await expect(codeField(page)).toBeFocused();
  await enterCode(page, nextCode(totp));
  await expect(page).toHaveURL(home);
  await expect(deviceNames(page)).toHaveCount(1);
  expect((await claim(page)).v).toBe(true);
}

for (const name of ["react-18-router-6", "react-19-router-7", "react-router-8", "data-router", "no-router", "tanstack-router"]) {
  test(`${name}: from the guard by sign-up, setup, sign-in and challenge back to the page asked for`, async ({ page, webUrl, apiUrl }) => {
    await serveExample(page, name, { webUrl, apiUrl });
    await walk(page, "/", async ({ email, password }, isNew) => {
      await page.getByLabel("E-mail").fill(email);
      await page.getByLabel("Password").fill(password);
      if (isNew) await page.getByLabel("I have no account yet").check();
      await page.getByRole("button", { name: "Continue" }).click();
    });
  });
}

test("auth-react: its sign-in and SessionAuth, our screens and panel, and its sign-out", async ({ page, webUrl, apiUrl }) => {
  await serveExample(page, "auth-react", { webUrl, apiUrl });
  await walk(page, "/settings", async ({ email, password }, isNew) => {
    if (isNew) await page.getByText("Sign Up", { exact: true }).click();
    await page.locator("input[name=email]").fill(email);
    await page.locator("input[name=password]").fill(password);
    await page.getByRole("button", { name: isNew ? "SIGN UP" : "SIGN IN" }).click();
  });
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/auth\/?$/);
  await page.goto("/settings");
  await expect(page).toHaveURL(/\/auth\/?\?/);
});
