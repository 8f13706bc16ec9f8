import {
  challengeHeading,
  codeField,
  deviceNames,
  enterCode,
  newAccount,
  proveDevice,
  setupHeading,
  signIn,
  signInByForm,
  signOut,
  signUp,
  submitSignIn,
} from "../support/account.js";
import { nextCode, scanQr } from "../support/authenticator.js";
import { expect, test } from "../support/demo.js";
import { runInNode, serveOwnApp } from "../support/ownApp.js";
import { heading } from "../support/screens.js";
import { enrol } from "../support/server.js";
import { watchCalls, watchConsole } from "../support/wire.js";

for (const place of ["event handler", "postAPIHook", "override", "getRedirectionURL", "navigate", "onError"]) {
  test(`fault 24: the app's own ${place} throws: contained, reported to onError, and the challenge completes`, async ({
    page,
    apiUrl,
    webUrl,
  }) => {
    const { account, totp } = await enrol(apiUrl);
    await signIn(page, account);
    await expect(challengeHeading(page)).toBeVisible();
    const console = watchConsole(page);
    const calls = watchCalls(page);
    await serveOwnApp(page, webUrl, "throwing.tsx");
    await page.goto(`/auth/mfa/totp?throws=${encodeURIComponent(place)}`);
    await enterCode(page, nextCode(totp));
    await expect(heading(page, "Inside")).toBeVisible();
    expect(calls.count("/totp/verify")).toBe(1);
    if (place !== "onError") expect(console).toContain(`onError: Error: The app's ${place} failed.`);
    expect(console.filter((line) => line.startsWith("Uncaught"))).toEqual([]);
  });
}

test("fault 24: the app's own asynchronous event handler rejects: contained, reported to onError, and the redirect goes on", async ({
  page,
  apiUrl,
  webUrl,
}) => {
  const { account, totp } = await enrol(apiUrl);
  await signIn(page, account);
  await enterCode(page, nextCode(totp));
  await expect(heading(page, "Home")).toBeVisible();
  const console = watchConsole(page);
  await serveOwnApp(page, webUrl, "throwing.tsx");
  await page.goto(`/?throws=${encodeURIComponent("asynchronous event handler")}`);
  await page.getByRole("button", { name: "Step up" }).click();
  await enterCode(page, nextCode(totp));
  await expect(heading(page, "Inside")).toBeVisible();
  expect(console).toContain("onError: Error: The app's asynchronous event handler failed.");
  expect(console.filter((line) => line.startsWith("Uncaught"))).toEqual([]);
});

test("fault 24: onError throws as well: everything goes on", async ({ page, apiUrl, webUrl }) => {
  const { account, totp } = await enrol(apiUrl);
  await signIn(page, account);
  await expect(challengeHeading(page)).toBeVisible();
  const console = watchConsole(page);
  await serveOwnApp(page, webUrl, "throwing.tsx");
  await page.goto("/auth/mfa/totp?throws=onError");
  await page.route(
    (url) => url.pathname === "/auth/totp/verify",
    (route) => route.abort("connectionreset"),
    { times: 1 },
  );
  await enterCode(page, nextCode(totp));
  await expect(page.getByText("Something went wrong on our side. Please try again.")).toBeVisible();
  await page.getByRole("button", { name: "Verify" }).click();
  await expect(heading(page, "Inside")).toBeVisible();
  expect(console.filter((line) => line.startsWith("Uncaught"))).toEqual([]);
});

const block = (storages: string[]) => {
  for (const name of storages) {
    Object.defineProperty(window, name, {
      get: () => {
        throw new DOMException("Access is denied for this document.", "SecurityError");
      },
    });
  }
};

test("fault 23: with localStorage and sessionStorage throwing, setup and sign-in complete", async ({ page }) => {
  await page.addInitScript(block, ["localStorage", "sessionStorage"]);
  const account = await signUp(page);
  await page.goto("/settings");
  await page.getByRole("button", { name: "Set up an authenticator app" }).click();
  const totp = await scanQr(page);
  await proveDevice(page, totp);
  await expect(heading(page, "Settings")).toBeVisible();
  await signOut(page);
  await submitSignIn(page, account);
  await enterCode(page, nextCode(totp));
  await expect(heading(page, "Home")).toBeVisible();
});

test("fault 23: with storage that is full, sign-in completes, a refresh of the session included", async ({ page, context, apiUrl }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
    };
  });
  const { account, totp } = await enrol(apiUrl);
  await signInByForm(page, account);
  await expect(challengeHeading(page)).toBeVisible();
  await context.clearCookies({ name: "sAccessToken" });
  await enterCode(page, nextCode(totp));
  await expect(heading(page, "Home")).toBeVisible();
});

