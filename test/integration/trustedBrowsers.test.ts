import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";
import { transpile } from "typescript";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { forgetTrustedBrowsers, requireTotp, resetTotpForUser, totpMfa, type FactorChangedEvent } from "../../src/server.js";
import { startApi, type Api } from "../support/api.js";
import { emailCode, linkToSession, sdk } from "../support/app.js";
import { createCookieBrowser, type CookieBrowser } from "../support/cookieBrowser.js";
import { recovery } from "../support/recovery.js";
import type { Authenticator } from "../support/totp.js";
import type { Visitor } from "../support/visitor.js";

let api: Api;
/** The user, in an app with a session in headers. */
let visitor: Visitor;
let phone: Authenticator;
let browser: CookieBrowser;
let allow: () => boolean | Promise<boolean>;
const events: FactorChangedEvent[] = [];
const firefox = { "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0" };
vi.spyOn(console, "error").mockImplementation(() => undefined);

beforeAll(async () => {
  api = await startApi({
    plugins: [
      totpMfa({
        require: requireTotp.whenEnabled(),
        onFactorChanged: (event) => events.push(event),
        recoveryCodes: { count: 1 },
        trustBrowsers: { days: 30, allow: () => allow() },
      }),
    ],
    accountLinking: linkToSession,
    withEmailCodes: true,
    emailPassword: documentedPasswordChange(),
  });
});
afterAll(() => api.close());

beforeEach(async () => {
  allow = () => true;
  visitor = api.visitor();
  await visitor.signUp();
  phone = await visitor.addDevice("Phone");
  browser = createCookieBrowser(api.url);
  events.length = 0;
});

/** The recipe of docs/trusted-browsers.md that ends trust with a change of password, as it stands there. */
function documentedPasswordChange() {
  const page = readFileSync(new URL("../../docs/trusted-browsers.md", import.meta.url), "utf8");
  const snippet = /## After a change of password\s+```ts\n(.*?)```/s.exec(page)?.[1] ?? "";
  const init = snippet.replace(/^import .*$/gm, "");
  const recipe = runInThisContext(transpile(`(supertokens, EmailPassword, forgetTrustedBrowsers) => ${init.trim()}`)) as (
    ...names: unknown[]
  ) => ReturnType<typeof sdk.emailPassword.init>;
  return recipe(sdk.supertokens, sdk.emailPassword, forgetTrustedBrowsers);
}

const trustCookie = "sTrustedBrowser";
const trust = (of = browser) => of.auth("POST", "/totp/trust", {}, firefox);
const refusal = { status: "TRUST_NOT_ALLOWED_ERROR" };
const refresh = async (of = browser) => expect((await of.auth("POST", "/session/refresh")).status).toBe(200);
const offered = async (of = browser) => (await of.auth("PUT", "/mfa/info")).body["totp"];
const listed = async (of = browser) =>
  ((await of.auth("GET", "/totp/settings")).body["trustedBrowsers"] ?? []) as { id: string; current: boolean }[];

async function signInWithCode(of = browser): Promise<void> {
  await of.signIn(visitor.email);
  expect((await of.auth("POST", "/totp/verify", { totp: phone.code() })).body).toEqual({ status: "OK" });
}

async function trustThisBrowser(of = browser): Promise<void> {
  await signInWithCode(of);
  expect((await trust(of)).body).toMatchObject({ status: "OK" });
}

