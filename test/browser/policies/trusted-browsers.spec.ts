import { challengeHeading, enterCode, signInByForm, signOut } from "../support/account.js";
import { nextCode } from "../support/authenticator.js";
import { expect, test } from "../support/demo.js";
import { heading, panelResult } from "../support/screens.js";
import { enrol } from "../support/server.js";

test.use({ stack: { trustBrowsers: true } });

test("a browser that was trusted is asked for no code, until the panel ends it", async ({ page, apiUrl }) => {
  const { account, totp } = await enrol(apiUrl);
  await signInByForm(page, account);
  await page.getByRole("checkbox", { name: "Don't ask on this browser for 30 days" }).check();
  await enterCode(page, nextCode(totp));
  await expect(heading(page, "Home")).toBeVisible();

  await signOut(page);
  await signInByForm(page, account, "/auth?redirectToPath=%2Fsettings");
  await expect(page.getByText("This browser", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: /^Remove .+ on Linux$/ }).click();
  await expect(panelResult(page)).toContainText("You are asked for a code there at your next sign-in.");
  await expect(page.getByRole("heading", { name: "Authenticator app" })).toBeFocused();

  await signOut(page);
  await signInByForm(page, account);
  await expect(challengeHeading(page)).toBeVisible();
});
