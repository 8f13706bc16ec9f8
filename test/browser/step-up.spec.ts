import type { Page } from "@playwright/test";
import { challengeHeading, claim, deviceNames, enterCode, proveDevice, signIn, signOut } from "./support/account.js";
import { nextCode, scanQr } from "./support/authenticator.js";
import { expect, test } from "./support/demo.js";
import { heading, panelResult, removeDevice } from "./support/screens.js";
import { addVerifiedDevice, enrol, verifiedDevices, type EnrolledUser } from "./support/server.js";
import { ageTotp } from "./support/session.js";
import { countRequests } from "./support/traffic.js";
import { holdReply, onCall } from "./support/wire.js";

const stepUp = "/auth/mfa/totp?stepUp=true&redirectToPath=%2Fsettings";

/** Signed in on the settings page, with a code that is too old for a change of factors. */
async function openStaleSettings(page: Page, coreUrl: string, { account, totp }: EnrolledUser): Promise<void> {
  await signIn(page, account, "/auth?redirectToPath=%2Fsettings");
  await enterCode(page, nextCode(totp));
  await expect(page).toHaveURL("/settings");
  await ageTotp(page, coreUrl, 3600);
  await page.reload();
  await expect(deviceNames(page)).not.toHaveCount(0);
}

test("removing a device with an old code asks for a new one, and is finished after it", async ({ page, demo }) => {
  const user = await enrol(demo.apiUrl);
  await addVerifiedDevice(user.elsewhere, "Spare phone");
  await openStaleSettings(page, demo.coreUrl, user);

  await removeDevice(page, "Spare phone");
  await expect(challengeHeading(page)).toBeVisible();
  await expect(page).toHaveURL(stepUp);
  expect(await verifiedDevices(demo.coreUrl, user.userId)).toEqual(["Spare phone", "TOTP Device 0"]);
  const before = await claim(page);

  await enterCode(page, nextCode(user.totp));
  await expect(page).toHaveURL("/settings");
  await expect(panelResult(page)).toHaveText("Spare phone was removed.");
  await expect(deviceNames(page)).toHaveText(["TOTP Device 0"]);
  expect(await verifiedDevices(demo.coreUrl, user.userId)).toEqual(["TOTP Device 0"]);
  expect((await claim(page)).c["totp"]).toBeGreaterThan(before.c["totp"] ?? Number.NaN);
});