describe("a browser is trusted", () => {
  test("where the challenge offered it, after a code, and isn't asked at the next sign-in", async () => {
    await browser.signIn(visitor.email);
    expect(browser.claim().v).toBe(false);
    expect(await offered()).toEqual({ recoveryCodes: false, trustDays: 30 });
    await browser.auth("POST", "/totp/verify", { totp: phone.code() });
    expect((await trust()).body).toEqual({ status: "OK", expiresAt: expect.any(Number) });

    await browser.signIn(visitor.email);
    expect(browser.claim()).toEqual({ c: { emailpassword: expect.any(Number) }, v: true });
    expect((await browser.auth("GET", "/totp/settings")).status).toBe(200);
  });

  test("by a cookie of the session's own attributes, for SuperTokens' own APIs alone", async () => {
    await trustThisBrowser();
    const attributes = (name: string) =>
      (browser.given(name) ?? "")
        .split(/;\s*/)
        .slice(1)
        .filter((attribute) => !/^(expires|path)=/i.test(attribute))
        .sort();
    expect(attributes(trustCookie)).toEqual(attributes("sAccessToken"));
    expect(attributes(trustCookie)).toContain("HttpOnly");
    expect(browser.given(trustCookie)).toMatch(/Path=\/auth(;|$)/i);
    const days = (Date.parse(/expires=([^;]+)/i.exec(browser.given(trustCookie) ?? "")?.[1] ?? "") - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(30);
  });

  test("by 256 random bits, of which the core keeps the hash", async () => {
    await trustThisBrowser();
    const token = browser.cookie(trustCookie) ?? "";
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    const metadata = JSON.stringify((await api.sdk.userMetadata.getUserMetadata(visitor.userId())).metadata);
    expect(metadata).toContain(createHash("sha256").update(token).digest("base64url"));
    expect(metadata).not.toContain(token);
  });

  test("and the panel lists it, coarsely", async () => {
    await trustThisBrowser();
    expect(await listed()).toEqual([
      {
        id: expect.any(String),
        browser: "Firefox",
        system: "Linux",
        createdAt: expect.any(Number),
        lastUsedAt: expect.any(Number),
        expiresAt: expect.any(Number),
        current: true,
      },
    ]);
    expect((await visitor.settings()).body["trustedBrowsers"]).toEqual([expect.objectContaining({ current: false })]);
  });

  test("and the app is told", async () => {
    await trustThisBrowser();
    expect(events).toEqual([
      expect.objectContaining({
        change: "TRUSTED_BROWSER_ADDED",
        userId: visitor.userId(),
        browser: { browser: "Firefox", system: "Linux" },
      }),
    ]);
  });

  test("once, however often it is", async () => {
    await trustThisBrowser();
    await trust();
    expect(await listed()).toHaveLength(1);
  });

  test("at most ten of a user: the oldest goes", async () => {
    await trustThisBrowser();
    for (let other = 0; other < 10; other++) {
      const next = createCookieBrowser(api.url);
      await trustThisBrowser(next);
    }
    await signInWithCode();
    expect(await listed()).toHaveLength(10);
    expect((await listed()).some(({ current }) => current)).toBe(false);
  });
});

describe("a browser isn't trusted", () => {
  test("by a password alone, nor long after the code", async () => {
    await browser.signIn(visitor.email);
    expect((await trust()).body).toEqual(refusal);
    await browser.auth("POST", "/totp/verify", { totp: phone.code() });
    vi.spyOn(Date, "now").mockReturnValue(Date.now() + 61_000);
    expect((await trust()).body).toEqual(refusal);
    vi.mocked(Date.now).mockRestore();
  });

  test("when the session is in headers", async () => {
    await visitor.verifyTotp(phone.code());
    expect((await visitor.auth("POST", "/totp/trust", {})).body).toEqual(refusal);
    await visitor.signIn();
    expect((await visitor.mfaInfo()).body["totp"]).toEqual({ recoveryCodes: false });
  });

  test("after a recovery code: who has the codes may have found them", async () => {
    const [code = ""] = await recovery.codes(visitor);
    await browser.signIn(visitor.email);
    await browser.auth("POST", "/totp/recovery/use", { code });
    expect(browser.claim().v).toBe(true);
    expect((await trust()).body).toEqual(refusal);
  });

  test("after a recovery code, whatever becomes of the codes then", async () => {
    const [code = ""] = await recovery.codes(visitor);
    await browser.signIn(visitor.email);
    await browser.auth("POST", "/totp/recovery/use", { code });
    const [next = ""] = await recovery.codes(visitor);
    const other = createCookieBrowser(api.url);
    await other.signIn(visitor.email);
    expect((await other.auth("POST", "/totp/recovery/use", { code: next })).body).toMatchObject({ status: "OK" });
    expect((await trust()).body).toEqual(refusal);
    // Turned off, TOTP takes codes and browsers with it, and leaves the device.
    await browser.auth("POST", "/totp/settings/disable", {});
    await refresh();
    expect((await trust()).body).toEqual(refusal);
  });

  test.each<[string, () => boolean | Promise<boolean>]>([
    ["says no", () => false],
    [
      "throws",
      () => {
        throw new Error("No");
      },
    ],
    ["rejects", () => Promise.reject(new Error("No"))],
    ["answers something else", () => "yes" as unknown as boolean],
  ])("when the app %s", async (_how, answer) => {
    allow = answer;
    await browser.signIn(visitor.email);
    expect(await offered()).toEqual({ recoveryCodes: false });
    await browser.auth("POST", "/totp/verify", { totp: phone.code() });
    expect((await trust()).body).toEqual(refusal);
  });

  test("and a step-up doesn't offer it", async () => {
    await signInWithCode();
    expect(await offered()).toEqual({ recoveryCodes: false });
  });
});

describe("in a trusted browser", () => {
  beforeEach(async () => {
    await trustThisBrowser();
    await browser.signIn(visitor.email);
    expect(browser.claim().v).toBe(true);
  });

  test("refresh and refetch agree", async () => {
    expect((await browser.auth("PUT", "/mfa/info")).body).toMatchObject({ factors: { next: [] } });
    await refresh();
    expect(browser.claim().v).toBe(true);
    expect((await browser.auth("PUT", "/mfa/info")).body).toMatchObject({ factors: { next: [] } });
    expect(browser.claim().v).toBe(true);
  });

  test.each<[string, () => Promise<unknown>]>([
    ["was revoked", async () => visitor.auth("POST", "/totp/trust/remove", { id: (await listed(browser))[0]?.id })],
    ["was forgotten with all others", () => visitor.auth("POST", "/totp/trust/remove-all", {})],
    ["was forgotten by the app", () => forgetTrustedBrowsers(visitor.userId())],
    [
      "ran out",
      async () => {
        const now = Date.now();
        vi.spyOn(Date, "now").mockReturnValue(now + 31 * 86_400_000);
      },
    ],
    [
      "is allowed no more",
      async () => {
        allow = () => false;
      },
    ],
    ["went with a device", () => visitor.addDevice("Tablet").then(() => visitor.removeDevice("Tablet"))],
  ])("the privilege ends at the next refresh after it %s, and a code opens the session again", async (_how, end) => {
    await visitor.verifyTotp(phone.code());
    await end();
    await refresh();
    vi.restoreAllMocks();
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    expect(browser.claim().v).toBe(false);
    expect((await browser.auth("GET", "/totp/settings")).status).toBe(403);
    await browser.auth("POST", "/totp/verify", { totp: phone.code() });
    expect(browser.claim().v).toBe(true);
  });

  test("a session that asked for a code, as the app allowed no trust, asks no more once it does again", async () => {
    allow = () => false;
    await refresh();
    expect(browser.claim().v).toBe(false);
    allow = () => true;
    await refresh();
    expect(browser.claim().v).toBe(true);
  });

  test("a change of factors still wants a code", async () => {
    const answers = await Promise.all([
      browser.auth("POST", "/totp/device", {}),
      browser.auth("POST", "/totp/device/remove", { deviceName: "Phone" }),
      browser.auth("POST", "/totp/settings/disable", {}),
      browser.auth("POST", "/totp/recovery/create", {}),
    ]);
    expect(answers.map(({ status, body }) => [status, body["claimValidationErrors"]])).toEqual(
      answers.map(() => [403, [{ id: "st-mfa", reason: expect.objectContaining({ factorId: "totp" }) }]]),
    );
    expect((await trust()).body).toEqual(refusal);
  });

  test("what the user must do besides stays, and what isn't set up can't be with a password and a browser", async () => {
    await api.sdk.multiFactorAuth.addToRequiredSecondaryFactorsForUser(visitor.userId(), "otp-email");
    await browser.signIn(visitor.email);
    expect(browser.claim().v).toBe(false);
    await api.sdk.multiFactorAuth.removeFromRequiredSecondaryFactorsForUser(visitor.userId(), "otp-email");
    await browser.signIn(visitor.email);
    expect(browser.claim().v).toBe(true);
  });

  test("another factor isn't set up without a code, although nothing else is asked for", async () => {
    const email = `thief-of-${visitor.email}`;
    const linking = { shouldTryLinkingWithSessionUser: true };
    const setUp = async () => {
      const sent = await browser.auth("POST", "/signinup/code", { email, ...linking });
      if (sent.status !== 200) return sent;
      const { deviceId, preAuthSessionId } = sent.body;
      return browser.auth("POST", "/signinup/code/consume", { deviceId, preAuthSessionId, userInputCode: emailCode(email), ...linking });
    };
    const reason = expect.objectContaining({ factorId: "totp", freshForSeconds: 300 });
    expect(await setUp()).toMatchObject({ status: 403, body: { claimValidationErrors: [{ id: "st-mfa", reason }] } });
    expect((await api.sdk.supertokens.getUser(visitor.userId()))?.emails).toEqual([visitor.email]);
    await browser.auth("POST", "/totp/verify", { totp: phone.code() });
    expect((await setUp()).body).toMatchObject({ status: "OK" });
  });

  test("another user is asked, and the cookie stays for its own", async () => {
    const other = api.visitor();
    await other.signUp();
    await other.addDevice("Phone");
    const token = browser.cookie(trustCookie);
    await browser.signIn(other.email);
    expect(browser.claim().v).toBe(false);
    expect(browser.cookie(trustCookie)).toBe(token);
    await browser.signIn(visitor.email);
    expect(browser.claim().v).toBe(true);
  });

  test("another user may trust it, too, and both are known again", async () => {
    const other = api.visitor();
    await other.signUp();
    const app = await other.addDevice("Phone");
    await browser.signIn(other.email);
    await browser.auth("POST", "/totp/verify", { totp: app.code() });
    await trust();
    for (const { email } of [other, visitor]) {
      await browser.signIn(email);
      expect(browser.claim().v).toBe(true);
    }
  });

  test("a session in headers is asked for a code, cookie or not", async () => {
    const mobile = visitor.otherBrowser();
    await mobile.auth(
      "POST",
      "/signin",
      {
        formFields: [
          { id: "email", value: visitor.email },
          { id: "password", value: "Passw0rd!" },
        ],
      },
      { cookie: `${trustCookie}=${browser.cookie(trustCookie) ?? ""}` },
    );
    expect(mobile.claim().v).toBe(false);
  });

  test.each(["", "x", "a.b.c.d.e.f.g", "%E0%A4%A", "é"])("a cookie that says %o is one of nobody's", async (value) => {
    browser.setCookie(trustCookie, value);
    await browser.signIn(visitor.email);
    expect(browser.claim().v).toBe(false);
  });

  test("removing the browser takes its cookie", async () => {
    const [own] = await listed();
    expect((await browser.auth("POST", "/totp/trust/remove", { id: own?.id })).body).toEqual({ status: "OK" });
    expect(browser.cookie(trustCookie)).toBeUndefined();
    expect(await listed()).toEqual([]);
    expect((await browser.auth("POST", "/totp/trust/remove", { id: own?.id })).body).toEqual({ status: "OK" });
  });

  test("a change of the password ends it, by the override of the documentation, and a change of the address doesn't", async () => {
    const { loginMethods } = (await api.sdk.supertokens.getUser(visitor.userId())) ?? { loginMethods: [] };
    const [method] = loginMethods;
    if (method === undefined) throw new Error("The user has no login method.");
    const { recipeUserId } = method;
    await api.sdk.emailPassword.updateEmailOrPassword({ recipeUserId, email: visitor.email });
    expect(await listed()).toHaveLength(1);
    await api.sdk.emailPassword.updateEmailOrPassword({ recipeUserId, password: "Passw0rd!" });
    expect(await listed()).toEqual([]);
    await browser.signIn(visitor.email);
    expect(browser.claim().v).toBe(false);
  });

  test.each<[string, () => Promise<unknown>]>([
    ["a recovery code", async () => recovery.use(visitor, (await recovery.codes(visitor))[0] ?? "")],
    ["turning TOTP off", () => visitor.disable()],
    ["a reset", () => resetTotpForUser(visitor.userId())],
  ])("%s ends it", async (_what, end) => {
    await end();
    const metadata = JSON.stringify((await api.sdk.userMetadata.getUserMetadata(visitor.userId())).metadata);
    expect(metadata).not.toContain("expiresAt");
  });
});

test.each([0, -1, 401, Number.NaN])("totpMfa takes trustBrowsers.days: %d for a mistake", (days) => {
  expect(() => totpMfa({ require: requireTotp.whenEnabled(), trustBrowsers: { days } })).toThrow(TypeError);
});
