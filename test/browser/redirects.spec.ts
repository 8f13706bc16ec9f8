import { challengeHeading, codeField, enterCode, proveDevice, setupHeading, signIn, signUp, submitSignIn } from "./support/account.js";
import { nextCode, scanQr } from "./support/authenticator.js";
import { expect, test } from "./support/demo.js";
import { heading } from "./support/screens.js";
import { enrol } from "./support/server.js";
import { watchOrigins } from "./support/traffic.js";

/** What an attacker would put into `redirectToPath`, decoded. None may lead anywhere but to the app's default. */
const malicious = [
  "//evil.example",
  "///evil.example",
  "https://evil.example",
  "https:evil.example",
  "http://localhost@evil.example/",
  "/\\evil.example",
  "\\\\evil.example",
  "\t//evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/./\\evil.example",
  "/..//evil.example",
  "/settings/..//evil.example",
  "/%2f%2fevil.example",
  "/%5cevil.example",
  "javascript:alert(document.domain)",
  "data:text/html,<script>alert(1)</script>",
  "evil.example",
  "/\u202E//evil.example",
];

/** Our own screens, under the app's base path: a finished one that leads to another is a loop. */
const loops = ["/mfa/totp?redirectToPath=//evil.example", "/%6dfa/totp"];

/** The same app with a router, and without one, where every redirect is a page load. */
const apps = [
  { name: "through the router", auth: "/auth", home: "/", homeTitle: "Home", settings: "/settings" },
  { name: "without a router", auth: "/bare/account/login", home: "/bare", homeTitle: "Account", settings: "/bare" },
];

for (const app of apps) {
  test(`no malicious redirectToPath takes a finished screen off the origin, ${app.name}`, async ({ page, webUrl, apiUrl }) => {
    await signUp(page);
    const origins = watchOrigins(page);
    page.on("dialog", (dialog) => {
      throw new Error(`A script ran: ${dialog.message()}`);
    });
    for (const value of [...malicious, ...loops.map((path) => app.auth + path)]) {
      await test.step(JSON.stringify(value), async () => {
        await page.goto(`${app.auth}/mfa/totp?redirectToPath=${encodeURIComponent(value)}`);
        await expect(page).toHaveURL(app.home);
        await expect(heading(page, app.homeTitle)).toBeVisible();
      });
    }
    expect([...origins].sort()).toEqual([webUrl, apiUrl].sort());
  });

  test(`a code entered under a malicious redirectToPath leads to the app's default page, ${app.name}`, async ({ page, webUrl, apiUrl }) => {
    const { account, totp } = await enrol(apiUrl);
    await signIn(page, account);
    await expect(challengeHeading(page)).toBeVisible();
    const origins = watchOrigins(page);
    await page.goto(`${app.auth}/mfa/totp?redirectToPath=${encodeURIComponent("//evil.example/%2e%2e")}`);
    await enterCode(page, nextCode(totp));
    await expect(page).toHaveURL(app.home);
    await expect(heading(page, app.homeTitle)).toBeVisible();
    expect([...origins].sort()).toEqual([webUrl, apiUrl].sort());
  });
}

test("paths that only look odd are kept as they are", async ({ page }) => {
  await signUp(page);
  for (const [asked, reached] of [
    ["/settings?x=1&y=2#h", "/settings?x=1&y=2#h"],
    ["/settings?redirectToPath=//evil.example", "/settings?redirectToPath=//evil.example"],
    ["/a/../../settings", "/settings"],
    ["/ünï?q=é", "/%C3%BCn%C3%AF?q=%C3%A9"],
  ] as const) {
    await page.goto(`/auth/mfa/totp?redirectToPath=${encodeURIComponent(asked)}`);
    await expect(page).toHaveURL(reached);
  }
  // A router makes one slash of two.
  await page.goto(`/bare/account/login/mfa/totp?redirectToPath=${encodeURIComponent("/foo//bar")}`);
  await expect(page).toHaveURL("/foo//bar");
});

