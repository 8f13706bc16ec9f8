import type { Browser, BrowserContext, CDPSession, Page } from "playwright";
import { newAccount, type Account } from "../test/browser/support/account.js";
import { nextCode, wrongCode } from "../test/browser/support/authenticator.js";
import { enrol } from "../test/browser/support/server.js";

/** The two libraries' apps; they differ for a visitor in who sends the code. */
export const subjects = [
  { name: "ours", sendsItself: true },
  { name: "incumbent", sendsItself: false },
] as const;
export type Subject = (typeof subjects)[number];

/** What any such app costs: React, the router, the SDK and one field. */
export const floor = { name: "floor" } as const;

export interface Bench {
  browser: Browser;
  webUrl: string;
  apiUrl: string;
}

/** What the browser is made to be like. */
export interface Device {
  network?: { offline: boolean; latency: number; downloadThroughput: number; uploadThroughput: number };
  /** How many times slower than this computer. */
  cpuSlowdown?: number;
}

const network = { offline: false, latency: 150, downloadThroughput: 1_638_400 / 8, uploadThroughput: 768_000 / 8 };
/** A phone on a slow mobile network, as Lighthouse emulates one. */
export const slowPhone: Device = { network, cpuSlowdown: 4 };
/** This computer on that network. */
export const slowNetwork: Device = { network };

/** A time, and the requests that were made until then. */
export interface Timed {
  ms: number;
  requests: SeenRequest[];
}

/** In ms since the start; `end` is missing for one that was still under way. */
export interface SeenRequest {
  what: string;
  start: number;
  end: number | undefined;
}

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
    await open(page, bench, subject.name, "");
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

/** The time of a cold load to the code field, for somebody who has a device. */
export async function timeToField(bench: Bench, app: string, device: Device): Promise<Timed> {
  const { account } = await enrol(bench.apiUrl);
  return timeTo("field", bench, app, "", (context) => signIn(bench, context, "signin", account), device);
}

/** The time of a cold load to the QR code, for somebody who adds a first device. */
export async function timeToQrCode(bench: Bench, app: string, device: Device = {}): Promise<Timed> {
  return timeTo("qrCode", bench, app, "setup=true&", (context) => signIn(bench, context, "signup", newAccount()), device);
}

/** The time from `redirectToFactor` to the QR code, in an app that has been running for a while. */
export async function timeToQrCodeInApp(bench: Bench, app: string, device: Device): Promise<Timed> {
  return inNewBrowser(bench, async (context) => {
    await signIn(bench, context, "signup", newAccount());
    const page = await watchedPage(context);
    const session = await cdp(page);
    await page.goto(`${bench.webUrl}/${app}/home`);
    await mark(page, "home");
    await page.waitForLoadState("networkidle");
    await become(session, device);
    const requests = watchRequests(session);
    const start = await page.evaluate(() => {
      const now = performance.timeOrigin + performance.now();
      document.querySelector<HTMLElement>("#add")?.click();
      return now;
    });
    return { ms: (await mark(page, "qrCode")) - start, requests: requests() };
  });
}

async function timeTo(
  name: "field" | "qrCode",
  bench: Bench,
  app: string,
  query: string,
  prepare: (context: BrowserContext) => Promise<void>,
  device: Device,
): Promise<Timed> {
  return inNewBrowser(bench, async (context) => {
    await prepare(context);
    const page = await watchedPage(context);
    const session = await cdp(page);
    await become(session, device);
    const requests = watchRequests(session);
    await open(page, bench, app, query);
    return { ms: await sinceNavigation(page, name), requests: requests() };
  });
}

/** What a list of many devices costs: ms from the server's answer to the rows on the page, in our panel and as a bare list. */
export async function timeToRows(bench: Bench, list: "panel" | "bare", count: number): Promise<number> {
  return inNewBrowser(bench, async (context) => {
    const page = await panelPage(bench, context, list, count);
    return page.evaluate(() => {
      const answers = performance.getEntriesByType("resource").filter(({ name }) => name.includes("/auth/totp/"));
      const answered = Math.max(...answers.map((entry) => (entry as PerformanceResourceTiming).responseEnd));
      return Number(document.body.dataset["rowsAt"]) - answered;
    });
  });
}