test("a step-up's Back leads to where it came from, still signed in, and changes nothing", async ({ page, demo }) => {
  const user = await enrol(demo.apiUrl);
  await addVerifiedDevice(user.elsewhere, "Spare phone");
  await openStaleSettings(page, demo.coreUrl, user);
  await removeDevice(page, "Spare phone");
  await expect(challengeHeading(page)).toBeVisible();

  const removals = countRequests(page, "POST", "/auth/totp/device/remove");
  await page.getByRole("button", { name: "Back" }).click();
  await expect(page).toHaveURL("/settings");
  await expect(deviceNames(page)).toHaveText(["Spare phone", "TOTP Device 0"]);
  // The panel is the user's again: it neither makes the change nor goes for a code once more.
  await page.getByRole("button", { name: "Remove TOTP Device 0" }).click();
  await page.getByRole("button", { name: "Keep it" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page).toHaveURL("/settings");
  expect(removals.count).toBe(0);
  expect(await verifiedDevices(demo.coreUrl, user.userId)).toEqual(["Spare phone", "TOTP Device 0"]);
});

test("a removal whose code was cancelled is not made, although the server's slow reply arrives before Back", async ({ page, demo }) => {
  await page.clock.install();
  const user = await enrol(demo.apiUrl);
  await addVerifiedDevice(user.elsewhere, "Spare phone");
  await openStaleSettings(page, demo.coreUrl, user);
  await removeDevice(page, "Spare phone");
  const held = holdReply();
  await onCall(page, "/totp/verify", held.handler, { times: 1 });
  await enterCode(page, nextCode(user.totp));
  await held.acted;
  await page.clock.runFor(5000);
  await page.getByRole("button", { name: "Cancel" }).click();
  const late = page.waitForEvent("requestfinished", (request) => request.url().endsWith("/auth/totp/verify"));
  held.letGo();
  await late;

  await page.getByRole("button", { name: "Back" }).click();
  await expect(deviceNames(page)).toHaveText(["Spare phone", "TOTP Device 0"]);
  // The session has a recent code now: what is asked for anew is made at once.
  await page.reload();
  await expect(deviceNames(page)).toHaveText(["Spare phone", "TOTP Device 0"]);
  await removeDevice(page, "TOTP Device 0");
  await expect(panelResult(page)).toHaveText("TOTP Device 0 was removed.");
  expect(await verifiedDevices(demo.coreUrl, user.userId)).toEqual(["Spare phone"]);
});

test("a removal is made by no code of another tab, be it a duplicate of this one", async ({ page, context, demo }) => {
  const user = await enrol(demo.apiUrl);
  await addVerifiedDevice(user.elsewhere, "Spare phone");
  await openStaleSettings(page, demo.coreUrl, user);
  await removeDevice(page, "Spare phone");
  await expect(challengeHeading(page)).toBeVisible();

  const copy = await context.newPage();
  const stored = await page.evaluate(() => ({ ...sessionStorage }));
  await copy.addInitScript((items) => void Object.assign(sessionStorage, items), stored);
  await copy.goto(stepUp);
  await enterCode(copy, nextCode(user.totp));
  await expect(copy).toHaveURL("/settings");
  await expect(deviceNames(copy)).toHaveText(["Spare phone", "TOTP Device 0"]);

  await page.goBack();
  await expect(deviceNames(page)).toHaveText(["Spare phone", "TOTP Device 0"]);
  await page.goForward();
  await expect(challengeHeading(page)).toBeVisible();
  await page.getByRole("button", { name: "Back" }).click();
  await expect(deviceNames(page)).toHaveText(["Spare phone", "TOTP Device 0"]);
  expect(await verifiedDevices(demo.coreUrl, user.userId)).toEqual(["Spare phone", "TOTP Device 0"]);
});

test("fault 9: renaming a device and turning codes off with an old code ask for a new one, and are finished after it", async ({
  page,
  demo,
}) => {
  const user = await enrol(demo.apiUrl);
  await openStaleSettings(page, demo.coreUrl, user);
  await page.getByRole("button", { name: "Rename TOTP Device 0" }).click();
  await page.getByLabel("New name").fill("Work phone");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page).toHaveURL(stepUp);
  await expect(challengeHeading(page)).toBeVisible();
  await enterCode(page, nextCode(user.totp));
  await expect(panelResult(page)).toHaveText("Renamed to Work phone.");
  await expect(deviceNames(page)).toHaveText(["Work phone"]);

  await ageTotp(page, demo.coreUrl, 3600);
  await page.getByRole("button", { name: "Turn off" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Turn off" }).click();
  await expect(challengeHeading(page)).toBeVisible();
  await expect(page).toHaveURL(stepUp);
  expect(await user.elsewhere("GET", "/totp/settings")).toMatchObject({ enabled: true });
  await enterCode(page, nextCode(user.totp));
  await expect(page).toHaveURL("/settings");
  await expect(panelResult(page)).toHaveText("Codes are turned off.");
  expect(await user.elsewhere("GET", "/totp/settings")).toMatchObject({ enabled: false });

  await signOut(page);
  await signIn(page, user.account);
  await expect(heading(page, "Home")).toBeVisible();
});

test("adding a device with an old code asks for a new one first, then shows the QR code, and comes back", async ({ page, demo }) => {
  const user = await enrol(demo.apiUrl);
  await openStaleSettings(page, demo.coreUrl, user);
  await page.getByRole("button", { name: "Add device" }).click();
  await expect(heading(page, "Verify your existing factor first")).toBeVisible();
  await page.getByRole("button", { name: "Enter a code" }).click();
  await expect(challengeHeading(page)).toBeVisible();
  await enterCode(page, nextCode(user.totp));
  await proveDevice(page, await scanQr(page));
  await expect(page).toHaveURL("/settings");
  await expect(deviceNames(page)).toHaveText(["TOTP Device 0", "TOTP Device 1"]);
});

test("an action of the app's own goes through handle403 to the challenge and is finished after it", async ({ page, demo }) => {
  const user = await enrol(demo.apiUrl);
  await openStaleSettings(page, demo.coreUrl, user);
  await page.goto("/?from=mail#balance");
  await page.getByRole("button", { name: "Pay out €250.00" }).click();
  await expect(challengeHeading(page)).toBeVisible();
  await expect(page).toHaveURL("/auth/mfa/totp?stepUp=true&redirectToPath=%2F%3Ffrom%3Dmail%23balance");
  await expect(page.getByText("€250.00 is on its way.")).toBeHidden();

  await enterCode(page, nextCode(user.totp));
  await expect(page).toHaveURL("/?from=mail#balance");
  await expect(page.getByText("€250.00 is on its way.")).toBeVisible();
});

test("a recent code is enough: nothing is asked twice", async ({ page, demo }) => {
  const { account, totp } = await enrol(demo.apiUrl);
  await signIn(page, account);
  await enterCode(page, nextCode(totp));
  await page.getByRole("button", { name: "Pay out €250.00" }).click();
  await expect(page.getByText("€250.00 is on its way.")).toBeVisible();
  await expect(page).toHaveURL("/");
});
