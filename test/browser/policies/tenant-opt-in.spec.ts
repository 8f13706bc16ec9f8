import { challengeHeading, claim, enterCode, proveDevice, sessionPayload, signInByForm, signOut } from "../support/account.js";
import { nextCode, scanQr } from "../support/authenticator.js";
import { expect, test } from "../support/demo.js";
import { heading } from "../support/screens.js";

test.use({ stack: { policy: "tenant-opt-in" } });

test("a user of two tenants who turned TOTP on is challenged only in the one that requires it", async ({ page, demo }) => {
  const ada = demo.config.accounts.find(({ email }) => email.startsWith("ada@"));
  if (ada === undefined) throw new Error("The demo seeds no Ada.");
  await signInByForm(page, ada, "/auth?tenantId=globex&redirectToPath=%2Fsettings");
  await expect(heading(page, "Settings")).toBeVisible();
  await page.getByRole("button", { name: "Set up an authenticator app" }).click();
  const totp = await scanQr(page);
  await proveDevice(page, totp);
  await expect(heading(page, "Settings")).toBeVisible();
  await signOut(page);

  await signInByForm(page, ada, "/auth?tenantId=globex");
  await expect(heading(page, "Home")).toBeVisible();
  expect(await sessionPayload(page)).toMatchObject({ tId: "globex" });
  expect(await claim(page)).toEqual({ c: { emailpassword: expect.any(Number) }, v: true });
  await signOut(page);

  await signInByForm(page, ada, "/auth?tenantId=acme");
  await expect(challengeHeading(page)).toBeVisible();
  expect(await sessionPayload(page)).toMatchObject({ tId: "acme" });
  expect(await claim(page)).toMatchObject({ v: false });
  await enterCode(page, nextCode(totp));
  await expect(heading(page, "Home")).toBeVisible();
  expect(await claim(page)).toMatchObject({ c: { totp: expect.any(Number) }, v: true });
});
