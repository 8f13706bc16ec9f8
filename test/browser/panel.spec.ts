import { addDevice, challengeHeading, claim, deviceNames, enterCode, signIn, signOut, signUp } from "./support/account.js";
import { nextCode, scanQr } from "./support/authenticator.js";
import { expect, test } from "./support/demo.js";
import { tabTo } from "./support/keyboard.js";
import { heading, panelResult, removeDevice } from "./support/screens.js";
import { addVerifiedDevice, enrol, verifiedDevices } from "./support/server.js";
import { holdReply, onCall } from "./support/wire.js";

test("a second device is added from the settings, and its codes are good for sign-in", async ({ page }) => {
  const account = await signUp(page);
  await addDevice(page);
  await page.getByRole("button", { name: "Add device" }).click();
  await expect(page).toHaveURL("/auth/mfa/totp?setup=true&redirectToPath=%2Fsettings");
  const second = await scanQr(page);
  await enterCode(page, nextCode(second));
  await expect(deviceNames(page)).toHaveText(["TOTP Device 0", "TOTP Device 1"]);

  await signOut(page);
  await signIn(page, account);
  await enterCode(page, nextCode(second));
  await expect(heading(page, "Home")).toBeVisible();
});

test("removing one of two devices asks first, says so, and leaves the other with TOTP on", async ({ page, demo }) => {
  const { account, totp, userId, elsewhere } = await enrol(demo.apiUrl);
  await addVerifiedDevice(elsewhere, "Spare phone");
  await signIn(page, account, "/auth?redirectToPath=%2Fsettings");
  await enterCode(page, nextCode(totp));

  await page.getByRole("button", { name: "Remove Spare phone" }).click();
  const dialog = page.getByRole("dialog", { name: "Remove this device?" });
  await expect(dialog).toContainText("Its codes stop working at once. Your other devices go on working.");
  await dialog.getByRole("button", { name: "Keep it" }).click();
  await expect(dialog).toBeHidden();
  expect(await verifiedDevices(demo.coreUrl, userId)).toEqual(["Spare phone", "TOTP Device 0"]);

  await removeDevice(page, "Spare phone");
  await expect(panelResult(page)).toHaveText("Spare phone was removed.");
  await expect(deviceNames(page)).toHaveText(["TOTP Device 0"]);
  await expect(page.getByText("On", { exact: true })).toBeVisible();
  expect(await verifiedDevices(demo.coreUrl, userId)).toEqual(["TOTP Device 0"]);
});

test("removing the last device says before the click that it turns TOTP off, does both, and sign-in asks no more", async ({
  page,
  demo,
}) => {
  const { account, totp, userId } = await enrol(demo.apiUrl);
  await signIn(page, account, "/auth?redirectToPath=%2Fsettings");
  await enterCode(page, nextCode(totp));

  const remove = page.getByRole("button", { name: "Remove TOTP Device 0" });
  await expect(remove).toHaveAccessibleDescription("This is your last device. Removing it turns codes off for your account.");
  await remove.click();
  await expect(page.getByRole("dialog")).toContainText("This is your last device. Removing it turns codes off for your account.");
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(panelResult(page)).toHaveText("TOTP Device 0 was removed, and codes are turned off.");
  await expect(page.getByText("No device yet.")).toBeVisible();
  await expect(page.getByText("Off", { exact: true })).toBeVisible();
  expect(await verifiedDevices(demo.coreUrl, userId)).toEqual([]);

  await signOut(page);
  await signIn(page, account);
  await expect(heading(page, "Home")).toBeVisible();
  expect(await claim(page)).toEqual({ c: { emailpassword: expect.any(Number) }, v: true });
});

