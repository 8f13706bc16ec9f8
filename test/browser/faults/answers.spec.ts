import { challengeHeading, codeField, deviceNames, enterCode, proveDevice, setupHeading, signIn, signUp } from "../support/account.js";
import { nextCode, scanQr, wrongCode } from "../support/authenticator.js";
import { expect, test } from "../support/demo.js";
import { heading, panelProblem, panelResult, problem, removeDevice, verifyButton } from "../support/screens.js";
import { callCore, enrol, importDevice, userIdOf, verifiedDevices } from "../support/server.js";
import { answer, onCall, rewrite, watchCalls, watchConsole } from "../support/wire.js";

test('fault 8: a 403 on create says "verify your existing factor first" and leads there, and on to the setup', async ({
  page,
  demo,
  apiUrl,
}) => {
  const { account, totp, userId } = await enrol(apiUrl);
  await signIn(page, account);
  await expect(challengeHeading(page)).toBeVisible();
  // In the middle of sign-in: the password alone must not add a device.
  await page.goto("/auth/mfa/totp?setup=true&redirectToPath=%2Fsettings");
  await expect(heading(page, "Verify your existing factor first")).toBeVisible();
  expect(await verifiedDevices(demo.coreUrl, userId)).toEqual(["TOTP Device 0"]);

  await page.getByRole("button", { name: "Enter a code" }).click();
  await enterCode(page, nextCode(totp));
  const second = await scanQr(page);
  await proveDevice(page, second);
  await expect(deviceNames(page)).toHaveText(["TOTP Device 0", "TOTP Device 1"]);
});

test("fault 9: a 403 on remove leads to a step-up and back to the panel; the device is there until then", async ({
  page,
  demo,
  apiUrl,
}) => {
  const { account, totp, userId, elsewhere } = await enrol(apiUrl);
  // Turned off, so that the password alone completes the sign-in and no recent code is in the session.
  await elsewhere("POST", "/totp/settings/disable", {});
  await signIn(page, account, "/auth?redirectToPath=%2Fsettings");
  await removeDevice(page, "TOTP Device 0");
  await expect(challengeHeading(page)).toBeVisible();
  await expect(page).toHaveURL("/auth/mfa/totp?stepUp=true&redirectToPath=%2Fsettings");
  expect(await verifiedDevices(demo.coreUrl, userId)).toEqual(["TOTP Device 0"]);

  await enterCode(page, nextCode(totp));
  await expect(panelResult(page)).toHaveText(/TOTP Device 0 was removed/);
  await expect(page).toHaveURL("/settings");
  expect(await verifiedDevices(demo.coreUrl, userId)).toEqual([]);
});

test("fault 9: going back from the step-up without a code removes nothing", async ({ page, demo, apiUrl }) => {
  const { account, userId, elsewhere } = await enrol(apiUrl);
  await elsewhere("POST", "/totp/settings/disable", {});
  await signIn(page, account, "/auth?redirectToPath=%2Fsettings");
  await removeDevice(page, "TOTP Device 0");
  await expect(challengeHeading(page)).toBeVisible();
  await page.goBack();
  await expect(deviceNames(page)).toHaveText(["TOTP Device 0"]);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(await verifiedDevices(demo.coreUrl, userId)).toEqual(["TOTP Device 0"]);
});

const general = answer({ status: "GENERAL_ERROR", message: "<img src=x onerror=alert(1)> Ask <b>Bob</b>" });

test("fault 10: a GENERAL_ERROR shows the server's message, as text", async ({ page, apiUrl }) => {
  const { account, totp } = await enrol(apiUrl);
  const message = "<img src=x onerror=alert(1)> Ask <b>Bob</b>";
  await signIn(page, account, "/auth?redirectToPath=%2Fsettings");
  await onCall(page, "/totp/verify", general, { times: 1 });
  const code = nextCode(totp);
  await enterCode(page, code);
  await expect(problem(page)).toHaveText(message);
  await expect(problem(page).locator("*")).toHaveCount(0);
  await expect(codeField(page)).toHaveValue(code);
  await verifyButton(page).click();

  await onCall(page, "/totp/device/remove", general, { times: 1 });
  await removeDevice(page, "TOTP Device 0");
  await expect(panelProblem(page)).toHaveText(message);
  await expect(deviceNames(page)).toHaveText(["TOTP Device 0"]);

  await onCall(page, "/totp/device", general, { times: 1 });
  await page.getByRole("button", { name: "Add device" }).click();
  await expect(heading(page, "No QR code yet")).toBeVisible();
  await expect(page.getByText(message)).toBeVisible();
  await page.getByRole("button", { name: "Try again" }).click();
  await scanQr(page);
});

