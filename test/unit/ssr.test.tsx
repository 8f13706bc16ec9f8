// @vitest-environment node
import { renderToString } from "react-dom/server";
import { createStaticHandler, createStaticRouter, StaticRouterProvider } from "react-router";
import { beforeAll, describe, expect, it, test, vi } from "vitest";
import { setMfaConfig } from "../../src/supertokens/config.js";

const nothing = () => undefined;

test("this is a server: there is no window and no document", () => {
  expect(typeof window).toBe("undefined");
  expect(typeof document).toBe("undefined");
});

describe("on a server", () => {
  beforeAll(() => {
    setMfaConfig({
      appName: "Example App",
      websiteBasePath: "/auth",
      apiBaseUrl: "https://api.example/auth",
      getRedirectionURL: undefined,
      onHandleEvent: undefined,
      onError: nothing,
    });
  });

  it.each([
    ["index", () => import("../../src/index.js")],
    ["settings", () => import("../../src/settings.js")],
    ["react-router", () => import("../../src/react-router.js")],
    ["elements", () => import("../../src/elements.js")],
    ["server", () => import("../../src/server.js")],
    ["locales/de", () => import("../../src/messages/locales/de.js")],
  ])("the entry %s can be imported", async (_name, load) => {
    await expect(load()).resolves.toBeDefined();
  });

  it("the screens render, without a request and without a secret", async () => {
    const fetched = vi.spyOn(globalThis, "fetch");
    const { MfaScreen, TotpChallenge, TotpSetup } = await import("../../src/index.js");
    const { TotpSettings } = await import("../../src/settings.js");
    const pages = {
      screen: <MfaScreen search="?setup=true&redirectToPath=%2Fsettings" />,
      challenge: <TotpChallenge onVerified={nothing} onDetour={nothing} onExit={nothing} />,
      setup: <TotpSetup onVerified={nothing} onSignedOut={nothing} onVerifyFirst={nothing} onExit={nothing} />,
      settings: <TotpSettings />,
    };
    const html = Object.fromEntries(Object.entries(pages).map(([name, page]) => [name, renderToString(page)]));
    expect(html.screen).toContain("Loading");
    expect(html.challenge).toContain("one-time-code");
    expect(html.settings).toContain("Authenticator app");
    expect(Object.values(html).join()).not.toMatch(/otpauth:|secret/i);
    expect(fetched).not.toHaveBeenCalled();
  });

  it("a guarded page shows its fallback and nothing that it guards", async () => {
    const { RequireMfa } = await import("../../src/index.js");
    const html = renderToString(<RequireMfa fallback="one moment">secret plans</RequireMfa>);
    expect(html).toBe("one moment");
  });

  it("the routes of a data router render", async () => {
    const { mfaRoutes } = await import("../../src/react-router.js");
    const handler = createStaticHandler(mfaRoutes());
    const context = await handler.query(new Request("https://app.example/auth/mfa/totp"));
    if (context instanceof Response) throw new Error("The router answered a response");
    const html = renderToString(
      <StaticRouterProvider router={createStaticRouter(handler.dataRoutes, context)} context={context} hydrate={false} />,
    );
    expect(html).toContain('data-mfa-slot="mfa"');
  });

  it("a redirect target can be checked", async () => {
    const { safeRedirectPath } = await import("../../src/index.js");
    expect(safeRedirectPath("/a", { origin: "https://app.example", authBase: "/auth" })).toBe("/a");
    expect(safeRedirectPath("//evil.com", { origin: "https://app.example", authBase: "/auth" })).toBeUndefined();
  });
});
