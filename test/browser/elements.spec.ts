import type { Page } from "@playwright/test";
import {
  type Account,
  challengeHeading,
  claim,
  codeField,
  deviceNames,
  enterCode,
  newAccount,
  proveDevice,
  setupHeading,
} from "./support/account.js";
import { nextCode, scanQr, wrongCode } from "./support/authenticator.js";
import { expect, test } from "./support/demo.js";
import { builtSite, plainSite, serveSite } from "./support/sites.js";

async function signIn(page: Page, { email, password }: Account, isNew: boolean): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  if (isNew) await page.getByLabel("I have no account yet").check();
  await page.getByRole("button", { name: "Continue" }).click();
}

const account = (page: Page) => page.getByRole("heading", { name: "Your account", level: 1 });

for (const [name, load] of [
  ["a plain page with the script tag, under its checksum, on Preact,", plainSite],
  ["a Vue app with the elements on React", () => builtSite("vue")],
] as const) {
  test(`${name} guards, signs up, sets up, signs in with a code and lists devices, under a strict policy`, async ({ page, demo }) => {
    const violations: string[] = [];
    page.on("console", (message) => {
      if (/Content Security Policy|Trusted ?Type|Uncaught/i.test(message.text())) violations.push(message.text());
    });
    page.on("pageerror", (error) => violations.push(String(error)));
    await serveSite(page, demo, await load());
    const user = newAccount();

    await page.goto("/?from=mail");
    await expect(page).toHaveURL("/auth?redirectToPath=%2F%3Ffrom%3Dmail");
    await signIn(page, user, true);
    await expect(page).toHaveURL("/?from=mail");
    await expect(account(page)).toBeVisible();

    await page.getByRole("button", { name: "Set up an authenticator app" }).click();
    await expect(setupHeading(page)).toBeVisible();
    const totp = await scanQr(page);
    await codeField(page).fill(wrongCode(totp));
    await expect(page.getByText("4 attempts left.")).toBeVisible();
    await proveDevice(page, totp);
    await expect(page).toHaveURL("/?from=mail");
    await expect(deviceNames(page)).toHaveText(["TOTP Device 0"]);

    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page).toHaveURL("/auth");
    await page.goto("/");
    await signIn(page, user, false);
    await expect(challengeHeading(page)).toBeVisible();
    await expect(codeField(page)).toBeFocused();
    await enterCode(page, nextCode(totp));
    await expect(account(page)).toBeVisible();
    expect((await claim(page)).v).toBe(true);

    await page.getByRole("button", { name: "Rename TOTP Device 0" }).click();
    await page.getByRole("dialog").getByRole("textbox").fill("Blue phone");
    await page.keyboard.press("Enter");
    await expect(deviceNames(page)).toHaveText(["Blue phone"]);
    await page.getByRole("button", { name: "Remove Blue phone" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
    // The element's event has reached the page.
    await expect(page.getByText("Blue phone can no longer sign in.")).toBeVisible();
    await expect(deviceNames(page)).toHaveCount(0);
    expect(violations).toEqual([]);
  });
}
