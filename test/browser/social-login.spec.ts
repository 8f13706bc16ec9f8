import type { Page } from "@playwright/test";
import { addDevice, challengeHeading, claim, deviceNames, enterCode, newAccount, proveDevice, signOut } from "./support/account.js";
import { nextCode, scanQr } from "./support/authenticator.js";
import { expect, test } from "./support/demo.js";
import { serveOwnApp } from "./support/ownApp.js";
import { heading } from "./support/screens.js";

async function signInWithDemoId(page: Page, email: string): Promise<void> {
  await page.getByRole("button", { name: "Continue with Demo ID" }).click();
  await expect(heading(page, "Sign in to continue to Fernway")).toBeVisible();
  await page.getByLabel("E-mail address").fill(email);
  await page.getByRole("button", { name: "Continue" }).click();
}

test("social login, then TOTP: set up once, and from then on challenged on the way to the page asked for", async ({ page, demo }) => {
  const { email } = newAccount();
  await page.goto("/auth");
  await signInWithDemoId(page, email);
  await expect(heading(page, "Home")).toBeVisible();
  expect(await claim(page)).toEqual({ c: { thirdparty: expect.any(Number) }, v: true });
  const totp = await addDevice(page);
  await signOut(page);

  const visited = new Set<string>();
  page.on("framenavigated", (frame) => visited.add(new URL(frame.url()).origin));
  await page.goto("/settings?tab=security#devices");
  await signInWithDemoId(page, email);
  await expect(challengeHeading(page)).toBeVisible();
  expect(await claim(page)).toEqual({ c: { thirdparty: expect.any(Number) }, v: false });
  expect([...visited].sort()).toEqual([demo.webUrl, demo.oidcUrl].sort());

  await enterCode(page, nextCode(totp));
  await expect(page).toHaveURL("/settings?tab=security#devices");
  await expect(deviceNames(page)).toHaveText(["TOTP Device 0"]);
  expect(await claim(page)).toEqual({ c: { thirdparty: expect.any(Number), totp: expect.any(Number) }, v: true });
});

test("beside supertokens-auth-react a social login leads to the challenge, and on to the page that SessionAuth was asked for", async ({
  page,
  demo,
}) => {
  const { email } = newAccount();
  await serveOwnApp(page, demo.webUrl, "authReactSocial.tsx");
  // Playwright routes no redirect: the provider's way back would lead to the demo's own app.
  await page.route(`${demo.oidcUrl}/**`, async (route) => {
    const response = await route.fetch({ maxRedirects: 0 });
    const { location } = response.headers();
    if (location === undefined) return route.fulfill({ response });
    return route.fulfill({ contentType: "text/html", body: `<script>location.replace(${JSON.stringify(location)})</script>` });
  });
  await page.goto("/settings?tab=security");
  await signInWithDemoId(page, email);
  await expect(page).toHaveURL("/settings?tab=security");
  await page.getByRole("button", { name: "Set up an authenticator app" }).click();
  const totp = await scanQr(page);
  await proveDevice(page, totp);
  await expect(page).toHaveURL("/settings?tab=security");

  await page.context().clearCookies();
  await page.goto("/settings?tab=security");
  await signInWithDemoId(page, email);
  await expect(page).toHaveURL("/auth/mfa/totp?redirectToPath=%2Fsettings%3Ftab%3Dsecurity");
  await enterCode(page, nextCode(totp));
  await expect(page).toHaveURL("/settings?tab=security");
  await expect(deviceNames(page)).toHaveCount(1);
});
