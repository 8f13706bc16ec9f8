import { ar } from "../../src/messages/locales/ar.js";
import { saveCodes, signIn, signUp } from "./support/account.js";
import { nextCode, scanQr, wrongCode } from "./support/authenticator.js";
import { expect, test } from "./support/demo.js";
import { heading } from "./support/screens.js";
import { enrol } from "./support/server.js";

test("in Arabic the panel and the setup are Arabic and mirrored, and the setup works", async ({ page }) => {
  await signUp(page);
  await page.goto("/settings");
  await page.getByRole("button", { name: "Appearance and language" }).click();
  await page.getByLabel("Language of the screens").selectOption("العربية");
  await expect(page.getByRole("heading", { name: ar.settings.title, exact: true })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  await page.getByRole("button", { name: ar.settings.addFirst }).click();

  await expect(heading(page, ar.setup.title)).toBeVisible();
  const totp = await scanQr(page, ar.setup.qrCode);
  await expect(page.getByRole("group", { name: ar.setup.key }).getByRole("code")).toHaveCSS("direction", "ltr");
  const field = page.getByRole("textbox", { name: ar.common.codeLabel });
  await expect(field).toHaveCSS("direction", "ltr");
  await field.pressSequentially(inArabicDigits(nextCode(totp)));
  await expect(heading(page, ar.recovery.title)).toBeVisible();
  await saveCodes(page);
  await expect(page).toHaveURL("/settings");
  await expect(page.getByText("TOTP Device 0", { exact: true })).toBeVisible();
});

test("in Arabic the challenge says in Arabic what is wrong and how many attempts are left", async ({ page, apiUrl }) => {
  const { account, totp } = await enrol(apiUrl);
  await page.goto("/auth");
  await page.getByRole("button", { name: "Appearance and language" }).click();
  await page.getByLabel("Language of the screens").selectOption("العربية");
  await signIn(page, account);
  await expect(heading(page, ar.challenge.title)).toBeVisible();
  await page.getByRole("textbox", { name: ar.common.codeLabel }).pressSequentially(wrongCode(totp));
  await expect(page.getByRole("alert")).toHaveText(`${ar.common.invalidCode} ${ar.common.attemptsLeft(4)}`);
  await page.getByRole("textbox", { name: ar.common.codeLabel }).pressSequentially(nextCode(totp));
  await expect(heading(page, "Home")).toBeVisible();
});

function inArabicDigits(code: string): string {
  return code.replace(/\d/g, (digit) => String.fromCodePoint(0x0660 + Number(digit)));
}