test("sign-in under a malicious redirectToPath stays on the origin", async ({ page, webUrl, apiUrl }) => {
  const { account, totp } = await enrol(apiUrl);
  const origins = watchOrigins(page);
  await signIn(page, account, `/auth?redirectToPath=${encodeURIComponent("//evil.example")}`);
  await enterCode(page, nextCode(totp));
  await expect(heading(page, "Home")).toBeVisible();
  expect([...origins].sort()).toEqual([webUrl, apiUrl].sort());
});

for (const button of ["Add by positions", "Add by an object"]) {
  test(`redirectToFactor ("${button}") leads to the setup address with the whole page encoded, and back to it`, async ({ page }) => {
    await signUp(page);
    const here = "/bare?tab=security&q=a%20b#devices";
    await page.goto(here);
    await page.getByRole("button", { name: button }).click();
    await expect(page).toHaveURL("/bare/account/login/mfa/totp?setup=true&redirectToPath=%2Fbare%3Ftab%3Dsecurity%26q%3Da%2520b%23devices");
    await proveDevice(page, await scanQr(page));
    await expect(page).toHaveURL(here);
    await expect(page.getByText("TOTP Device 0")).toBeVisible();
  });
}

test("the panel's own button keeps query and hash through the router", async ({ page }) => {
  await signUp(page);
  await page.goto("/settings?tab=security#devices");
  await page.getByRole("button", { name: "Set up an authenticator app" }).click();
  await expect(page).toHaveURL("/auth/mfa/totp?setup=true&redirectToPath=%2Fsettings%3Ftab%3Dsecurity%23devices");
  await proveDevice(page, await scanQr(page));
  await expect(page).toHaveURL("/settings?tab=security#devices");
});

test("the guard without a session leads to sign-in with the path kept, and after it to the path", async ({ page, apiUrl }) => {
  const { account, totp } = await enrol(apiUrl);
  await page.goto("/settings?tab=security#devices");
  await expect(page).toHaveURL("/auth?redirectToPath=%2Fsettings%3Ftab%3Dsecurity%23devices");
  await expect(page.getByRole("region", { name: "Authenticator app" })).toBeHidden();
  await submitSignIn(page, account);
  await enterCode(page, nextCode(totp));
  await expect(page).toHaveURL("/settings?tab=security#devices");
});

test("an app without a router and with another websiteBasePath: guard, sign-in, challenge, panel, sign-out", async ({ page, apiUrl }) => {
  const { account, totp } = await enrol(apiUrl);
  await page.goto("/bare?tab=security#devices");
  await expect(page).toHaveURL("/bare/account/login?redirectToPath=%2Fbare%3Ftab%3Dsecurity%23devices");
  await submitSignIn(page, account);
  await expect(challengeHeading(page)).toBeVisible();
  await expect(page).toHaveURL("/bare/account/login/mfa/totp?redirectToPath=%2Fbare%3Ftab%3Dsecurity%23devices");
  await enterCode(page, nextCode(totp));
  await expect(page).toHaveURL("/bare?tab=security#devices");
  await expect(page.getByText("TOTP Device 0")).toBeVisible();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(heading(page, "Sign in")).toBeVisible();
});

test("a router with a basename: guard, challenge and setup stay below it and come back to the page asked for", async ({ page, apiUrl }) => {
  const { account, totp } = await enrol(apiUrl);
  await page.goto("/under/settings?tab=security#devices");
  await expect(page).toHaveURL("/under/auth?redirectToPath=%2Funder%2Fsettings%3Ftab%3Dsecurity%23devices");
  await submitSignIn(page, account);
  await expect(codeField(page)).toBeFocused();
  await expect(page).toHaveURL("/under/auth/mfa/totp?redirectToPath=%2Funder%2Fsettings%3Ftab%3Dsecurity%23devices");
  await enterCode(page, nextCode(totp));
  await expect(page).toHaveURL("/under/settings?tab=security#devices");

  await page.getByRole("button", { name: "Add device" }).click();
  await expect(setupHeading(page)).toBeVisible();
  await expect(page).toHaveURL("/under/auth/mfa/totp?setup=true&redirectToPath=%2Funder%2Fsettings%3Ftab%3Dsecurity%23devices");
  await proveDevice(page, await scanQr(page));
  await expect(page).toHaveURL("/under/settings?tab=security#devices");
});
