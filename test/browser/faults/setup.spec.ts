import type { Page } from "@playwright/test";
import {
  challengeHeading,
  codeField,
  deviceNames,
  enterCode,
  newAccount,
  proveDevice,
  setupHeading,
  signIn,
  signUp,
} from "../support/account.js";
import { nextCode, scanQr } from "../support/authenticator.js";
import { expect, test } from "../support/demo.js";
import { heading, problem, verifyButton } from "../support/screens.js";
import { callCore, enrol, userIdOf, verifiedDevices } from "../support/server.js";
import { holdReply, loseReply, onCall, refuse, watchCalls } from "../support/wire.js";

async function openSetup(page: Page): Promise<void> {
  await page.goto("/settings");
  await page.getByRole("button", { name: "Set up an authenticator app" }).click();
  await expect(setupHeading(page)).toBeVisible();
}

test("fault 13: StrictMode and a remount by the app make one device", async ({ page }) => {
  await signUp(page);
  const calls = watchCalls(page);
  await openSetup(page);
  const before = await scanQr(page);
  expect(calls.count("/totp/device")).toBe(1);
  // Another language wraps the app in a provider, so React unmounts all of it and mounts it again.
  await page.getByRole("button", { name: "Appearance and language" }).click();
  await page.getByLabel("Language of the screens").selectOption("de");
  await expect(setupHeading(page)).toHaveCount(0);
  const key = page.locator("[data-mfa-slot=key]");
  await expect(key).toBeVisible();
  expect((await key.innerText()).replaceAll(" ", "")).toBe(before.secret.base32);
  expect(calls.count("/totp/device")).toBe(1);
});

test("fault 13: a prefetch of ?setup=true makes no device", async ({ page, demo }) => {
  await signUp(page);
  await expect(heading(page, "Home")).toBeVisible();
  const calls = watchCalls(page);
  const fetched = page.waitForResponse((response) => response.url().includes("/auth/mfa/totp?setup=true"));
  await page.evaluate(() => {
    const link = Object.assign(document.createElement("link"), { rel: "prefetch", href: "/auth/mfa/totp?setup=true" });
    document.head.append(link);
  });
  await fetched;
  expect(calls.count("/totp/device")).toBe(0);
  expect(await callCore(demo.coreUrl, "GET", `/recipe/totp/device/list?userId=${await userIdOf(page)}`)).toMatchObject({ devices: [] });
});

test("fault 13: a prerendered or hidden ?setup=true makes no device until somebody sees it", async ({ page }) => {
  await signUp(page);
  await page.addInitScript(() => {
    let state: DocumentVisibilityState = "hidden";
    Object.defineProperty(document, "visibilityState", { get: () => state });
    window.addEventListener("test:show", () => {
      state = "visible";
      document.dispatchEvent(new Event("visibilitychange"));
    });
  });
  const calls = watchCalls(page);
  await page.goto("/auth/mfa/totp?setup=true&redirectToPath=%2Fsettings");
  await expect(page.getByText("Preparing a QR code…")).toBeVisible();
  expect(calls.count("/totp/device")).toBe(0);
  await page.evaluate(() => window.dispatchEvent(new Event("test:show")));
  await scanQr(page);
  expect(calls.count("/totp/device")).toBe(1);
});

test("fault 14: a reload during the setup shows a new QR code and says that the earlier one no longer works", async ({ page }) => {
  await signUp(page);
  await openSetup(page);
  const notice = page.getByText("This is a new QR code: the earlier one no longer works.");
  const earlier = await scanQr(page);
  await expect(notice).toHaveCount(0);
  await page.reload();
  await expect(notice).toBeVisible();
  const later = await scanQr(page);
  expect(later.secret.base32).not.toBe(earlier.secret.base32);
  await enterCode(page, nextCode(earlier));
  await expect(problem(page)).toHaveText("That code isn't right. 4 attempts left.");
  await proveDevice(page, later);
  await expect(deviceNames(page)).toHaveText(["TOTP Device 0"]);
});

test("fault 14: with two tabs in setup, the older one learns that it was superseded, and can take over again", async ({
  page,
  context,
}) => {
  await signUp(page);
  await openSetup(page);
  const older = await scanQr(page);
  const newer = await context.newPage();
  await newer.goto("/auth/mfa/totp?setup=true&redirectToPath=%2Fsettings");
  expect((await scanQr(newer)).secret.base32).not.toBe(older.secret.base32);
  await expect(heading(page, "This QR code no longer works")).toBeVisible();
  await expect(codeField(page)).toBeHidden();
  await expect(page.locator("body")).not.toContainText(older.secret.base32.slice(0, 4));

  await page.getByRole("button", { name: "Show a new QR code" }).click();
  await expect(heading(newer, "This QR code no longer works")).toBeVisible();
  await proveDevice(page, await scanQr(page));
  await expect(deviceNames(page)).toHaveText(["TOTP Device 0"]);
});