/** How many rows the panel renders again when one of many devices is removed. */
export async function rowsRenderedAtRemoval(bench: Bench, count: number): Promise<number> {
  return inNewBrowser(bench, async (context) => {
    const page = await panelPage(bench, context, "panel", count);
    const before = await page.evaluate(() => window.rowRenders);
    if (before !== count) throw new Error(`${count} rows were rendered, and ${before} counted.`);
    await page.getByRole("button", { name: "Remove Phone 0", exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await page.waitForFunction((rows) => document.querySelectorAll("li").length === rows, count - 1);
    return (await page.evaluate(() => window.rowRenders)) - before;
  });
}

async function panelPage(bench: Bench, context: BrowserContext, list: "panel" | "bare", count: number): Promise<Page> {
  await signIn(bench, context, "signup", newAccount());
  const page = await context.newPage();
  let devices = Array.from({ length: count }, (_, index) => ({ name: `Phone ${index}`, period: 30, skew: 1, verified: true }));
  // As a backend without the plugin answers.
  await page.route(`${bench.apiUrl}/auth/totp/**`, async (route) => {
    const headers = corsHeaders(bench);
    const path = new URL(route.request().url()).pathname;
    if (path.endsWith("/device/list")) return route.fulfill({ json: { status: "OK", devices }, headers });
    if (!path.endsWith("/device/remove")) return route.fulfill({ status: 404, headers });
    devices = devices.slice(1);
    return route.fulfill({ json: { status: "OK", didDeviceExist: true }, headers });
  });
  // Without a name in it: tsx keeps names by a helper that the page doesn't have.
  await page.addInitScript((rows) => {
    new MutationObserver((_, observer) => {
      if (document.querySelectorAll("li").length !== rows) return;
      observer.disconnect();
      document.body.dataset["rowsAt"] = String(performance.now());
    }).observe(document, { childList: true, subtree: true });
  }, count);
  await page.goto(`${bench.webUrl}/panel/${list === "bare" ? "?bare" : ""}`);
  await page.waitForFunction(() => document.body.dataset["rowsAt"] !== undefined);
  return page;
}

function corsHeaders({ webUrl }: Bench): Record<string, string> {
  return { "access-control-allow-origin": webUrl, "access-control-allow-credentials": "true", "timing-allow-origin": "*" };
}

/** Hands each screen to `look`: challenge, challenge after a wrong code, setup. */
export async function showScreens(bench: Bench, subject: Subject, look: (screen: string, page: Page) => Promise<void>): Promise<void> {
  const { account, totp } = await enrol(bench.apiUrl);
  await inNewBrowser(bench, async (context) => {
    await signIn(bench, context, "signin", account);
    const page = await watchedPage(context);
    await open(page, bench, subject.name, "");
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
    await open(page, bench, subject.name, "setup=true&");
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

async function open(page: Page, { webUrl }: Bench, app: string, query: string): Promise<void> {
  await page.goto(`${webUrl}/${app}/auth/mfa/totp?${query}redirectToPath=%2F${app}%2Fhome`, { waitUntil: "commit" });
}

async function mark(page: Page, name: "field" | "qrCode" | "typed" | "home"): Promise<number> {
  const found = await page.waitForFunction((key) => sessionStorage.getItem(key), name);
  return Number(await found.jsonValue());
}

async function sinceNavigation(page: Page, name: "field" | "qrCode"): Promise<number> {
  return (await mark(page, name)) - (await page.evaluate(() => performance.timeOrigin));
}

async function cdp(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  return session;
}

async function become(session: CDPSession, { network, cpuSlowdown }: Device): Promise<void> {
  if (network !== undefined) await session.send("Network.emulateNetworkConditions", network);
  if (cpuSlowdown !== undefined) await session.send("Emulation.setCPUThrottlingRate", { rate: cpuSlowdown });
}

/** Notes the requests from now on, in the order in which they were made; the first is the start. */
function watchRequests(session: CDPSession): () => SeenRequest[] {
  const seen = new Map<string, { what: string; start: number; end: number | undefined }>();
  session.on("Network.requestWillBeSent", ({ requestId, request: { method, url }, timestamp }) => {
    seen.set(requestId, { what: `${method} ${new URL(url).pathname}`, start: timestamp, end: undefined });
  });
  session.on("Network.loadingFinished", ({ requestId, timestamp }) => {
    const request = seen.get(requestId);
    if (request !== undefined) request.end = timestamp;
  });
  return () => {
    const requests = [...seen.values()];
    const first = requests[0]?.start ?? 0;
    const ms = (seconds: number) => (seconds - first) * 1000;
    return requests.map(({ what, start, end }) => ({ what, start: ms(start), end: end === undefined ? undefined : ms(end) }));
  };
}

/** Counts what crosses the wire, CORS preflights and headers included, and reads how busy the main thread was. */
async function watchTraffic(page: Page) {
  const session = await cdp(page);
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
