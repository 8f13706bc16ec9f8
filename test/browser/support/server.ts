import type { Page } from "@playwright/test";
import type { TOTP } from "otpauth";
import { TOTP as Totp, URI } from "otpauth";
import { newAccount, sessionPayload, type Account } from "./account.js";
import { nextCode } from "./authenticator.js";

/** Somebody who has an account, a verified device, and a phone with it. */
export interface EnrolledUser {
  account: Account;
  totp: TOTP;
  userId: string;
  /** Another browser of the same user, signed in and with TOTP completed. */
  elsewhere: (method: string, path: string, body?: object) => Promise<Record<string, unknown>>;
}

/** Signs up and sets a device up over HTTP, without the browser of the test. */
export async function enrol(apiUrl: string, account: Account = newAccount()): Promise<EnrolledUser> {
  let token = "";
  const call = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${apiUrl}/auth${path}`, {
      method,
      headers: {
        "content-type": "application/json",
        "st-auth-mode": "header",
        ...(token === "" ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    token = response.headers.get("st-access-token") ?? token;
    return okBody(await response.text(), `${method} ${path}`);
  };

  const { email, password } = account;
  const { user } = await call("POST", "/signup", {
    formFields: [
      { id: "email", value: email },
      { id: "password", value: password },
    ],
  });
  const { deviceName, qrCodeString } = await call("POST", "/totp/device", {});
  const totp = readUri(String(qrCodeString));
  await call("POST", "/totp/device/verify", { deviceName, totp: nextCode(totp) });
  return { account, totp, userId: idOf(user), elsewhere: call };
}

/** Adds a device to an enrolled user, over HTTP; answers with the phone that has it. */
export async function addVerifiedDevice(elsewhere: EnrolledUser["elsewhere"], deviceName: string): Promise<TOTP> {
  const { qrCodeString } = await elsewhere("POST", "/totp/device", { deviceName });
  const totp = readUri(String(qrCodeString));
  await elsewhere("POST", "/totp/device/verify", { deviceName, totp: nextCode(totp) });
  return totp;
}

/** Reads a QR code's text as an authenticator app does. */
function readUri(uri: string): TOTP {
  const account = URI.parse(uri);
  if (!(account instanceof Totp)) throw new Error(`Not a TOTP: ${uri}`);
  return account;
}

/** A call of the core itself: what an administrator or another server does. */
export async function callCore(coreUrl: string, method: string, path: string, body?: object): Promise<Record<string, unknown>> {
  const response = await fetch(coreUrl + path, {
    method,
    headers: { "content-type": "application/json", "cdi-version": "5.4" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return okBody(await response.text(), `${method} ${path}`);
}

/** The names of a user's verified devices, as the core has them. */
export async function verifiedDevices(coreUrl: string, userId: string): Promise<string[]> {
  const { devices } = await callCore(coreUrl, "GET", `/recipe/totp/device/list?userId=${userId}`);
  return (devices as { name: string; verified: boolean }[]).filter(({ verified }) => verified).map(({ name }) => name);
}

/** Gives a user a verified device of any name at all. */
export async function importDevice(coreUrl: string, userId: string, deviceName: string): Promise<void> {
  const secretKey = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
  await callCore(coreUrl, "POST", "/recipe/totp/device/import", { userId, deviceName, secretKey, skew: 1, period: 30 });
}

/** The user that the browser is signed in as. */
export async function userIdOf(page: Page): Promise<string> {
  return String((await sessionPayload(page))["sub"]);
}

function okBody(text: string, call: string): Record<string, unknown> {
  const body: unknown = JSON.parse(text);
  const fields = Object(body) as Record<string, unknown>;
  if (fields["status"] !== "OK") throw new Error(`${call} answered ${text}`);
  return fields;
}

function idOf(user: unknown): string {
  return String((Object(user) as { id?: unknown }).id);
}