test("fault 16: Back after the device was verified leaves it there, and makes no other", async ({ page, demo }) => {
  await signUp(page);
  await openSetup(page);
  await proveDevice(page, await scanQr(page));
  await expect(deviceNames(page)).toHaveText(["TOTP Device 0"]);
  const calls = watchCalls(page);
  await page.goBack();
  await expect(setupHeading(page)).toHaveCount(0);
  await page.goto("/settings");
  await expect(deviceNames(page)).toHaveText(["TOTP Device 0"]);
  expect(calls.count("/totp/device")).toBe(0);
  expect(calls.count("/totp/device/remove")).toBe(0);
  expect(await verifiedDevices(demo.coreUrl, await userIdOf(page))).toEqual(["TOTP Device 0"]);
});

test("fault 16: Back while the verification is under way keeps the device, and the late reply moves nobody", async ({ page, demo }) => {
  await signUp(page);
  await openSetup(page);
  const { handler, acted, letGo } = holdReply();
  await onCall(page, "/totp/device/verify", handler);
  await enterCode(page, nextCode(await scanQr(page)));
  await acted;
  await page.getByRole("button", { name: "Back" }).click();
  await expect(heading(page, "Settings")).toBeVisible();
  letGo();
  await page.reload();
  await expect(deviceNames(page)).toHaveText(["TOTP Device 0"]);
  expect(await verifiedDevices(demo.coreUrl, await userIdOf(page))).toEqual(["TOTP Device 0"]);
});

test("fault 16: Log out while the network is down ends at sign-in, and the server hears of it when the network is back", async ({
  page,
  context,
  apiUrl,
}) => {
  const { account } = await enrol(apiUrl);
  await signIn(page, account, "/auth?redirectToPath=%2Fsettings");
  await expect(challengeHeading(page)).toBeVisible();
  await context.setOffline(true);
  await page.getByRole("button", { name: "Log out" }).click();
  await expect(heading(page, "Sign in")).toBeVisible();
  await expect(page).toHaveURL("/auth?redirectToPath=%2Fsettings");

  const told = page.waitForResponse((response) => response.url().endsWith("/auth/signout"));
  await context.setOffline(false);
  expect((await told).status()).toBe(200);
  await page.reload();
  await expect(heading(page, "Sign in")).toBeVisible();
  await signIn(page, account);
  await expect(challengeHeading(page)).toBeVisible();
});

test("fault 16: Log out while the API is down, with an access token that has run out, ends at sign-in and stays there", async ({
  page,
  context,
  apiUrl,
}) => {
  const { account } = await enrol(apiUrl);
  await signIn(page, account);
  await expect(challengeHeading(page)).toBeVisible();
  await context.clearCookies({ name: "sAccessToken" });
  for (const path of ["/signout", "/session/refresh"]) await onCall(page, path, refuse);
  await page.getByRole("button", { name: "Log out" }).click();
  await expect(heading(page, "Sign in")).toBeVisible();
  await page.unrouteAll();
  await page.goto("/settings");
  await expect(heading(page, "Sign in")).toBeVisible();
});

test("fault 16: Log out while the API doesn't answer ends at sign-in after a moment", async ({ page, apiUrl }) => {
  await page.clock.install();
  const { account } = await enrol(apiUrl);
  await signIn(page, account);
  await expect(challengeHeading(page)).toBeVisible();
  const { handler, acted } = holdReply();
  await onCall(page, "/signout", handler);
  await page.getByRole("button", { name: "Log out" }).click();
  await acted;
  await page.clock.runFor(5000);
  await expect(heading(page, "Sign in")).toBeVisible();
});

test("fault 16: Log out from a setup in the middle of sign-in while the network is down ends at sign-in", async ({
  page,
  context,
  demo,
  apiUrl,
}) => {
  const { account, userId } = await enrol(apiUrl);
  await callCore(demo.coreUrl, "POST", "/recipe/totp/device/remove", { userId, deviceName: "TOTP Device 0" });
  await signIn(page, account);
  await expect(setupHeading(page)).toBeVisible();
  await scanQr(page);
  await context.setOffline(true);
  await page.getByRole("button", { name: "Log out" }).click();
  await expect(heading(page, "Sign in")).toBeVisible();
});

