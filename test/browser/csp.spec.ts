import type { Page } from "@playwright/test";
import { challengeHeading, codeField, deviceNames, enterCode, proveDevice, setupHeading, signIn, signUp } from "./support/account.js";
import { nextCode, scanQr, wrongCode } from "./support/authenticator.js";
import { expect, test } from "./support/demo.js";
import { countdown, heading, problem } from "./support/screens.js";
import { enrol } from "./support/server.js";
import { ageTotp } from "./support/session.js";
import { answer, onCall } from "./support/wire.js";

/** Violations, and whatever the browser says about the policy on the console; over reloads and redirects. */
async function watchPolicy(page: Page): Promise<string[]> {
  const violations: string[] = [];
  await page.exposeFunction("tellViolation", (text: string) => violations.push(text));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) => {
      void (window as unknown as { tellViolation(text: string): void }).tellViolation(`${violatedDirective} ${blockedURI} ${sample}`);
    });
  });
  page.on("console", (message) => {
    if (/Content Security Policy|Trusted ?Type/i.test(message.text())) violations.push(message.text());
  });
  return violations;
}

/** The library's own sheet has reached the screen. */
async function expectStyled(page: Page, slot: string): Promise<void> {
  const part = page.locator(`[data-mfa-slot="${slot}"]`).first();
  await expect(part).toBeVisible();
  await expect(part).toHaveCSS("display", "grid");
}

test("fault 31: the demo is served under a strict Content-Security-Policy with Trusted Types", async ({ page }) => {
  const response = await page.goto("/auth/mfa/totp");
  const policy = response?.headers()["content-security-policy"]?.split("; ") ?? [];
  for (const directive of [
    "default-src 'self'",
    "style-src 'self'",
    "script-src 'self'",
    "require-trusted-types-for 'script'",
    "frame-ancestors 'none'",
  ]) {
    expect(policy).toContain(directive);
  }
  expect(policy.join(" ")).not.toContain("unsafe");
});

test("fault 31: a planted inline style, script or HTML string is caught, so the other tests can fail", async ({ page }) => {
  const violations = await watchPolicy(page);
  await signUp(page);
  await page.goto("/auth/mfa/totp?setup=true");
  await expect(setupHeading(page)).toBeVisible();
  expect(violations).toEqual([]);
  await page.evaluate(() => document.querySelector("[data-mfa-slot=title]")?.setAttribute("style", "color: red"));
  await expect.poll(() => violations.some((text) => text.startsWith("style-src-attr inline"))).toBe(true);
  await page.evaluate(() => document.head.append(Object.assign(document.createElement("style"), { textContent: "h1 { color: red }" })));
  await expect.poll(() => violations.some((text) => text.startsWith("style-src-elem inline"))).toBe(true);
  const refused = await page.evaluate(() => {
    try {
      document.body.innerHTML = "<b>bold</b>";
      return "nothing";
    } catch (error) {
      return error instanceof TypeError ? "TypeError" : "something else";
    }
  });
  expect(refused).toBe("TypeError");
  await expect.poll(() => violations.some((text) => text.startsWith("require-trusted-types-for"))).toBe(true);
});

test("fault 31: setup with its QR code, copying and its errors are styled and violate nothing", async ({ page, context }) => {
  const violations = await watchPolicy(page);
  await signUp(page);
  await onCall(page, "/totp/device", answer("<h1>502</h1>", { status: 502, contentType: "text/html" }), { times: 1 });
  await page.goto("/auth/mfa/totp?setup=true&redirectToPath=%2Fsettings");
  await expect(heading(page, "No QR code yet")).toBeVisible();
  await expectStyled(page, "setup");
  await page.getByRole("button", { name: "Try again" }).click();
  const replaced = await scanQr(page);
  await expectStyled(page, "setup");
  await expect(page.locator("[data-mfa-slot=qr-frame]")).toHaveCSS("background-color", "rgb(255, 255, 255)");
  await page.getByRole("button", { name: "Copy key" }).click();
  await expect(page.locator("[data-mfa-slot=copy-status]")).not.toBeEmpty();
  await codeField(page).fill(wrongCode(replaced));
  await expect(problem(page)).toContainText("4 attempts left.");

  const other = await context.newPage();
  await other.goto("/auth/mfa/totp?setup=true");
  await expect(heading(page, "This QR code no longer works")).toBeVisible();
  await page.getByRole("button", { name: "Show a new QR code" }).click();
  await proveDevice(page, await scanQr(page));
  await expect(deviceNames(page)).toHaveText(["TOTP Device 0"]);
  expect(violations).toEqual([]);
});

test("fault 31: challenge, its errors, waiting and lock are styled and violate nothing", async ({ page, apiUrl }) => {
  const violations = await watchPolicy(page);
  await page.clock.install();
  const { account, totp } = await enrol(apiUrl);
  await signIn(page, account);
  await expect(challengeHeading(page)).toBeVisible();
  await expectStyled(page, "challenge");
  await codeField(page).fill(wrongCode(totp));
  await expect(problem(page)).toContainText("4 attempts left.");
  const danger = await problem(page).evaluate((element) => getComputedStyle(element).color);
  expect(danger).not.toBe(await challengeHeading(page).evaluate((element) => getComputedStyle(element).color));

  await onCall(page, "/totp/verify", () => new Promise(() => undefined), { times: 1 });
  await codeField(page).fill(wrongCode(totp, 1));
  await expect(page.getByText("Checking the code…")).toBeVisible();
  await page.clock.runFor(6000);
  await page.getByRole("button", { name: "Cancel" }).click();
  await onCall(page, "/totp/verify", answer({ status: "LIMIT_REACHED_ERROR", retryAfterMs: 600_000 }), { times: 1 });
  await codeField(page).fill(wrongCode(totp, 2));
  await expect(countdown(page)).toBeVisible();
  await onCall(page, "/mfa/info", answer({}, { status: 500 }));
  await page.reload();
  await expect(countdown(page)).toBeVisible();
  await expect(page.getByText("We couldn't find out what your sign-in needs.")).toBeVisible();
  await expectStyled(page, "challenge");
  expect(violations).toEqual([]);
});

test("fault 31: the panel with each dialog, its errors and its results are styled and violate nothing", async ({ page, demo }) => {
  const violations = await watchPolicy(page);
  const { account, totp } = await enrol(demo.apiUrl);
  await signIn(page, account, "/auth?redirectToPath=%2Fsettings");
  await onCall(page, "/totp/device/list", answer(null), { times: 1 });
  await enterCode(page, nextCode(totp));
  await expect(page.getByText("Your devices couldn't be loaded.")).toBeVisible();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(deviceNames(page)).toHaveText(["TOTP Device 0"]);
  await expectStyled(page, "settings");

  for (const [button, title] of [
    ["Rename TOTP Device 0", "Rename device"],
    ["Turn off", "Turn codes off?"],
    ["Remove TOTP Device 0", "Remove this device?"],
  ] as const) {
    await page.getByRole("button", { name: button }).click();
    const dialog = page.getByRole("dialog", { name: title });
    await expect(dialog).toBeVisible();
    await expect(dialog).not.toHaveCSS("border-top-left-radius", "0px");
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  }
  await ageTotp(page, demo.coreUrl, 3600);
  await page.getByRole("button", { name: "Remove TOTP Device 0" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
  await expect(challengeHeading(page)).toBeVisible();
  await enterCode(page, nextCode(totp));
  await expect(page.getByText("No device yet.")).toBeVisible();
  expect(violations).toEqual([]);
});
