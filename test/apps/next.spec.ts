import { test as base, expect, type Page } from "@playwright/test";
import { startCore } from "../../demo/core/server.js";
import { startNextApp } from "../../examples/nextApp.js";
import { claim, codeField, deviceNames, enterCode, newAccount, type Account } from "../browser/support/account.js";
import { nextCode, scanQr } from "../browser/support/authenticator.js";
import { coreClock } from "../browser/support/coreClock.js";

const test = base.extend<object, { coreUrl: string; url: string }>({
  coreUrl: [
    async ({ browserName: _ }, use) => {
      const core = await startCore({ port: 0, now: coreClock.now });
      await use(core.url);
      await core.close();
    },
    { scope: "worker" },
  ],
  url: [
    async ({ coreUrl }, use) => {
      const app = await startNextApp({ coreUrl });
      await use(app.url);
      await app.close();
    },
    { scope: "worker", timeout: 600_000 },
  ],
  baseURL: async ({ url }, use) => use(url),
});

async function signIn(page: Page, { email, password }: Account, isNew: boolean): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  if (isNew) await page.getByLabel("I have no account yet").check();
  await page.getByRole("button", { name: "Continue" }).click();
}

/** Full page loads, and what the page's own code complained of. */
function watch(page: Page) {
  const seen = { documents: [] as string[], errors: [] as string[] };
  page.on("request", (request) => {
    if (request.isNavigationRequest()) seen.documents.push(new URL(request.url()).pathname);
  });
  page.on("pageerror", (error) => seen.errors.push(error.message));
  page.on("console", (message) => {
    // In a new browser the SDK asks once whether there is a session.
    const isFirstQuestion = message.location().url.endsWith("/session/refresh");
    if (message.type() === "error" && !isFirstQuestion) seen.errors.push(message.text());
  });
  return seen;
}

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
