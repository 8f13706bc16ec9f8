import type { Browser, BrowserContext, Page } from "playwright";
import { newAccount, type Account } from "../test/browser/support/account.js";
import { nextCode, wrongCode } from "../test/browser/support/authenticator.js";
import { enrol } from "../test/browser/support/server.js";

/** The two apps; they differ for a visitor in who sends the code. */
export const subjects = [
  { name: "ours", sendsItself: true },
  { name: "incumbent", sendsItself: false },
] as const;
export type Subject = (typeof subjects)[number];

export interface Bench {
  browser: Browser;
  webUrl: string;
  apiUrl: string;
}

/** A phone on a slow mobile network, as Lighthouse emulates one. */
export const slow4g = { offline: false, latency: 150, downloadThroughput: 1_638_400 / 8, uploadThroughput: 768_000 / 8 };

type Network = typeof slow4g;

const field = 'input[autocomplete="one-time-code"]:enabled:read-write';
const qrCode = '[data-mfa-slot="qr-code"], [data-supertokens~="totpDeviceQR"]';

/** A cold visit of the challenge by somebody who has a device, through to the page behind it. Times in ms. */
export async function visitChallenge(bench: Bench, subject: Subject) {
  const { account, totp } = await enrol(bench.apiUrl);
  return inNewBrowser(bench, async (context) => {
    await signIn(bench, context, "signin", account);
    const page = await watchedPage(context);
    const traffic = await watchTraffic(page);
    const before = await traffic.mainThread();
    await open(page, bench, subject, "");
    const shown = await sinceNavigation(page, "field");
    await page.waitForLoadState("networkidle");
    const after = await traffic.mainThread();
    const { requests, bytes } = traffic;

    await page.locator(field).pressSequentially(nextCode(totp));
    if (!subject.sendsItself) await page.keyboard.press("Enter");
    const redirect = (await mark(page, "home")) - (await mark(page, "typed"));
    return { field: shown, redirect, requests, bytes, script: after.script - before.script, task: after.task - before.task };
  });
}

/** The time to the code field for somebody who has a device. */
export async function timeToField(bench: Bench, subject: Subject, network: Network): Promise<number> {
  const { account } = await enrol(bench.apiUrl);
  return timeTo("field", bench, subject, "", (context) => signIn(bench, context, "signin", account), network);
}

/** The time to the QR code for somebody who adds a first device. */
export async function timeToQrCode(bench: Bench, subject: Subject, network?: Network): Promise<number> {
  return timeTo("qrCode", bench, subject, "setup=true&", (context) => signIn(bench, context, "signup", newAccount()), network);
}

async function timeTo(
  name: "field" | "qrCode",
  bench: Bench,
  subject: Subject,
  query: string,
  prepare: (context: BrowserContext) => Promise<void>,
  network?: Network,
) {
  return inNewBrowser(bench, async (context) => {
    await prepare(context);
    const page = await watchedPage(context);
    if (network !== undefined) {
      const session = await context.newCDPSession(page);
      await session.send("Network.enable");
      await session.send("Network.emulateNetworkConditions", network);
    }
    await open(page, bench, subject, query);
    return sinceNavigation(page, name);
  });
}

/** Hands each screen to `look`: challenge, challenge after a wrong code, setup. */
export async function showScreens(bench: Bench, subject: Subject, look: (screen: string, page: Page) => Promise<void>): Promise<void> {
  const { account, totp } = await enrol(bench.apiUrl);
  await inNewBrowser(bench, async (context) => {
    await signIn(bench, context, "signin", account);
    const page = await watchedPage(context);
    await open(page, bench, subject, "");
    await mark(page, "field");
    await look("challenge", page);
    const answered = page.waitForResponse((response) => response.url().endsWith("/totp/verify") && response.request().method() === "POST");
    await page.locator(field).pressSequentially(wrongCode(totp));
    if (!subject.sendsItself) await page.keyboard.press("Enter");
    await answered;
    await page.waitForLoadState("networkidle");
    await look("wrong code", page);
  });
  await inNewBrowser(bench, async (context) => {
    await signIn(bench, context, "signup", newAccount());
    const page = await watchedPage(context);
    await open(page, bench, subject, "setup=true&");
    await mark(page, "qrCode");
    await look("setup", page);
  });
}

