import { challengeHeading, deviceNames, enterCode, signIn, signOut, signUp } from "./support/account.js";
import { nextCode } from "./support/authenticator.js";
import { expect, test } from "./support/demo.js";
import { heading } from "./support/screens.js";
import { enrol, verifiedDevices } from "./support/server.js";
import { expireAccessToken, revokeSessions } from "./support/session.js";

test("a sign-in finished in one tab lets the other tab in too", async ({ page, context, apiUrl }) => {
  const { account, totp } = await enrol(apiUrl);
  await signIn(page, account);
  await expect(challengeHeading(page)).toBeVisible();
  const other = await context.newPage();
  await other.goto("/settings");
  await expect(challengeHeading(other)).toBeVisible();

  await enterCode(page, nextCode(totp));
  await expect(heading(page, "Home")).toBeVisible();
  await other.reload();
  await expect(other).toHaveURL("/settings");
  await expect(deviceNames(other)).toHaveText(["TOTP Device 0"]);
});

test("after a sign-out in another tab the panel's next step leads to sign-in, with the path kept", async ({ page, context }) => {
  await signUp(page);
  await page.goto("/settings");
  const add = page.getByRole("button", { name: "Set up an authenticator app" });
  await expect(add).toBeVisible();
  const other = await context.newPage();
  await other.goto("/");
  await signOut(other);

  await add.click();
  await expect(heading(page, "Sign in")).toBeVisible();
  await expect(page).toHaveURL("/auth?redirectToPath=%2Fsettings");
});

test("after a sign-out in another tab a reload leads to sign-in, with path, query and hash kept", async ({ page, context }) => {
  await signUp(page);
  await page.goto("/settings?tab=security#devices");
  await expect(heading(page, "Settings")).toBeVisible();
  const other = await context.newPage();
  await other.goto("/");
  await signOut(other);

  await page.reload();
  await expect(page).toHaveURL("/auth?redirectToPath=%2Fsettings%3Ftab%3Dsecurity%23devices");
});

test("a session revoked on the server ends a removal in sign-in with the path kept, and the device stays", async ({ page, demo }) => {
  const { account, totp, userId } = await enrol(demo.apiUrl);
  await signIn(page, account, "/auth?redirectToPath=%2Fsettings");
  await enterCode(page, nextCode(totp));
  await page.getByRole("button", { name: "Remove TOTP Device 0" }).click();
  await revokeSessions(page, demo.coreUrl);
  await expireAccessToken(page);

  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(heading(page, "Sign in")).toBeVisible();
  await expect(page).toHaveURL("/auth?redirectToPath=%2Fsettings");
  expect(await verifiedDevices(demo.coreUrl, userId)).toEqual(["TOTP Device 0"]);
});
