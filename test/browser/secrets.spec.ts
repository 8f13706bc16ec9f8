import type { Page } from "@playwright/test";
import type { TOTP } from "otpauth";
import { codeField, deviceNames, enterCode, saveCodes, setupHeading, signIn, signOut, signUp } from "./support/account.js";
import { nextCode, scanQr, wrongCode } from "./support/authenticator.js";
import { expect, test } from "./support/demo.js";
import { isOnHeap, placesWith } from "./support/pageMemory.js";
import { heading, problem, verifyButton } from "./support/screens.js";
import { enrol } from "./support/server.js";
import { watchConsole } from "./support/wire.js";

/** The secret as it is shown, encoded and grouped. Parts of it do, since a part is as good as found. */
function formsOf(totp: TOTP): string[] {
  const { base32 } = totp.secret;
  return [base32, base32.slice(0, 12), base32.slice(-12), base32.slice(0, 8).replace(/^.{4}/, "$& ")];
}

async function openSetup(page: Page): Promise<TOTP> {
  await page.goto("/settings");
  await page.getByRole("button", { name: /^(Set up an authenticator app|Add device)$/ }).click();
  return scanQr(page);
}

test("during the setup the secret is on the screen and in React, and is not stored, logged or in a URL", async ({ page }) => {
  const console = watchConsole(page);
  const urls: string[] = [];
  page.on("request", (request) => urls.push(decodeURIComponent(request.url())));
  await signUp(page);
  const totp = await openSetup(page);
  const places = await placesWith(page, formsOf(totp));
  expect(places).toContain("DOM");
  expect(places.some((place) => place.startsWith("React: "))).toBe(true);
  expect(await isOnHeap(page, formsOf(totp))).toBe(true);
  expect(places.filter((place) => place !== "DOM" && !place.startsWith("React: "))).toEqual([]);
  for (const form of formsOf(totp)) {
    expect(console.join("\n")).not.toContain(form);
    expect(urls.join("\n")).not.toContain(form);
  }
});

test("after the setup the secret is nowhere, and no entered code in the page, in React, in storage, in an address or on the console", async ({
  page,
}) => {
  const console = watchConsole(page);
  await signUp(page);
  const totp = await openSetup(page);
  const wrong = wrongCode(totp);
  await codeField(page).fill(wrong);
  await expect(problem(page)).toContainText("4 attempts left.");
  const right = nextCode(totp);
  await codeField(page).fill(right);
  await saveCodes(page);
  await expect(deviceNames(page)).toHaveText(["TOTP Device 0"]);
  expect(await placesWith(page, [...formsOf(totp), wrong, right])).toEqual([]);
  for (const text of [...formsOf(totp), wrong, right]) expect(console.join("\n")).not.toContain(text);
  expect(await isOnHeap(page, formsOf(totp))).toBe(false);
});

test("after leaving the setup without a device, and after the browser's Back, the secret is nowhere", async ({ page }) => {
  await signUp(page);
  const first = await openSetup(page);
  await page.getByRole("button", { name: "Back" }).click();
  await expect(heading(page, "Settings")).toBeVisible();
  await expect(page.getByText("No device yet.")).toBeVisible();
  expect(await placesWith(page, formsOf(first))).toEqual([]);
  expect(await isOnHeap(page, formsOf(first))).toBe(false);

  const second = await openSetup(page);
  await page.goBack();
  await expect(heading(page, "Settings")).toBeVisible();
  await expect(page.getByText("No device yet.")).toBeVisible();
  expect(await placesWith(page, formsOf(second))).toEqual([]);
  expect(await isOnHeap(page, formsOf(second))).toBe(false);

  await page.goForward();
  await expect(setupHeading(page)).toBeVisible();
  const third = await scanQr(page);
  expect(await placesWith(page, formsOf(second))).toEqual([]);
  expect(third.secret.base32).not.toBe(second.secret.base32);
});