async function inNewBrowser<Result>({ browser }: Bench, visit: (context: BrowserContext) => Promise<Result>): Promise<Result> {
  const context = await browser.newContext({ locale: "en-GB" });
  try {
    return await visit(context);
  } finally {
    await context.close();
  }
}

/** Leaves the browser as a sign-in page would: with the session's cookies, and nothing of either app loaded. */
async function signIn(
  { apiUrl, webUrl }: Bench,
  context: BrowserContext,
  route: "signin" | "signup",
  { email, password }: Account,
): Promise<void> {
  const response = await context.request.post(`${apiUrl}/auth/${route}`, {
    headers: { "st-auth-mode": "cookie" },
    data: {
      formFields: [
        { id: "email", value: email },
        { id: "password", value: password },
      ],
    },
  });
  const frontToken = response.headers()["front-token"];
  if (frontToken === undefined) throw new Error(`${route} answered no session: ${await response.text()}`);
  await context.addCookies([
    { name: "sFrontToken", value: frontToken, url: webUrl },
    { name: "st-last-access-token-update", value: String(Date.now()), url: webUrl },
  ]);
}

/** A page that notes when things were there first, in its session storage, which outlives page loads. */
async function watchedPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.addInitScript(
    (selectors) => {
      setInterval(() => {
        // The incumbent renders into a shadow root.
        for (const place of [document, document.querySelector("#supertokens-root")?.shadowRoot]) {
          for (const [name, selector] of Object.entries(selectors)) {
            const visible = place?.querySelector(selector)?.checkVisibility({ opacityProperty: true, visibilityProperty: true });
            if (visible && !(name in sessionStorage)) sessionStorage.setItem(name, String(performance.timeOrigin + performance.now()));
          }
        }
      }, 5);
      window.addEventListener("input", (event) => {
        const [target] = event.composedPath();
        if (target instanceof HTMLInputElement && target.value.length === 6) {
          sessionStorage.setItem("typed", String(performance.timeOrigin + performance.now()));
        }
      });
    },
    { field, qrCode, home: "#home" },
  );
  return page;
}

async function open(page: Page, { webUrl }: Bench, { name }: Subject, query: string): Promise<void> {
  await page.goto(`${webUrl}/${name}/auth/mfa/totp?${query}redirectToPath=%2F${name}%2Fhome`, { waitUntil: "commit" });
}

async function mark(page: Page, name: "field" | "qrCode" | "typed" | "home"): Promise<number> {
  const found = await page.waitForFunction((key) => sessionStorage.getItem(key), name);
  return Number(await found.jsonValue());
}

async function sinceNavigation(page: Page, name: "field" | "qrCode"): Promise<number> {
  return (await mark(page, name)) - (await page.evaluate(() => performance.timeOrigin));
}

/** Counts what crosses the wire, CORS preflights and headers included, and reads how busy the main thread was. */
async function watchTraffic(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Performance.enable");
  const traffic = { requests: 0, bytes: 0 };
  session.on("Network.requestWillBeSent", () => (traffic.requests += 1));
  session.on("Network.loadingFinished", ({ encodedDataLength }) => (traffic.bytes += encodedDataLength));
  return {
    get requests() {
      return traffic.requests;
    },
    get bytes() {
      return traffic.bytes;
    },
    async mainThread() {
      const { metrics } = await session.send("Performance.getMetrics");
      const ms = (wanted: string) => (metrics.find(({ name }) => name === wanted)?.value ?? 0) * 1000;
      return { script: ms("ScriptDuration"), task: ms("TaskDuration") };
    },
  };
}
