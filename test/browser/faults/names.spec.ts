import { deviceNames, enterCode, signIn, signUp } from "../support/account.js";
import { nextCode } from "../support/authenticator.js";
import { expect, test } from "../support/demo.js";
import { heading, panelResult } from "../support/screens.js";
import { enrol, importDevice, verifiedDevices } from "../support/server.js";
import { onCall, rewrite, watchCalls } from "../support/wire.js";

const names = {
  "of 300 characters": "Phone ".repeat(50).trim(),
  "that reads right to left": "הטלפון של דנה",
  "of emoji": "📱👩🏽‍💻🔐",
  "with bidi controls": "Dana\u202Egnp.exe\u2066 phone",
  "that is markup": `<img src=x onerror="document.title='run'">`,
};

test("fault 25: device names of 300 characters, right to left, emoji, bidi controls and markup are plain text in <bdi>", async ({
  page,
  demo,
  apiUrl,
}) => {
  const { account, totp, userId } = await enrol(apiUrl);
  for (const name of Object.values(names)) await importDevice(demo.coreUrl, userId, name);
  await signIn(page, account, "/auth?redirectToPath=%2Fsettings");
  await enterCode(page, nextCode(totp));
  await expect(deviceNames(page)).toHaveCount(6);
  const shown = await deviceNames(page).allTextContents();
  expect(shown.toSorted()).toEqual([...Object.values(names), "TOTP Device 0"].toSorted());
  await expect(deviceNames(page).locator("*")).toHaveCount(0);
  await expect(page).toHaveTitle("Settings – Fernway");
  // However long a name is, the page doesn't scroll sideways.
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true);
});

for (const [kind, name] of Object.entries(names)) {
  test(`fault 25: the right row is removed among names when it is one ${kind}`, async ({ page, demo, apiUrl }) => {
    const { account, totp, userId } = await enrol(apiUrl);
    await importDevice(demo.coreUrl, userId, name);
    await importDevice(demo.coreUrl, userId, `${name} `);
    await signIn(page, account, "/auth?redirectToPath=%2Fsettings");
    await enterCode(page, nextCode(totp));
    const row = page
      .getByRole("listitem")
      .filter({ has: page.getByText(name, { exact: true }) })
      .first();
    await row.getByRole("button", { name: /^Remove/ }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.locator("bdi")).toHaveText(name);
    await dialog.getByRole("button", { name: "Remove", exact: true }).click();
    await expect(panelResult(page)).toContainText("was removed.");
    await expect(page).toHaveTitle("Settings – Fernway");
    expect(await verifiedDevices(demo.coreUrl, userId)).toHaveLength(2);
  });
}

test("fault 25: a name in a sentence can't turn the words around it", async ({ page, demo, apiUrl }) => {
  const { account, totp, userId } = await enrol(apiUrl);
  await importDevice(demo.coreUrl, userId, names["with bidi controls"]);
  await signIn(page, account, "/auth?redirectToPath=%2Fsettings");
  await enterCode(page, nextCode(totp));
  await page.getByRole("button", { name: /^Remove .*phone/u }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
  await expect(panelResult(page)).toContainText("was removed.");
  expect(await panelResult(page).textContent()).not.toMatch(/[\u202A-\u202E\u2066\u2067]/u);
});

test("fault 25: a name that is too long is refused before it is sent", async ({ page, apiUrl }) => {
  const { account, totp } = await enrol(apiUrl);
  await signIn(page, account, "/auth?redirectToPath=%2Fsettings");
  await enterCode(page, nextCode(totp));
  const calls = watchCalls(page);
  await page.getByRole("button", { name: "Rename TOTP Device 0" }).click();
  const dialog = page.getByRole("dialog");
  for (const name of ["x".repeat(65), names["of 300 characters"], "", "   ", names["with bidi controls"]]) {
    await dialog.getByLabel("New name").fill(name);
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog.getByRole("alert")).toHaveText("Use 1 to 64 characters, without line breaks or invisible marks.");
    await expect(dialog.getByLabel("New name")).toHaveValue(name);
  }
  expect(calls.count("/totp/device/rename")).toBe(0);
  await dialog.getByLabel("New name").fill("x".repeat(64));
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(deviceNames(page)).toHaveText(["x".repeat(64)]);
});

