import {
  claim,
  codeField,
  codesHeading,
  deviceNames,
  enterCode,
  newAccount,
  proveDevice,
  setupHeading,
  signUp,
} from "./support/account.js";
import { nextCode, scanQr, wrongCode } from "./support/authenticator.js";
import { expect, test } from "./support/demo.js";
import { tabTo } from "./support/keyboard.js";
import { panelResult } from "./support/screens.js";
import { countRequests } from "./support/traffic.js";

const setUpFirst = "Set up an authenticator app";

test("sign-up leads home, with a session that has completed the first factor", async ({ page }) => {
  await signUp(page);
  await expect(page.getByRole("heading", { name: "Home", level: 1 })).toBeVisible();
  expect(await claim(page)).toEqual({ c: { emailpassword: expect.any(Number) }, v: true });
});

test("a device added by its QR code is listed in the settings, and the session has completed TOTP", async ({ page }) => {
  await signUp(page);
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("button", { name: setUpFirst }).click();
  await expect(page).toHaveURL("/auth/mfa/totp?setup=true&redirectToPath=%2Fsettings");
  const totp = await scanQr(page);
  expect(totp.issuer).toBe("Fernway");
  await proveDevice(page, totp);

  await expect(page).toHaveURL("/settings");
  await expect(deviceNames(page)).toHaveText(["TOTP Device 0"]);
  await expect(panelResult(page)).toHaveText("TOTP Device 0 was added.");
  await expect(page.getByText("On", { exact: true })).toBeVisible();
  expect(await claim(page)).toEqual({ c: { emailpassword: expect.any(Number), totp: expect.any(Number) }, v: true });
});

test("the setup address opened by hand sets a device up and goes where it says", async ({ page }) => {
  await signUp(page);
  await page.goto("/auth/mfa/totp?setup=true&redirectToPath=/settings");
  await proveDevice(page, await scanQr(page));
  await expect(page).toHaveURL("/settings");
  await expect(deviceNames(page)).toHaveText(["TOTP Device 0"]);
});

test("the key under the QR code is the one inside it", async ({ page }) => {
  await signUp(page);
  await page.goto("/auth/mfa/totp?setup=true");
  const totp = await scanQr(page);
  const groups = totp.secret.base32.match(/.{4}/g);
  await expect(page.getByLabel("Setup key")).toHaveText(groups?.join(" ") ?? "");
  await expect(page.getByRole("link", { name: "Open in an authenticator app" })).toHaveAttribute("href", /^otpauth:\/\/totp\//);
});

test("StrictMode makes exactly one device", async ({ page, apiUrl }) => {
  await signUp(page);
  const made = countRequests(page, "POST", "/auth/totp/device");
  await page.goto("/auth/mfa/totp?setup=true&redirectToPath=/settings");
  await scanQr(page);
  const pending = await page.request.get(`${apiUrl}/auth/totp/device/list`);
  expect(await pending.json()).toMatchObject({ devices: [{ name: "TOTP Device 0", verified: false }] });
  expect(made.count).toBe(1);
});

test("a wrong code at setup is kept, selected and counted, and the right one still works", async ({ page }) => {
  await signUp(page);
  await page.goto("/auth/mfa/totp?setup=true&redirectToPath=/settings");
  const totp = await scanQr(page);
  await enterCode(page, wrongCode(totp));
  await expect(page.getByRole("alert")).toHaveText("That code isn't right. 4 attempts left.");
  await expect(codeField(page)).toHaveValue(wrongCode(totp));
  await expect(codeField(page)).toBeFocused();
  await proveDevice(page, totp);
  await expect(page).toHaveURL("/settings");
});

for (const viewport of [
  { width: 1280, height: 700 },
  { width: 360, height: 640 },
]) {
  test(`why a code is refused at setup is seen without scrolling, on ${viewport.width} by ${viewport.height} pixels`, async ({ page }) => {
    await page.setViewportSize(viewport);
    await signUp(page);
    await page.goto("/auth/mfa/totp?setup=true&redirectToPath=/settings");
    const totp = await scanQr(page);
    await codeField(page).fill(wrongCode(totp));
    await expect(page.getByRole("alert")).toHaveText("That code isn't right. 4 attempts left.");
    await expect(page.getByRole("alert")).toBeInViewport({ ratio: 1 });
    await expect(codeField(page)).toBeInViewport({ ratio: 1 });
  });
}

test("Back leaves setup without a device", async ({ page }) => {
  await signUp(page);
  await page.goto("/settings");
  await page.getByRole("button", { name: setUpFirst }).click();
  await scanQr(page);
  await page.getByRole("button", { name: "Back" }).click();
  await expect(page).toHaveURL("/settings");
  await expect(page.getByText("No device yet.")).toBeVisible();
  expect(await claim(page)).toMatchObject({ v: true });
});

test("setup without a session leads to sign-in, and from there back to setup's target", async ({ page }) => {
  const account = newAccount();
  await page.goto("/auth/mfa/totp?setup=true&redirectToPath=%2Fsettings%3Ftab%3Dsecurity");
  await expect(page).toHaveURL("/auth?redirectToPath=%2Fsettings%3Ftab%3Dsecurity");
  await expect(setupHeading(page)).toBeHidden();
  await page.getByRole("link", { name: "Create an account" }).click();
  // The fields of the form before it have the same names.
  await expect(page.getByRole("heading", { name: "Create your account", level: 1 })).toBeVisible();
  await page.getByLabel("E-mail address").fill(account.email);
  await page.getByLabel("Password").fill(account.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page).toHaveURL("/settings?tab=security");
});

test("setup by keyboard alone: from the settings to the listed device", async ({ page }) => {
  await signUp(page);
  await page.goto("/settings");
  await tabTo(page.getByRole("button", { name: setUpFirst }));
  await page.keyboard.press("Enter");
  await expect(setupHeading(page)).toBeFocused();
  const totp = await scanQr(page);
  await tabTo(page.getByRole("button", { name: "Copy key" }));
  await tabTo(codeField(page));
  await page.keyboard.type(nextCode(totp));
  await expect(codesHeading(page)).toBeFocused();
  await tabTo(page.getByRole("checkbox", { name: "I have saved them" }));
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/settings");
  await expect(deviceNames(page)).toHaveText(["TOTP Device 0"]);
});
