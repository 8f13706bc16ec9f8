import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { challengeHeading, codesHeading, enterCode, saveCodes, setupHeading, signIn, signOut, signUp } from "./support/account.js";
import { nextCode, scanQr } from "./support/authenticator.js";
import { expect, test } from "./support/demo.js";
import { heading, problem, verifyButton } from "./support/screens.js";
import { enrol } from "./support/server.js";
import { ageTotp } from "./support/session.js";

async function enterRecoveryCode(page: Page, code: string): Promise<void> {
  await page.getByRole("textbox", { name: "Recovery code" }).fill(code);
  await verifyButton(page).click();
}

async function makeNewCodes(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Make new codes" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Make new codes" }).click();
}

/** The setup and the codes that it ends with are seen whole on a small laptop: 1280 by 720 pixels. */
async function expectNoScrolling(page: Page): Promise<void> {
  expect(page.viewportSize()).toEqual({ width: 1280, height: 720 });
  expect(await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight)).toBeLessThanOrEqual(0);
}

test("codes saved with the first device sign in without the phone, once each, and the panel counts and replaces them", async ({ page }) => {
  const account = await signUp(page, undefined, "/auth?redirectToPath=%2Fsettings");
  await page.getByRole("button", { name: "Set up an authenticator app" }).click();
  const phone = await scanQr(page);
  await expectNoScrolling(page);
  await enterCode(page, nextCode(phone));
  await expect(codesHeading(page)).toBeFocused();
  await expectNoScrolling(page);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe("Fernway-recovery-codes.txt");
  const first = await saveCodes(page);
  expect(first).toHaveLength(10);
  const text = await readFile(await file.path(), "utf8");
  for (const part of ["Fernway", account.email, ...first]) expect(text).toContain(part);
  await expect(page.getByText(/^10 of 10 left, made on /)).toBeVisible();

  await signOut(page);
  await signIn(page, account);
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  await enterRecoveryCode(page, ` ${first[0]?.replace("-", " ").toUpperCase() ?? ""}`);
  await expect(heading(page, "Recovery code accepted")).toBeFocused();
  await expect(page.getByText("9 recovery codes are left.")).toBeVisible();
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(heading(page, "Home")).toBeVisible();

  await page.goto("/settings");
  await expect(page.getByText(/^9 of 10 left/)).toBeVisible();
  await makeNewCodes(page);
  await expect(page.getByRole("list", { name: "Recovery codes" })).toBeVisible();
  await page.reload();
  await expect(page.getByText("perhaps you never saw them")).toBeVisible();
  await makeNewCodes(page);
  const [unused = "", second = ""] = [first[1], (await saveCodes(page))[0]];
  await expect(page.getByText(/^10 of 10 left/)).toBeVisible();
  await expect(page.getByText("perhaps you never saw them")).toBeHidden();

  await signOut(page);
  await signIn(page, account);
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  await enterRecoveryCode(page, unused);
  await expect(problem(page)).toHaveText("That code isn't right, or was used already. 4 attempts left.");
  await enterRecoveryCode(page, second);
  await page.getByRole("button", { name: "Set up a new device" }).click();
  await expect(setupHeading(page)).toBeVisible();
  await enterCode(page, nextCode(await scanQr(page)));
  await expect(heading(page, "Home")).toBeVisible();
});

test("new codes want a recent code, and are shown on the way back from it", async ({ page, demo }) => {
  const { account, totp, elsewhere } = await enrol(demo.apiUrl);
  await elsewhere("POST", "/totp/recovery/create", {});
  await signIn(page, account, "/auth?redirectToPath=%2Fsettings");
  await enterCode(page, nextCode(totp));
  await expect(page.getByText("perhaps you never saw them")).toBeVisible();
  await ageTotp(page, demo.coreUrl, 3600);
  await makeNewCodes(page);
  await expect(challengeHeading(page)).toBeVisible();
  await enterCode(page, nextCode(totp));
  expect(await saveCodes(page)).toHaveLength(10);
  await expect(page.getByText("perhaps you never saw them")).toBeHidden();
});

test("few codes left are told after sign-in, where new ones are made at once and the sign-in goes on", async ({ page, demo }) => {
  const { account, totp, elsewhere } = await enrol(demo.apiUrl);
  const { codes } = await elsewhere("POST", "/totp/recovery/create", {});
  for (const code of (codes as string[]).slice(0, 7)) await elsewhere("POST", "/totp/recovery/use", { code });
  await signIn(page, account, "/auth?redirectToPath=%2Fsettings");
  await enterCode(page, nextCode(totp));
  await expect(heading(page, "Few recovery codes left")).toBeFocused();
  await expect(page.getByText(/^3 recovery codes are left\./)).toBeVisible();
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText("Few are left. Make new ones before you need them.")).toBeVisible();

  await signOut(page);
  await signIn(page, account, "/auth?redirectToPath=%2Fsettings");
  await enterCode(page, nextCode(totp));
  await page.getByRole("button", { name: "Make new codes" }).click();
  expect(await saveCodes(page)).toHaveLength(10);
  await expect(page.getByText(/^10 of 10 left/)).toBeVisible();
});
