import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { requireTotp, totpMfa } from "../../src/server.js";
import { startApi, type Api } from "../support/api.js";
import { createCookieBrowser, type CookieBrowser } from "../support/cookieBrowser.js";
import type { Authenticator } from "../support/totp.js";
import type { Visitor } from "../support/visitor.js";

/** What trust in a browser is worth when the user's metadata can't be read or written: never more than without. */
let api: Api;
let visitor: Visitor;
let phone: Authenticator;
let browser: CookieBrowser;
/** Answers whether it fails, at each call. */
let reads = () => false;
let writes = () => false;
const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);

async function unless<T>(fails: boolean, call: () => Promise<T>): Promise<T> {
  if (fails) throw new Error("The core is down");
  return call();
}

/** The first time only, from now on. */
function once(): () => boolean {
  let seen = 0;
  return () => ++seen === 1;
}

beforeAll(async () => {
  api = await startApi({
    plugins: [totpMfa({ require: requireTotp.whenEnabled(), trustBrowsers: { days: 30 } })],
    userMetadata: {
      override: {
        functions: (original) => ({
          ...original,
          getUserMetadata: (input) => unless(reads(), () => original.getUserMetadata(input)),
          updateUserMetadata: (input) => unless(writes(), () => original.updateUserMetadata(input)),
        }),
      },
    },
  });
});
afterAll(() => api.close());

beforeEach(async () => {
  mend();
  visitor = api.visitor();
  await visitor.signUp();
  phone = await visitor.addDevice("Phone");
  browser = createCookieBrowser(api.url);
  logged.mockClear();
});

function mend(): void {
  reads = () => false;
  writes = () => false;
}

async function signInWithCode(): Promise<void> {
  await browser.signIn(visitor.email);
  await browser.auth("POST", "/totp/verify", { totp: phone.code() });
}

async function trustThisBrowser(): Promise<void> {
  await signInWithCode();
  expect((await browser.auth("POST", "/totp/trust", {})).body).toMatchObject({ status: "OK" });
}

test("trust that can't be written down isn't given, whatever cookie the browser got", async () => {
  await signInWithCode();
  writes = () => true;
  expect((await browser.auth("POST", "/totp/trust", {})).status).toBe(500);
  mend();
  await browser.signIn(visitor.email);
  expect(browser.claim().v).toBe(false);
});

test("a browser that can't be looked up at sign-in is asked for a code", async () => {
  await trustThisBrowser();
  reads = once();
  expect((await browser.signIn(visitor.email)).status).toBe(200);
  expect(browser.claim().v).toBe(false);
  expect(logged).toHaveBeenCalledWith(expect.stringContaining("could not be looked up"), expect.any(Error));
  await browser.signIn(visitor.email);
  expect(browser.claim().v).toBe(true);
});

test("a last use that can't be written down keeps nobody from signing in", async () => {
  await trustThisBrowser();
  const now = Date.now();
  vi.spyOn(Date, "now").mockImplementation(() => now + 2 * 3600 * 1000);
  writes = () => true;
  await browser.signIn(visitor.email);
  vi.mocked(Date.now).mockRestore();
  expect(browser.claim().v).toBe(true);
  expect(logged).toHaveBeenCalledWith(expect.stringContaining("last use"), expect.any(Error));
});

test("trust whose end can't be written down stays, and says so", async () => {
  await trustThisBrowser();
  writes = () => true;
  expect((await browser.auth("POST", "/totp/trust/remove-all", {})).status).toBe(500);
  mend();
  expect((await visitor.settings()).body["trustedBrowsers"]).toHaveLength(1);
  expect((await browser.auth("POST", "/totp/trust/remove-all", {})).body).toEqual({ status: "OK" });
  await browser.signIn(visitor.email);
  expect(browser.claim().v).toBe(false);
});
