import type { Request } from "@playwright/test";
import { addDevice, challengeHeading, claim, codeField, enterCode, signIn, signOut, signUp, submitSignIn } from "./support/account.js";
import { nextCode, wrongCode } from "./support/authenticator.js";
import { coreClock } from "./support/coreClock.js";
import { expect, test } from "./support/demo.js";
import { tabTo } from "./support/keyboard.js";
import { heading } from "./support/screens.js";
import { enrol } from "./support/server.js";
import { countRequests } from "./support/traffic.js";
import { holdReply, onCall } from "./support/wire.js";

const asked = "/settings?tab=security&from=mail#devices";

test("sign-in with a device leads through the challenge to the page asked for, query and hash included", async ({ page }) => {
  const account = await signUp(page);
  const totp = await addDevice(page);
  await signOut(page);

  await page.goto(asked);
  await expect(page).toHaveURL(`/auth?redirectToPath=${encodeURIComponent(asked)}`);
  await submitSignIn(page, account);
  await expect(challengeHeading(page)).toBeVisible();
  await expect(page).toHaveURL(`/auth/mfa/totp?redirectToPath=${encodeURIComponent(asked)}`);
  await expect(codeField(page)).toBeFocused();
  expect(await claim(page)).toEqual({ c: { emailpassword: expect.any(Number) }, v: false });

  await enterCode(page, nextCode(totp));
  await expect(page).toHaveURL(asked);
  await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeVisible();
  expect(await claim(page)).toEqual({ c: { emailpassword: expect.any(Number), totp: expect.any(Number) }, v: true });
});

test("the API lets a session in only after the challenge", async ({ page, apiUrl }) => {
  const { account, totp } = await enrol(apiUrl);
  await signIn(page, account);
  await expect(challengeHeading(page)).toBeVisible();
  expect((await page.request.get(`${apiUrl}/sessioninfo`)).status()).toBe(403);
  expect((await page.request.get(`${apiUrl}/sessioninfo-without-mfa`)).status()).toBe(200);

  await enterCode(page, nextCode(totp));
  await expect(page.getByRole("heading", { name: "Home", level: 1 })).toBeVisible();
  expect((await page.request.get(`${apiUrl}/sessioninfo`)).status()).toBe(200);
});

test("a wrong code is kept, focused, selected and counted, and typing replaces it", async ({ page, apiUrl }) => {
  const { account, totp } = await enrol(apiUrl);
  await signIn(page, account);

  await enterCode(page, wrongCode(totp));
  await expect(page.getByRole("alert")).toHaveText("That code isn't right. 4 attempts left.");
  await expect(codeField(page)).toHaveValue(wrongCode(totp));
  await expect(codeField(page)).toBeFocused();
  await expect(codeField(page)).toHaveAttribute("aria-invalid", "true");
  await expect(codeField(page)).toHaveAccessibleDescription("That code isn't right. 4 attempts left.");
  expect(await page.evaluate(() => window.getSelection()?.toString())).toBe(wrongCode(totp));

  await page.keyboard.type(nextCode(totp));
  await expect(page.getByRole("heading", { name: "Home", level: 1 })).toBeVisible();
});

test("five wrong codes lock sign-in with a countdown that outlives a reload, the right code is refused, and it ends", async ({
  page,
  apiUrl,
}) => {
  await page.clock.install();
  const { account, totp } = await enrol(apiUrl);
  await signIn(page, account);

  for (const [index, left] of ["4 attempts", "3 attempts", "2 attempts", "1 attempt", "0 attempts"].entries()) {
    await codeField(page).fill(wrongCode(totp, index));
    await expect(page.getByRole("alert")).toContainText(`${left} left.`);
  }
  await codeField(page).fill(nextCode(totp));
  await expect(page.getByRole("alert")).toHaveText(/^Too many wrong codes\. You can try again in 15 minutes\.$/);
  await expect(page.getByRole("timer")).toHaveText(/^1[45]:\d\d$/);
  await expect(codeField(page)).not.toBeEditable();

  await page.reload();
  await expect(page.getByRole("timer")).toHaveText(/^1[45]:\d\d$/);
  await expect(page.getByRole("alert")).toContainText("Too many wrong codes.");
  await expect(codeField(page)).not.toBeEditable();
  expect(await claim(page)).toMatchObject({ v: false });

  coreClock.advance(15 * 60);
  await page.clock.fastForward("15:00");
  await expect(page.getByRole("alert")).toHaveText("You can try again now.");
  await expect(page.getByRole("timer")).toBeHidden();
  await codeField(page).fill(nextCode(totp));
  await expect(page.getByRole("heading", { name: "Home", level: 1 })).toBeVisible();
});

