import { challengeHeading, codeField, proveDevice, setupHeading, signUp } from "../support/account.js";
import { scanQr } from "../support/authenticator.js";
import { expect, test } from "../support/demo.js";
import { heading } from "../support/screens.js";
import { callCore, userIdOf } from "../support/server.js";
import { answer, onCall, watchCalls } from "../support/wire.js";

test.use({ stack: { policy: "admin" } });

test("fault 32: a policy switched on mid-session is enforced after a refetch", async ({ page, demo, apiUrl }) => {
  await signUp(page);
  await expect(heading(page, "Home")).toBeVisible();
  await callCore(demo.coreUrl, "PUT", "/recipe/user/role", { userId: await userIdOf(page), role: "admin" });
  // The claim in the session is from before: nobody is thrown out of what they are doing.
  await page.reload();
  await expect(heading(page, "Home")).toBeVisible();

  await page.goto("/auth/mfa/totp?redirectToPath=%2Fsettings");
  const totp = await scanQr(page);
  expect((await page.request.get(`${apiUrl}/sessioninfo`)).status()).toBe(403);
  await page.goto("/settings");
  await expect(setupHeading(page)).toBeVisible();
  await expect(page.getByText("the earlier one no longer works")).toBeVisible();
  const later = await scanQr(page);
  expect(later.secret.base32).not.toBe(totp.secret.base32);
  await proveDevice(page, later);
  await expect(heading(page, "Settings")).toBeVisible();
});

test('fault 32: an unsatisfiable policy says "contact your administrator" to a complete session, and makes no loop', async ({ page }) => {
  await signUp(page);
  const calls = watchCalls(page);
  await onCall(page, "/mfa/info", answer({ message: "Something went wrong on the server." }, { status: 500 }));
  await page.goto("/auth/mfa/totp");
  await expect(heading(page, "We can't go on")).toBeVisible();
  await expect(page.getByText("contact your administrator")).toBeVisible();
  const asked = calls.count("/mfa/info");
  // React's StrictMode asks twice.
  expect(asked).toBeLessThanOrEqual(2);

  await page.getByRole("button", { name: "Try again" }).click();
  await expect.poll(() => calls.count("/mfa/info")).toBeGreaterThan(asked);
  await expect(heading(page, "We can't go on")).toBeVisible();
  await expect(page).toHaveURL("/auth/mfa/totp");
  await page.getByRole("button", { name: "Log out" }).click();
  await expect(heading(page, "Sign in")).toBeVisible();
});

test('fault 32: an unsatisfiable policy in the middle of sign-in says "contact your administrator" above the form, and makes no loop', async ({
  page,
  demo,
}) => {
  await signUp(page);
  await callCore(demo.coreUrl, "PUT", "/recipe/user/role", { userId: await userIdOf(page), role: "admin" });
  await page.goto("/auth/mfa/totp");
  await expect(setupHeading(page)).toBeVisible();
  const calls = watchCalls(page);
  await onCall(page, "/mfa/info", answer({ message: "Something went wrong on the server." }, { status: 500 }));
  await page.goto("/settings");
  await expect(challengeHeading(page)).toBeVisible();
  await expect(page.getByText("If this goes on, contact your administrator.")).toBeVisible();
  await expect(codeField(page)).toBeEditable();
  expect(calls.count("/mfa/info")).toBeLessThanOrEqual(2);
  await page.unrouteAll();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(setupHeading(page)).toBeVisible();
});