test("a renamed device goes by its new name, and a name that is taken is said beside the field", async ({ page, demo }) => {
  const { account, totp, userId, elsewhere } = await enrol(demo.apiUrl);
  await addVerifiedDevice(elsewhere, "Spare phone");
  await signIn(page, account, "/auth?redirectToPath=%2Fsettings");
  await enterCode(page, nextCode(totp));

  await page.getByRole("button", { name: "Rename Spare phone" }).click();
  const dialog = page.getByRole("dialog", { name: "Rename device" });
  await dialog.getByLabel("New name").fill("TOTP Device 0");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByLabel("New name")).toHaveAccessibleDescription("You have a device of that name already.");
  await dialog.getByLabel("New name").fill("Work phone");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(panelResult(page)).toHaveText("Renamed to Work phone.");
  await expect(deviceNames(page)).toHaveText(["TOTP Device 0", "Work phone"]);
  expect(await verifiedDevices(demo.coreUrl, userId)).toEqual(["TOTP Device 0", "Work phone"]);
});

test("a dialog outlives Escape while the change is under way, and says what came of it", async ({ page, apiUrl }) => {
  const user = await enrol(apiUrl);
  await addVerifiedDevice(user.elsewhere, "Spare phone");
  await signIn(page, user.account, "/auth?redirectToPath=%2Fsettings");
  await enterCode(page, nextCode(user.totp));
  const held = holdReply();
  await onCall(page, "/totp/device/rename", held.handler);
  await page.getByRole("button", { name: "Rename TOTP Device 0" }).click();
  await page.getByLabel("New name").fill("Spare phone");
  await page.getByRole("button", { name: "Save" }).click();
  await held.acted;
  for (let times = 0; times < 4; times += 1) await page.keyboard.press("Escape");
  held.letGo();
  const dialog = page.getByRole("dialog", { name: "Rename device" });
  await expect(dialog.getByRole("alert")).toHaveText("You have a device of that name already.");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("button", { name: "Rename TOTP Device 0" })).toBeFocused();
  await page.getByRole("button", { name: "Remove Spare phone" }).click();
  await expect(page.getByRole("dialog", { name: "Remove this device?" })).toBeVisible();
});

test("turning codes off keeps the devices and ends the challenge at sign-in; turning them on brings it back", async ({ page, apiUrl }) => {
  const { account, totp } = await enrol(apiUrl);
  await signIn(page, account, "/auth?redirectToPath=%2Fsettings");
  await enterCode(page, nextCode(totp));
  await expect(page.getByText("Asked at sign-in because you turned it on.")).toBeVisible();
  await page.getByRole("button", { name: "Turn off" }).click();
  await expect(page.getByRole("dialog", { name: "Turn codes off?" })).toContainText("You will sign in without a code.");
  await page.getByRole("dialog").getByRole("button", { name: "Turn off" }).click();
  await expect(panelResult(page)).toHaveText("Codes are turned off.");
  await expect(deviceNames(page)).toHaveText(["TOTP Device 0"]);

  await signOut(page);
  await signIn(page, account, "/auth?redirectToPath=%2Fsettings");
  await page.getByRole("button", { name: "Turn on" }).click();
  await expect(panelResult(page)).toHaveText("Codes are turned on. You are asked for one at your next sign-in.");

  await signOut(page);
  await signIn(page, account);
  await expect(challengeHeading(page)).toBeVisible();
  await enterCode(page, nextCode(totp));
  await expect(heading(page, "Home")).toBeVisible();
});

test("the panel by keyboard alone: rename, keep, remove, and the focus never gets lost", async ({ page, apiUrl }) => {
  const { account, totp, elsewhere } = await enrol(apiUrl);
  await addVerifiedDevice(elsewhere, "Spare phone");
  await signIn(page, account, "/auth?redirectToPath=%2Fsettings");
  await enterCode(page, nextCode(totp));

  const rename = page.getByRole("button", { name: "Rename Spare phone" });
  await tabTo(rename);
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("New name")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(rename).toBeFocused();

  const remove = page.getByRole("button", { name: "Remove Spare phone" });
  await tabTo(remove);
  await page.keyboard.press("Space");
  await expect(page.getByRole("button", { name: "Keep it" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(remove).toBeFocused();

  await page.keyboard.press("Enter");
  await tabTo(page.getByRole("dialog").getByRole("button", { name: "Remove" }));
  await page.keyboard.press("Enter");
  await expect(panelResult(page)).toHaveText("Spare phone was removed.");
  await expect(page.getByRole("heading", { name: "Authenticator app" })).toBeFocused();
  await expect(deviceNames(page)).toHaveText(["TOTP Device 0"]);
});
