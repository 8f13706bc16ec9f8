import {
  challengeHeading,
  claim,
  enterCode,
  proveDevice,
  sessionPayload,
  setupHeading,
  signInByForm,
  signOut,
} from "../support/account.js";
import { nextCode, scanQr } from "../support/authenticator.js";
import { expect, test } from "../support/demo.js";
import { heading } from "../support/screens.js";

test.use({ stack: { policy: "tenant-admin" } });

test("an admin of two tenants must set up and use TOTP only in the one that requires it; others in neither", async ({ page, demo }) => {
  const [admin, ada] = ["admin@", "ada@"].map((name) => demo.config.accounts.find(({ email }) => email.startsWith(name)));
  if (admin === undefined || ada === undefined) throw new Error("The demo seeds no admin or no Ada.");

  await signInByForm(page, admin, "/auth?tenantId=globex");
  await expect(heading(page, "Home")).toBeVisible();
  expect(await sessionPayload(page)).toMatchObject({ tId: "globex" });
  expect(await claim(page)).toMatchObject({ v: true });
  await signOut(page);

  await signInByForm(page, admin, "/auth?tenantId=acme&redirectToPath=%2Fsettings");
  await expect(setupHeading(page)).toBeVisible();
  const totp = await scanQr(page);
  await expect(page.getByRole("button", { name: "Back" })).toBeHidden();
  await proveDevice(page, totp);
  await expect(heading(page, "Settings")).toBeVisible();
  expect(await claim(page)).toMatchObject({ c: { totp: expect.any(Number) }, v: true });
  await signOut(page);

  await signInByForm(page, admin, "/auth?tenantId=acme");
  await expect(challengeHeading(page)).toBeVisible();
  await enterCode(page, nextCode(totp));
  await expect(heading(page, "Home")).toBeVisible();
  await signOut(page);

  await signInByForm(page, admin, "/auth?tenantId=globex");
  await expect(heading(page, "Home")).toBeVisible();
  await signOut(page);
  await signInByForm(page, ada, "/auth?tenantId=acme");
  await expect(heading(page, "Home")).toBeVisible();
  expect(await claim(page)).toMatchObject({ v: true });
});
