import type { Page } from "@playwright/test";
import { sessionPayload, type Account } from "./account.js";
import { callCore } from "./server.js";

/** Starts a session over HTTP, and leaves it in the page's browser as the API's answer and the web SDK would. */
export async function startSession(page: Page, way: "signup" | "signin", { email, password }: Account): Promise<void> {
  const configuration = await page.request.get("/config.json");
  const { apiUrl } = (await configuration.json()) as { apiUrl: string };
  const formFields = [
    { id: "email", value: email },
    { id: "password", value: password },
  ];
  const response = await fetch(`${apiUrl}/auth/${way}`, {
    method: "POST",
    headers: { "content-type": "application/json", "st-auth-mode": "cookie", rid: "emailpassword" },
    body: JSON.stringify({ formFields }),
  });
  const frontToken = response.headers.get("front-token");
  if (frontToken === null) throw new Error(`${way} answered ${response.status} ${await response.text()}`);
  const own = (url: string, name: string, value: string) => ({ domain: new URL(url).hostname, path: "/", name, value });
  await page.context().addCookies([
    ...response.headers.getSetCookie().map((header) => {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
      const path = /;\s*path=([^;]+)/i.exec(header)?.[1] ?? "/";
      return { ...own(apiUrl, name, value), path, httpOnly: true, sameSite: "Lax" as const };
    }),
    own(configuration.url(), "sFrontToken", frontToken),
    own(configuration.url(), "st-last-access-token-update", String(Date.now())),
  ]);
}

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