test("fault 26: with a#b?c&secret=d as e-mail the QR code still carries the secret", async ({ page }) => {
  // The other names are told by the unit tests of the key URI.
  const email = "a#b?c&secret=d";
  const unique = newAccount();
  await signUp(page, { ...unique, email: `${email}-${unique.email}` });
  await openSetup(page);
  const totp = await scanQr(page);
  const key = (await page.locator("[data-mfa-slot=key]").innerText()).replaceAll(" ", "");
  expect(totp.secret.base32).toBe(key);
  expect(totp.label).toBe(`${email}-${unique.email}`);
  // An app that reads the code as a URL, strictly, finds it too.
  const uri = await page.getByRole("link", { name: "Open in an authenticator app" }).getAttribute("href");
  expect(new URL(uri ?? "").searchParams.get("secret")).toBe(key);
  await proveDevice(page, totp);
  await expect(deviceNames(page)).toHaveText(["TOTP Device 0"]);
});

test("fault 29: after an unmount in mid-request the late reply redirects nobody", async ({ page, apiUrl }) => {
  const { account, totp } = await enrol(apiUrl);
  await signIn(page, account, "/auth?redirectToPath=%2Fsettings");
  await expect(challengeHeading(page)).toBeVisible();
  const { handler, acted, letGo } = holdReply();
  await onCall(page, "/totp/verify", handler);
  await enterCode(page, nextCode(totp));
  await acted;
  await page.evaluate(() => {
    window.history.pushState({}, "", "/nowhere");
    window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  });
  await expect(heading(page, "Page not found")).toBeVisible();
  const late = page.waitForEvent("requestfinished", (request) => request.url().endsWith("/auth/totp/verify"));
  letGo();
  await late;
  await expect(page.getByRole("link", { name: "Settings" })).toBeVisible();
  await expect(page).toHaveURL("/nowhere");
});

test("fault 29: a challenge left with a code whose fate is unknown takes the next code when it is opened again", async ({
  page,
  apiUrl,
}) => {
  const { account, totp } = await enrol(apiUrl);
  await signIn(page, account);
  await expect(challengeHeading(page)).toBeVisible();
  await onCall(page, "/totp/verify", loseReply);
  await onCall(page, "/session/refresh", refuse, { times: 1 });
  await enterCode(page, nextCode(totp));
  await expect(verifyButton(page)).toBeEnabled();
  await expect(codeField(page)).not.toHaveAttribute("readonly");
  await page.reload();
  await expect(challengeHeading(page)).toBeVisible();
  await enterCode(page, nextCode(totp));
  await expect(heading(page, "Home")).toBeVisible();
});

// Chromium's headless shell has no back/forward cache, so the page is told what a browser that has one tells it.
async function freezeAndRestore(page: Page): Promise<void> {
  await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true })));
  await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
}

test("fault 29: out of the back/forward cache the setup has a new device, and the earlier secret is gone", async ({ page }) => {
  await signUp(page);
  await openSetup(page);
  const before = await scanQr(page);
  const calls = watchCalls(page);
  await freezeAndRestore(page);
  await expect(page.getByText("This is a new QR code: the earlier one no longer works.")).toBeVisible();
  const after = await scanQr(page);
  expect(after.secret.base32).not.toBe(before.secret.base32);
  expect(await page.content()).not.toContain(before.secret.base32);
  expect(calls.count("/totp/device")).toBe(1);
  await proveDevice(page, after);
  await expect(deviceNames(page)).toHaveText(["TOTP Device 0"]);
});

test("fault 29: out of the back/forward cache a challenge asks anew, and a guarded page whose session has ended goes to sign-in", async ({
  page,
  context,
  apiUrl,
}) => {
  const { account, totp } = await enrol(apiUrl);
  await signIn(page, account, "/auth?redirectToPath=%2Fsettings");
  await expect(challengeHeading(page)).toBeVisible();
  const asked = page.waitForResponse((response) => response.url().endsWith("/auth/mfa/info"));
  await freezeAndRestore(page);
  expect((await asked).status()).toBe(200);
  await enterCode(page, nextCode(totp));
  await expect(deviceNames(page)).toHaveText(["TOTP Device 0"]);

  await context.clearCookies();
  await freezeAndRestore(page);
  await expect(heading(page, "Sign in")).toBeVisible();
  await expect(page).toHaveURL("/auth?redirectToPath=%2Fsettings");
});
