import { claim, codeField, deviceNames, enterCode, newAccount, proveDevice, signIn, signUp } from "./support/account.js";
import { nextCode, scanQr, wrongCode } from "./support/authenticator.js";
import { expect, test } from "./support/demo.js";
import { serveReact18 } from "./support/react18.js";
import { enrol } from "./support/server.js";
import { watchConsole } from "./support/wire.js";

test.beforeEach(async ({ page }) => serveReact18(page));

/** React's development build writes its complaints to the console. */
const complaints = (lines: string[]) => lines.filter((line) => line.startsWith("Warning:") || line.startsWith("Uncaught"));

test("on React 18 and react-router 6 a device is added and renamed, with the focus kept, and React has no complaint", async ({ page }) => {
  const lines = watchConsole(page);
  await signUp(page);
  await page.goto("/react-18/settings");
  await expect(page.locator("html")).toHaveAttribute("data-react", /^18\./);
  await page.getByRole("button", { name: "Set up an authenticator app" }).click();
  await proveDevice(page, await scanQr(page));
  await expect(page).toHaveURL("/react-18/settings");
  await expect(deviceNames(page)).toHaveCount(1);

  await page.getByRole("button", { name: /^Rename / }).click();
  await page.getByRole("dialog").getByRole("textbox").fill("Blue phone");
  await page.keyboard.press("Enter");
  await expect(deviceNames(page)).toHaveText(["Blue phone"]);
  await expect(page.getByRole("button", { name: "Rename Blue phone" })).toBeFocused();
  expect(complaints(lines)).toEqual([]);
});

test("on React 18 the challenge focuses its field, selects a wrong code and leads to the page asked for", async ({ page, apiUrl }) => {
  const lines = watchConsole(page);
  const { account, totp } = await enrol(apiUrl, newAccount());
  await signIn(page, account);
  await page.goto("/react-18/settings");
  await expect(page).toHaveURL("/react-18/auth/mfa/totp?redirectToPath=%2Freact-18%2Fsettings");
  await expect(codeField(page)).toBeFocused();

  await enterCode(page, wrongCode(totp));
  await expect(codeField(page)).toHaveAttribute("aria-invalid", "true");
  expect(await page.evaluate(() => window.getSelection()?.toString())).toBe(wrongCode(totp));

  await page.keyboard.type(nextCode(totp));
  await expect(page).toHaveURL("/react-18/settings");
  await expect(deviceNames(page)).toHaveCount(1);
  expect((await claim(page)).v).toBe(true);
  expect(complaints(lines)).toEqual([]);
});
