import { claim, codeField, deviceNames, enterCode, newAccount, proveDevice } from "../browser/support/account.js";
import { nextCode, scanQr } from "../browser/support/authenticator.js";
import { expect, signIn, test, watch } from "./support.js";

test("what the server sends without a session is the guard's fallback and the screen's waiting state", async ({ request }) => {
  expect(await (await request.get("/")).text()).toContain("One moment …");
  expect(await (await request.get("/auth/mfa/totp")).text()).toContain('data-mfa-slot="');
});

test("hydrated without a complaint, from the guard by sign-up, setup, sign-in and challenge back, without a page load", async ({
  page,
}) => {
  const account = newAccount();
  const seen = watch(page);
  await page.goto("/");
  await expect(page).toHaveURL("/auth?redirectToPath=%2F");
  await signIn(page, account, true);
  await expect(page).toHaveURL("/");
  await page.getByRole("button", { name: "Set up an authenticator app" }).click();
  await expect(page).toHaveURL("/auth/mfa/totp?setup=true&redirectToPath=%2F");
  const totp = await scanQr(page);
  await proveDevice(page, totp);
  await expect(page).toHaveURL("/");
  await expect(deviceNames(page)).toHaveCount(1);
  expect(seen.documents).toEqual(["/"]);

  // The page of the screen itself, as the server renders it, is hydrated on the next visit.
  await page.context().clearCookies();
  await page.goto("/auth?redirectToPath=%2F%3Ffrom%3Dmail");
  await signIn(page, account, false);
  await expect(codeField(page)).toBeFocused();
  await page.reload();
  await expect(codeField(page)).toBeFocused();
  await enterCode(page, nextCode(totp));
  await expect(page).toHaveURL("/?from=mail");
  await expect(deviceNames(page)).toHaveCount(1);
  expect((await claim(page)).v).toBe(true);
  expect(seen).toEqual({ documents: ["/", "/auth", "/auth/mfa/totp"], errors: [] });
});