test("fault 25: a hostile issuer and e-mail in the key URI are text in the QR code's account and nowhere else", async ({ page }) => {
  await signUp(page);
  const label = `<img src=x onerror="document.title='run'">‮${"a".repeat(250)}@example.com`;
  await onCall(
    page,
    "/totp/device",
    rewrite((body) => ({
      ...body,
      qrCodeString: encodeURI(
        `otpauth://totp/<b>Fern</b>‮:${label}?secret=${String(body["secret"])}&issuer=<b>Fern</b>‮&digits=6&period=30`,
      ),
    })),
  );
  await page.goto("/auth/mfa/totp?setup=true");
  const link = page.getByRole("link", { name: "Open in an authenticator app" });
  await expect(link).toHaveAttribute("href", /^otpauth:\/\/totp\/[\w%.:~!'()*-]+\?secret=[A-Z2-7]{32}&issuer=[\w%]+&digits=6&period=30$/);
  await expect(page.getByRole("img", { name: "QR code for your authenticator app" })).toBeVisible();
  await expect(page.locator("main b, main img[src=x]")).toHaveCount(0);
  await expect(page).toHaveTitle("Authenticator app – Fernway");
});

test("fault 27: no device shows the empty state", async ({ page }) => {
  await signUp(page, undefined, "/auth?redirectToPath=%2Fsettings");
  await expect(page.getByText("No device yet. Set one up to get codes for your account.")).toBeVisible();
  await expect(deviceNames(page)).toHaveCount(0);
});

test("fault 27: one device warns before it is removed", async ({ page, apiUrl }) => {
  const { account, totp } = await enrol(apiUrl);
  await signIn(page, account, "/auth?redirectToPath=%2Fsettings");
  await enterCode(page, nextCode(totp));
  const remove = page.getByRole("button", { name: "Remove TOTP Device 0" });
  await expect(remove).toHaveAccessibleDescription("This is your last device. Removing it turns codes off for your account.");
  await remove.click();
  await expect(page.getByRole("dialog")).toContainText("Removing it turns codes off for your account.");
});

test("fault 27: 1000 devices are all listed by one read, and the last of them can be removed", async ({ page, demo, apiUrl }) => {
  const { account, totp, userId } = await enrol(apiUrl);
  await signIn(page, account);
  const name = (index: number) => `Phone ${String(index).padStart(4, "0")}`;
  for (let batch = 0; batch < 10; batch += 1) {
    await Promise.all(Array.from({ length: 100 }, (_, index) => importDevice(demo.coreUrl, userId, name(batch * 100 + index))));
  }
  await enterCode(page, nextCode(totp));
  await expect(heading(page, "Home")).toBeVisible();
  const calls = watchCalls(page);
  await page.goto("/settings");
  await expect(deviceNames(page)).toHaveCount(1001);
  // React's StrictMode mounts the panel twice.
  expect(calls.count("/totp/device/list")).toBeLessThanOrEqual(2);
  // Pressed and read by a script: Playwright's own waiting looks through the whole page, again and again.
  const press = (selector: string) => page.evaluate((css) => document.querySelector<HTMLElement>(css)?.click(), selector);
  await press(`[aria-label="Remove ${name(999)}"]`);
  await press("dialog [data-kind=danger]");
  const result = await page.waitForFunction(() => document.querySelector("[data-mfa-slot=result]")?.textContent);
  expect(await result.jsonValue()).toBe("Phone 0999 was removed.");
  await expect(deviceNames(page)).toHaveCount(1000);
});