test("after the setup was superseded by another tab the secret is nowhere but in React's last render, and after the next one nowhere at all", async ({
  page,
  context,
}) => {
  await signUp(page);
  const totp = await openSetup(page);
  const other = await context.newPage();
  await other.goto("/auth/mfa/totp?setup=true");
  await expect(heading(page, "This QR code no longer works")).toBeVisible();
  expect((await placesWith(page, formsOf(totp))).filter((place) => !place.startsWith("React: "))).toEqual([]);
  await page.getByRole("button", { name: "Show a new QR code" }).click();
  await scanQr(page);
  expect(await placesWith(page, formsOf(totp))).toEqual([]);
  expect(await isOnHeap(page, formsOf(totp))).toBe(false);
});

test("the page that goes into the back/forward cache has dropped the secret before it is frozen", async ({ page }) => {
  await signUp(page);
  const totp = await openSetup(page);
  // In one task, as the browser does it: nothing of the page runs between `pagehide` and the freeze.
  const frozen = await page.evaluate(() => {
    window.dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
    return document.documentElement.outerHTML;
  });
  for (const form of formsOf(totp)) expect(frozen).not.toContain(form);
  expect(frozen).not.toContain("qr-code");
  await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
  const later = await scanQr(page);
  expect(later.secret.base32).not.toBe(totp.secret.base32);
  expect((await placesWith(page, formsOf(totp))).filter((place) => !place.startsWith("React: "))).toEqual([]);
});

test("recovery codes are on the screen and in React while they are shown, and nowhere once the page is left, they are saved or used", async ({
  page,
}) => {
  const console = watchConsole(page);
  const urls: string[] = [];
  page.on("request", (request) => urls.push(decodeURIComponent(request.url())));
  const account = await signUp(page);
  await enterCode(page, nextCode(await openSetup(page)));
  const list = page.getByRole("list", { name: "Recovery codes" });
  await expect(list.getByRole("listitem")).toHaveCount(10);
  const first = await list.getByRole("listitem").allInnerTexts();
  const places = await placesWith(page, first);
  expect(places).toContain("DOM");
  expect(places.filter((place) => place !== "DOM" && !place.startsWith("React: "))).toEqual([]);

  // In one task, as the browser does it: nothing of the page runs between `pagehide` and the freeze.
  const frozen = await page.evaluate(() => {
    window.dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
    return document.documentElement.outerHTML;
  });
  for (const code of first) expect(frozen).not.toContain(code);
  await expect(heading(page, "Your codes aren't shown any more")).toBeFocused();
  await page.getByRole("button", { name: "Make new codes" }).click();
  const second = await saveCodes(page);
  await expect(deviceNames(page)).toHaveText(["TOTP Device 0"]);
  expect(await placesWith(page, [...first, ...second])).toEqual([]);
  expect(await isOnHeap(page, [...first, ...second])).toBe(false);

  await signOut(page);
  await signIn(page, account);
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  const [used = ""] = second;
  await page.getByRole("textbox", { name: "Recovery code" }).fill(used);
  await verifyButton(page).click();
  await expect(heading(page, "Recovery code accepted")).toBeVisible();
  expect(await placesWith(page, [used, used.replace("-", "")])).toEqual([]);
  expect(await isOnHeap(page, [used, used.replace("-", "")])).toBe(false);
  for (const code of [...first, ...second]) {
    expect(console.join("\n")).not.toContain(code);
    expect(urls.join("\n")).not.toContain(code);
  }
});

test("after the challenge no entered code is in the page, in React, in storage, in an address or on the console", async ({
  page,
  apiUrl,
}) => {
  const console = watchConsole(page);
  const { account, totp } = await enrol(apiUrl);
  await signIn(page, account);
  const wrong = wrongCode(totp);
  await codeField(page).fill(wrong);
  await expect(problem(page)).toContainText("4 attempts left.");
  const right = nextCode(totp);
  await enterCode(page, right);
  await expect(heading(page, "Home")).toBeVisible();
  expect(await placesWith(page, [wrong, right])).toEqual([]);
  for (const text of [wrong, right]) expect(console.join("\n")).not.toContain(text);
});
