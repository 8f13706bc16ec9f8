import { expect, type Page } from "@playwright/test";
import { decodeJwt } from "jose";
import type { TOTP } from "otpauth";
import { nextCode, scanQr } from "./authenticator.js";

export interface Account {
  email: string;
  password: string;
}

/** The `st-mfa` claim: completed factors in epoch seconds, and whether they suffice. */
export interface MfaClaim {
  c: Record<string, number>;
  v: boolean;
}

let accounts = 0;

/** An account that no other test has. */
export function newAccount(): Account {
  accounts += 1;
  return { email: `user-${process.pid}-${Date.now()}-${accounts}@example.com`, password: "Passw0rd-1" };
}

/** Signs up through the form, and answers when there is a session, wherever that leads. */
export async function signUp(page: Page, account: Account = newAccount(), path = "/auth"): Promise<Account> {
  await page.goto(`${path}${path.includes("?") ? "&" : "?"}show=signup`);
  await submitCredentials(page, account, "Create account");
  return account;
}

/** Signs in through the form, and answers when there is a session, wherever that leads. */
export async function signIn(page: Page, account: Account, path = "/auth"): Promise<void> {
  await page.goto(path);
  await submitSignIn(page, account);
}

/** The same on a sign-in page that is already open. */
export async function submitSignIn(page: Page, account: Account): Promise<void> {
  await submitCredentials(page, account, "Sign in");
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in", level: 1 })).toBeVisible();
}

async function submitCredentials(page: Page, { email, password }: Account, button: string): Promise<void> {
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: button, exact: true }).click();
  await expect(page.getByLabel("Password")).toBeHidden();
}

/** The payload of the access token that the browser holds. */
export async function sessionPayload(page: Page): Promise<Record<string, unknown>> {
  const cookies = await page.context().cookies();
  const token = cookies.find(({ name }) => name === "sAccessToken")?.value;
  if (token === undefined) throw new Error("The browser holds no session.");
  return decodeJwt(token);
}

export async function claim(page: Page): Promise<MfaClaim> {
  const payload = await sessionPayload(page);
  const value = payload["st-mfa"];
  if (value === undefined) throw new Error("The session has no MFA claim.");
  return value as MfaClaim;
}

/** The field for a code, on the challenge and on the setup screen. */
export function codeField(page: Page) {
  return page.getByRole("textbox", { name: "6-digit code" });
}

/** Types a code key by key; the sixth digit sends it. */
export async function enterCode(page: Page, code: string): Promise<void> {
  await codeField(page).pressSequentially(code);
}

export function challengeHeading(page: Page) {
  return page.getByRole("heading", { name: "Enter your code", level: 1 });
}

export function setupHeading(page: Page) {
  return page.getByRole("heading", { name: "Set up your authenticator app", level: 1 });
}

export function codesHeading(page: Page) {
  return page.getByRole("heading", { name: "Save your recovery codes", level: 1 });
}

/** Proves the first device by a code, saves the recovery codes that come with it and goes on; answers with them. */
export async function proveDevice(page: Page, totp: TOTP): Promise<string[]> {
  await enterCode(page, nextCode(totp));
  return saveCodes(page);
}

/** Says of the recovery codes that are shown, in whatever language, that they are saved; answers with them. */
export async function saveCodes(page: Page): Promise<string[]> {
  const box = page.locator("[data-mfa-slot=recovery-save]");
  await box.getByRole("checkbox").check();
  const codes = await box.locator("li").allInnerTexts();
  await box.locator("[type=submit]").click();
  return codes;
}

/** The devices in the settings panel, by name. */
export function deviceNames(page: Page) {
  return page.getByRole("region", { name: "Authenticator app" }).locator("li bdi");
}

/** From the settings page: adds a first device by its QR code, saves the recovery codes, and answers with the phone's account when the panel is back. */
export async function addDevice(page: Page): Promise<TOTP> {
  await page.goto("/settings");
  await page.getByRole("button", { name: "Set up an authenticator app" }).click();
  const totp = await scanQr(page);
  await proveDevice(page, totp);
  await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeVisible();
  return totp;
}
