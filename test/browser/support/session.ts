import type { Page } from "@playwright/test";
import { sessionPayload } from "./account.js";
import { callCore } from "./server.js";

/**
 * Makes the session's TOTP older by so many seconds, as waiting would: the session and its token are the core's own,
 * and what the page keeps of the token follows.
 */
export async function ageTotp(page: Page, coreUrl: string, seconds: number): Promise<void> {
  const payload = await sessionPayload(page);
  const claim = payload["st-mfa"] as { c: Record<string, number>; v: boolean };
  const userData = Object.fromEntries(Object.entries(payload).filter(([name]) => name.startsWith("st-") || name === "iss"));
  const completed = { ...claim.c, totp: (claim.c["totp"] ?? 0) - seconds };
  const { accessToken } = await callCore(coreUrl, "POST", "/recipe/session/regenerate", {
    accessToken: await cookieValue(page, "sAccessToken"),
    userDataInJWT: { ...userData, "st-mfa": { ...claim, c: completed } },
  });
  await changeCookie(page, "sAccessToken", (accessToken as { token: string }).token);
  const front = JSON.parse(Buffer.from(decodeURIComponent(await cookieValue(page, "sFrontToken")), "base64").toString()) as {
    up: Record<string, unknown>;
  };
  front.up["st-mfa"] = { ...claim, c: completed };
  await changeCookie(page, "sFrontToken", Buffer.from(JSON.stringify(front)).toString("base64"));
}

/** Ends all sessions of the page's user on the server, as an administrator would. */
export async function revokeSessions(page: Page, coreUrl: string): Promise<void> {
  await callCore(coreUrl, "POST", "/recipe/session/remove", { userId: (await sessionPayload(page))["sub"] });
}

/** Has the access token run out: the next call must refresh the session. */
export async function expireAccessToken(page: Page): Promise<void> {
  await page.context().clearCookies({ name: "sAccessToken" });
}

async function cookieValue(page: Page, name: string): Promise<string> {
  const cookie = (await page.context().cookies()).find((candidate) => candidate.name === name);
  if (cookie === undefined) throw new Error(`The browser has no cookie ${name}.`);
  return cookie.value;
}

async function changeCookie(page: Page, name: string, value: string): Promise<void> {
  const cookie = (await page.context().cookies()).find((candidate) => candidate.name === name);
  if (cookie === undefined) throw new Error(`The browser has no cookie ${name}.`);
  await page.context().addCookies([{ ...cookie, value }]);
}