test("a code sends itself on the sixth digit, once", async ({ page, apiUrl }) => {
  const { account, totp } = await enrol(apiUrl);
  await signIn(page, account);
  const sent = countRequests(page, "POST", "/auth/totp/verify");
  const code = nextCode(totp);
  await enterCode(page, code.slice(0, 5));
  expect(sent.count).toBe(0);
  await page.keyboard.type(code.slice(5));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Home", level: 1 })).toBeVisible();
  expect(sent.count).toBe(1);
});

test("Log out leaves the challenge for sign-in, and the session is gone", async ({ page, apiUrl }) => {
  const { account } = await enrol(apiUrl);
  await signIn(page, account);
  await expect(challengeHeading(page)).toBeVisible();
  await expect(page.getByRole("button", { name: "Back" })).toBeHidden();
  await page.getByRole("button", { name: "Log out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in", level: 1 })).toBeVisible();
  await page.goto("/auth/mfa/totp");
  await expect(page.getByRole("heading", { name: "Sign in", level: 1 })).toBeVisible();
  expect(await page.context().cookies()).not.toContainEqual(expect.objectContaining({ name: "sAccessToken" }));
});

test("the browser's Back button after the challenge leads to the page before sign-in", async ({ page, apiUrl }) => {
  const { account, totp } = await enrol(apiUrl);
  await page.goto("/plain.html");
  await page.goto("/auth?redirectToPath=%2Fsettings");
  await submitSignIn(page, account);
  await enterCode(page, nextCode(totp));
  await expect(page).toHaveURL("/settings");
  await page.goBack();
  await expect(page).toHaveURL("/plain.html");
});

test("the challenge opened with nothing left to do goes on to redirectToPath", async ({ page }) => {
  await signUp(page);
  await page.goto("/auth/mfa/totp?redirectToPath=%2Fsettings%23devices");
  await expect(page).toHaveURL("/settings#devices");
  await page.goto("/auth/mfa/totp");
  await expect(page).toHaveURL("/");
});

test("the challenge by keyboard alone, from the sign-in form to the page asked for", async ({ page, apiUrl }) => {
  const { account, totp } = await enrol(apiUrl);
  await page.goto("/auth?redirectToPath=%2Fsettings");
  await tabTo(page.getByLabel("E-mail address"));
  await page.keyboard.type(account.email);
  await tabTo(page.getByLabel("Password"));
  await page.keyboard.type(account.password);
  await page.keyboard.press("Enter");
  await expect(codeField(page)).toBeFocused();
  await page.keyboard.type(wrongCode(totp));
  await expect(page.getByRole("alert")).toContainText("4 attempts left.");
  await page.keyboard.type(nextCode(totp));
  await expect(page).toHaveURL("/settings");
});

test("logging out while a code is on its way ends the session for good, also when the code was accepted", async ({ page, apiUrl }) => {
  const { account, totp } = await enrol(apiUrl);
  await signIn(page, account);
  const held = holdReply();
  await onCall(page, "/totp/verify", held.handler);
  await enterCode(page, nextCode(totp));
  await held.acted;
  const isVerify = (request: Request) => request.url().endsWith("/totp/verify") && request.method() === "POST";
  const ended = Promise.race([page.waitForEvent("requestfinished", isVerify), page.waitForEvent("requestfailed", isVerify)]);
  await page.getByRole("button", { name: "Log out" }).click();
  await expect(heading(page, "Sign in")).toBeVisible();
  held.letGo();
  await ended;
  expect((await page.context().cookies()).map(({ name }) => name)).not.toContain("sFrontToken");
  await page.goto("/");
  await expect(heading(page, "Sign in")).toBeVisible();
});
