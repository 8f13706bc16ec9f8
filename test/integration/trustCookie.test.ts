import type { ChildProcess } from "node:child_process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startCore } from "../../demo/core/server.js";
import type { AppOptions } from "../support/app.js";
import { startChildApi } from "../support/childApi.js";
import { createCoreClock } from "../support/clock.js";
import { createCookieBrowser } from "../support/cookieBrowser.js";
import { createVisitor } from "../support/visitor.js";

/** The cookie of a trusted browser has the attributes that SuperTokens gives to the session's own, however it is told to. */
const clock = createCoreClock();
let core: Awaited<ReturnType<typeof startCore>>;
const children: ChildProcess[] = [];
beforeAll(async () => {
  core = await startCore({ port: 0, now: clock.now });
});
afterAll(async () => {
  for (const child of children) child.kill();
  await core.close();
});

const https = { api: "https://api.example.com", website: "https://www.example.com" };

describe.each<[string, Pick<AppOptions, "domains" | "session">, string[]]>([
  ["an API on https", { domains: https }, ["HttpOnly", "SameSite=Lax", "Secure"]],
  [
    "an API on another site than the app",
    { domains: { ...https, website: "https://example.org" } },
    ["HttpOnly", "SameSite=None", "Secure"],
  ],
  [
    "options of the session",
    { domains: https, session: { cookieDomain: ".example.com", cookieSameSite: "strict", cookieSecure: true } },
    ["Domain=.example.com", "HttpOnly", "SameSite=Strict", "Secure"],
  ],
])("%s", (_name, options, expected) => {
  test(`makes it ${expected.join(", ")}, when it is given and when it is taken`, async () => {
    const { url, child } = await startChildApi("cookieApi.ts", [core.url, JSON.stringify(options)]);
    children.push(child);
    const visitor = createVisitor({ url, clock, basePath: "/auth" });
    await visitor.signUp();
    const phone = await visitor.addDevice("Phone");
    const browser = createCookieBrowser(url);
    // What a page of another site needs to send: SuperTokens' guard against forged requests.
    const rid = { rid: "anti-csrf" };
    await browser.signIn(visitor.email, rid);
    await browser.auth("POST", "/totp/verify", { totp: phone.code() }, rid);
    expect((await browser.auth("POST", "/totp/trust", {}, rid)).body).toMatchObject({ status: "OK" });
    const attributes = (name: string) =>
      (browser.given(name) ?? "")
        .split(/;\s*/)
        .slice(1)
        .filter((attribute) => !/^(expires|path)=/i.test(attribute))
        .sort();
    expect(attributes("sTrustedBrowser")).toEqual(expected);
    expect(attributes("sTrustedBrowser")).toEqual(attributes("sAccessToken"));

    const { headers } = await browser.auth("POST", "/totp/trust/remove-all", {}, rid);
    const [taken = ""] = headers.getSetCookie().filter((line) => line.startsWith("sTrustedBrowser="));
    for (const attribute of expected) expect(taken).toContain(attribute);
    expect(browser.cookie("sTrustedBrowser")).toBeUndefined();
  });
});
