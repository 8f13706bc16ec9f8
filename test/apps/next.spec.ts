import { claim, codeField, deviceNames, enterCode, newAccount } from "../browser/support/account.js";
import { nextCode, scanQr } from "../browser/support/authenticator.js";
import { expect, signIn, test, watch } from "./support.js";

test("from the guard on the server by sign-up, setup, sign-out, sign-in and challenge to the panel, below the basePath", async ({
  page,
}) => {
  const account = newAccount();
  const seen = watch(page);
  await page.goto("/app/settings");
  await expect(page).toHaveURL("/app/auth?redirectToPath=%2Fapp%2Fsettings");
  await signIn(page, account, true);
  await expect(page).toHaveURL("/app/settings");
  await expect(page.getByRole("heading", { name: "Your account" })).toBeVisible();

  seen.documents.length = 0;
  await page.getByRole("button", { name: "Set up an authenticator app" }).click();
  await expect(page).toHaveURL("/app/auth/mfa/totp?setup=true&redirectToPath=%2Fapp%2Fsettings");
  const totp = await scanQr(page);
  await enterCode(page, nextCode(totp));
  await page.getByLabel("I have saved them").check();
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).toHaveURL("/app/settings");
  await expect(deviceNames(page)).toHaveCount(1);
  expect(seen.documents).toEqual([]);

  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Welcome" })).toBeVisible();
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page).toHaveURL("/app/auth?redirectToPath=%2Fapp%2Fsettings");
  await signIn(page, account, false);
  await expect(page).toHaveURL("/app/auth/mfa/totp?redirectToPath=%2Fapp%2Fsettings");
  await expect(codeField(page)).toBeFocused();
  seen.documents.length = 0;
  await enterCode(page, nextCode(totp));
  await expect(page).toHaveURL("/app/settings");
  await expect(deviceNames(page)).toHaveCount(1);
  expect((await claim(page)).v).toBe(true);
  expect(seen).toEqual({ documents: [], errors: [] });
});

test("a session whose token has run out is renewed on the way, and the page comes in the language of the layout", async ({
  page,
  context,
}) => {
  await page.goto("/app/settings");
  await signIn(page, newAccount(), true);
  await expect(page.getByRole("heading", { name: "Your account" })).toBeVisible();
  const [token] = (await context.cookies()).filter(({ name }) => name === "sAccessToken");
  if (token === undefined) throw new Error("The browser has no access token.");
  // As much of a token as one that has run out.
  await context.addCookies([
    { ...token, value: token.value.slice(0, -8) },
    { name: "language", value: "de", url: page.url() },
  ]);
  await page.goto("/app/settings");
  await expect(page.getByRole("heading", { name: "Your account" })).toBeVisible();
  await expect(page).toHaveURL("/app/settings");
  await expect(page.getByRole("button", { name: "Authentifizierungs-App einrichten" })).toBeVisible();
});