test("fault 11: an unknown status gives the generic message, and only the status is logged", async ({ page, apiUrl }) => {
  const { account, totp } = await enrol(apiUrl);
  await signIn(page, account);
  const console = watchConsole(page);
  await onCall(page, "/totp/verify", answer({ status: "DEVICE_ASLEEP_ERROR", secret: "JBSWY3DPEHPK3PXP", message: "hush" }), { times: 1 });
  await enterCode(page, nextCode(totp));
  await expect(problem(page)).toHaveText("Something went wrong on our side. Please try again.");
  await expect.poll(() => console.join("\n")).toContain("DEVICE_ASLEEP_ERROR");
  expect(console.join("\n")).not.toMatch(/JBSWY3DPEHPK3PXP|hush/);
  await verifyButton(page).click();
  await expect(heading(page, "Home")).toBeVisible();
});

test('fault 15: wasAlreadyVerified says "already active", not "added"', async ({ page }) => {
  await signUp(page, undefined, "/auth?redirectToPath=%2Fsettings");
  await page.getByRole("button", { name: "Set up an authenticator app" }).click();
  const totp = await scanQr(page);
  await onCall(
    page,
    "/totp/device/verify",
    rewrite((body) => ({ ...body, wasAlreadyVerified: true })),
    { times: 1 },
  );
  await enterCode(page, nextCode(totp));
  await expect(heading(page, "Already active")).toBeVisible();
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(deviceNames(page)).toHaveText(["TOTP Device 0"]);
});

test('fault 15: a device that another tab verified meanwhile is "already active", whatever the code', async ({ page, demo, apiUrl }) => {
  await signUp(page, undefined, "/auth?redirectToPath=%2Fsettings");
  await page.getByRole("button", { name: "Set up an authenticator app" }).click();
  const totp = await scanQr(page);
  const verified = await page.evaluate(
    async ([url, body]) => (await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body })).json() as unknown,
    [`${apiUrl}/auth/totp/device/verify`, JSON.stringify({ deviceName: "TOTP Device 0", totp: nextCode(totp) })] as const,
  );
  expect(verified).toMatchObject({ status: "OK", wasAlreadyVerified: false });
  await enterCode(page, wrongCode(totp));
  await expect(heading(page, "Already active")).toBeVisible();
  expect(await verifiedDevices(demo.coreUrl, await userIdOf(page))).toEqual(["TOTP Device 0"]);
});

test("fault 17: a device removed elsewhere during its setup says so and starts again", async ({ page, demo }) => {
  await signUp(page, undefined, "/auth?redirectToPath=%2Fsettings");
  await page.getByRole("button", { name: "Set up an authenticator app" }).click();
  const gone = await scanQr(page);
  await callCore(demo.coreUrl, "POST", "/recipe/totp/device/remove", { userId: await userIdOf(page), deviceName: "TOTP Device 0" });
  await enterCode(page, nextCode(gone));
  await expect(heading(page, "This device was removed")).toBeVisible();
  await page.getByRole("button", { name: "Show a new QR code" }).click();
  await proveDevice(page, await scanQr(page));
  await expect(deviceNames(page)).toHaveText(["TOTP Device 0"]);
});

test("fault 17: removing a device that was removed elsewhere already is a success", async ({ page, demo, apiUrl }) => {
  const { account, totp, userId } = await enrol(apiUrl);
  await importDevice(demo.coreUrl, userId, "Old phone");
  await signIn(page, account, "/auth?redirectToPath=%2Fsettings");
  await enterCode(page, nextCode(totp));
  await expect(deviceNames(page)).toHaveText(["Old phone", "TOTP Device 0"]);
  await callCore(demo.coreUrl, "POST", "/recipe/totp/device/remove", { userId, deviceName: "Old phone" });
  await removeDevice(page, "Old phone");
  await expect(panelResult(page)).toHaveText("Old phone was removed.");
  await expect(panelProblem(page)).toBeEmpty();
  await expect(deviceNames(page)).toHaveText(["TOTP Device 0"]);
});

test("fault 18: UNKNOWN_USER_ID_ERROR at the challenge reads /mfa/info again and leads on to the setup", async ({ page, demo, apiUrl }) => {
  const { account, totp, userId } = await enrol(apiUrl);
  // The screen reads the requirements behind the form; they must have found the device before it goes.
  const requirements = page.waitForResponse((response) => response.url().endsWith("/mfa/info") && response.request().method() === "PUT");
  await signIn(page, account);
  await expect(challengeHeading(page)).toBeVisible();
  await (await requirements).finished();
  const calls = watchCalls(page);
  await callCore(demo.coreUrl, "POST", "/recipe/totp/device/remove", { userId, deviceName: "TOTP Device 0" });
  await enterCode(page, nextCode(totp));
  await expect(setupHeading(page)).toBeVisible();
  expect(calls.count("/totp/verify")).toBe(1);
  expect(calls.count("/mfa/info")).toBeGreaterThan(0);
  await proveDevice(page, await scanQr(page));
  await expect(heading(page, "Home")).toBeVisible();
});
