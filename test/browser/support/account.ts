import { expect, type Page } from "@playwright/test";
import { decodeJwt } from "jose";
import type { TOTP } from "otpauth";
import { nextCode, scanQr } from "./authenticator.js";
import { startSession } from "./session.js";

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

/** Signs up over HTTP and opens the page, which goes where the form would have led. */
export async function signUp(page: Page, account: Account = newAccount(), path = "/auth"): Promise<Account> {
  await startSession(page, "signup", account);
  await page.goto(path);
  await leftSignIn(page);
  return account;
}

/** Signs in over HTTP and opens the page, which goes where the form would have led. */
export async function signIn(page: Page, account: Account, path = "/auth"): Promise<void> {
  await startSession(page, "signin", account);
  await page.goto(path);
  await leftSignIn(page);
}

/** Signs in through the form, for a tenant or a page that is about it. */
export async function signInByForm(page: Page, account: Account, path = "/auth"): Promise<void> {
  await page.goto(path);
  await submitSignIn(page, account);
}

/** Fills in a sign-in page that is already open, and answers when there is a session, wherever that leads. */
export async function submitSignIn(page: Page, { email, password }: Account): Promise<void> {
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await leftSignIn(page);
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in", level: 1 })).toBeVisible();
}

async function leftSignIn(page: Page): Promise<void> {
  await expect(page).not.toHaveURL((url) => url.pathname.endsWith("/auth"));
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