test("fault 23: with garbage in storage, setup and sign-in complete", async ({ page, apiUrl }) => {
  await page.addInitScript(() => {
    const garbage = ["{", "null", '{"sessionKey":1,"endsAt":"x","lengthMs":[]}', "\u0000", '{"action":{"type":"EXPLODE"},"at":1}'];
    const keys = [
      "supertokens-mfa-react.lock",
      "supertokens-mfa-react.step-up",
      "supertokens-mfa-react.setup-pending",
      "__st_clockSkewInMillis",
    ];
    const piece = garbage[Math.floor(Math.random() * garbage.length)] ?? "{";
    for (const storage of [localStorage, sessionStorage]) for (const key of keys) storage.setItem(key, piece);
  });
  const { account, totp } = await enrol(apiUrl);
  await signInByForm(page, account, "/auth?redirectToPath=%2Fsettings");
  await expect(codeField(page)).toBeEditable();
  await enterCode(page, nextCode(totp));
  await expect(heading(page, "Settings")).toBeVisible();
  await page.getByRole("button", { name: "Add device" }).click();
  await proveDevice(page, await scanQr(page));
  await expect(heading(page, "Settings")).toBeVisible();
});

test("fault 23: with cookies blocked the guard and the screen explain it, and make no loop", async ({ page, context, webUrl }) => {
  const devtools = await context.newCDPSession(page);
  await devtools.send("Emulation.setDocumentCookieDisabled", { disabled: true });
  const visited: string[] = [];
  page.on("framenavigated", (frame) => visited.push(frame.url()));
  const paths = ["/settings", "/auth/mfa/totp", "/auth/mfa/totp?setup=true"];
  for (const path of paths) {
    await page.goto(path);
    await expect(heading(page, "We can't go on")).toBeVisible();
    await expect(page.getByText("Your browser blocks cookies for this site")).toBeVisible();
    await expect(page).toHaveURL(path);
  }
  // Nowhere else, and not again: the page load itself, and the router that puts its mark on the entry.
  expect([...new Set(visited)]).toEqual(paths.map((path) => webUrl + path));
  expect(visited.length).toBeLessThanOrEqual(2 * paths.length);

  const { email, password } = newAccount();
  await page.goto("/auth?show=signup");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("alert")).toHaveText(/^Your browser blocks cookies for this site/);
  await expect(page).toHaveURL("/auth?show=signup");
});

test("fault 28: the server renders the router's screens without a window, with no secret in the HTML, and the browser hydrates them", async ({
  page,
  webUrl,
}) => {
  await signUp(page);
  await expect(heading(page, "Home")).toBeVisible();
  const html = await runInNode("universalServer.tsx", ["/auth/mfa/totp?setup=true"]);
  expect(html).toContain("Loading…");
  expect(html).not.toMatch(/otpauth|[A-Z2-7]{16}/);

  const console = watchConsole(page);
  const calls = watchCalls(page);
  await serveOwnApp(page, webUrl, "universalClient.tsx", html);
  await page.goto("/auth/mfa/totp?setup=true");
  await expect(setupHeading(page)).toBeVisible();
  await expect(page.getByRole("img", { name: "QR code for your authenticator app" })).toBeVisible();
  expect(calls.count("/totp/device")).toBe(1);
  expect(console.filter((line) => /hydrat|did not match|Uncaught|Warning/i.test(line))).toEqual([]);
});

test("fault 28: a guarded page hydrates from its fallback, and the router goes to the challenge and back", async ({
  page,
  apiUrl,
  webUrl,
}) => {
  const { account, totp } = await enrol(apiUrl);
  await signIn(page, account);
  await expect(challengeHeading(page)).toBeVisible();
  const html = await runInNode("universalServer.tsx", ["/settings"]);
  expect(html).toContain("One moment");
  expect(html).not.toContain("mfa-slot");

  const console = watchConsole(page);
  let loads = 0;
  page.on("load", () => (loads += 1));
  await serveOwnApp(page, webUrl, "universalClient.tsx", html);
  await page.goto("/settings");
  await expect(page).toHaveURL("/auth/mfa/totp?redirectToPath=%2Fsettings");
  await enterCode(page, nextCode(totp));
  await expect(page).toHaveURL("/settings");
  await expect(deviceNames(page)).toHaveCount(1);
  expect(loads).toBe(1);
  expect(console.filter((line) => /hydrat|did not match|Uncaught|Warning/i.test(line))).toEqual([]);
});
