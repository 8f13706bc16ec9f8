import { challengeHeading, deviceNames, enterCode, setupHeading, signIn, signOut, signUp } from "./support/account.js";
import { nextCode, scanQr } from "./support/authenticator.js";
import { expect, test } from "./support/demo.js";
import { heading, panelResult, removeDevice } from "./support/screens.js";
import { enrol } from "./support/server.js";
import { watchConsole } from "./support/wire.js";

// The SDK as its documentation sets it up, without our plugin.
test.use({ stack: { plugin: false } });

test("without the plugin the panel lists, adds and removes, and shows nothing that the backend can't do", async ({ page }) => {
  await signUp(page);
  await page.goto("/settings");
  await page.getByRole("button", { name: "Set up an authenticator app" }).click();
  await enterCode(page, nextCode(await scanQr(page)));
  await page.getByRole("button", { name: "Add device" }).click();
  await enterCode(page, nextCode(await scanQr(page)));
  await expect(deviceNames(page)).toHaveText(["TOTP Device 0", "TOTP Device 1"]);
  await expect(page.getByRole("button", { name: /^Rename/ })).toHaveCount(0);
  await expect(page.locator("[data-mfa-slot=settings]")).not.toContainText(/sign.?in|Required|protect/i);

  const console = watchConsole(page);
  const failed: string[] = [];
  page.on("response", (response) => {
    if (response.status() >= 400) failed.push(response.url());
  });
  await page.reload();
  await expect(deviceNames(page)).toHaveText(["TOTP Device 0", "TOTP Device 1"]);
  expect(failed).toEqual([]);
  expect(console.filter((line) => /404|error|fail/i.test(line))).toEqual([]);

  await removeDevice(page, "TOTP Device 1");
  await expect(panelResult(page)).toHaveText("TOTP Device 1 was removed.");
  await expect(deviceNames(page)).toHaveText(["TOTP Device 0"]);
});

test("without the plugin the app's own switch turns codes off and on, for the next sign-in", async ({ page, apiUrl }) => {
  const { account, totp } = await enrol(apiUrl);
  await signIn(page, account, "/auth?redirectToPath=%2Fsettings");
  await expect(challengeHeading(page)).toBeVisible();
  await enterCode(page, nextCode(totp));
  await expect(page.getByText("On", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Turn off" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Turn off" }).click();
  await expect(panelResult(page)).toHaveText("Codes are turned off.");
  await expect(page.getByText("Off", { exact: true })).toBeVisible();

  await signOut(page);
  await signIn(page, account, "/auth?redirectToPath=%2Fsettings");
  await page.getByRole("button", { name: "Turn on" }).click();
  await expect(panelResult(page)).toHaveText("Codes are turned on. You are asked for one at your next sign-in.");
  await signOut(page);
  await signIn(page, account);
  await expect(challengeHeading(page)).toBeVisible();
});

test("without the plugin the last device goes with a warning that setup comes back, and it does", async ({ page, apiUrl }) => {
  const { account, totp } = await enrol(apiUrl);
  await signIn(page, account, "/auth?redirectToPath=%2Fsettings");
  await enterCode(page, nextCode(totp));
  await expect(page.getByRole("button", { name: "Remove TOTP Device 0" })).toHaveAccessibleDescription(
    "This is your last device. If your account still requires codes, you set a new device up at your next sign-in.",
  );
  await removeDevice(page, "TOTP Device 0");
  await expect(page.getByText("No device yet.")).toBeVisible();
  await signOut(page);
  await signIn(page, account);
  await expect(setupHeading(page)).toBeVisible();
  await enterCode(page, nextCode(await scanQr(page)));
  await expect(heading(page, "Home")).toBeVisible();
});
