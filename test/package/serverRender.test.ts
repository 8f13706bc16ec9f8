import { describe, expect, inject, test } from "vitest";
import { runModule } from "./support/run.js";

const consumers = inject("consumers");

const script = `
  import { createElement as h, version } from "react";
  import { renderToString } from "react-dom/server";
  import { MemoryRouter, Route, Routes } from "react-router-dom";
  import { MfaScreen, MultiFactorAuth, RequireMfa, Totp, TotpChallenge, TotpSetup } from "supertokens-mfa-react";
  import { MfaNavigation, MfaRoutes } from "supertokens-mfa-react/react-router-dom";
  import { TotpSettings } from "supertokens-mfa-react/settings";

  const nothing = () => undefined;
  const at = (path, element) =>
    h(MemoryRouter, { initialEntries: [path] }, h(MfaNavigation, null, h(Routes, null, h(Route, { path: "*", element }))));
  const screens = {
    challenge: h(TotpChallenge, { onVerified: nothing, onDetour: nothing, onExit: nothing }),
    setup: h(TotpSetup, { exit: "BACK", onVerified: nothing, onSignedOut: nothing, onVerifyFirst: nothing, onExit: nothing }),
    screen: h(MfaScreen, { search: "" }),
    routes: at("/auth/mfa/totp", h(MfaRoutes)),
    guard: h(RequireMfa, { fallback: "checking" }, "secret"),
    settings: h(TotpSettings),
  };
  const html = Object.fromEntries(Object.entries(screens).map(([name, element]) => [name, renderToString(element)]));
  console.log(JSON.stringify({ version, html }));
`;

describe.each([
  ["19", consumers.react19],
  ["18", consumers.react18],
])("React %s on a server", (major, consumer) => {
  test("renders every screen without a window, and nothing that only a session may see", async () => {
    const { version, html } = JSON.parse(await runModule(script, consumer)) as { version: string; html: Record<string, string> };
    expect(version).toMatch(new RegExp(`^${major}\\.`));
    expect(html).toMatchObject({
      challenge: expect.stringContaining('autoComplete="one-time-code"'),
      setup: expect.stringContaining('data-mfa-slot="setup"'),
      screen: expect.stringContaining('data-mfa-slot="mfa" data-status="deciding"'),
      routes: expect.stringContaining('data-mfa-slot="mfa" data-status="deciding"'),
      guard: "checking",
      settings: expect.stringContaining('data-mfa-slot="settings" data-status="loading"'),
    });
  });
});
