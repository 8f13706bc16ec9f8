import { describe, expect, it, test } from "vitest";
import packageJson from "../../package.json" with { type: "json" };

/** What each entry gives at run time. A name added or taken away is a change of the public API. */
const entries = {
  ".": {
    load: () => import("../../src/index.js"),
    names: [
      "FactorIds",
      "MessagesProvider",
      "MfaMisuseError",
      "MfaScreen",
      "MultiFactorAuth",
      "NavigateProvider",
      "RequireMfa",
      "Totp",
      "TotpChallenge",
      "TotpSetup",
      "safeRedirectPath",
      "useRequireMfa",
      "useTotpChallenge",
      "useTotpSetup",
      "withSafeStorage",
    ],
  },
  "./settings": { load: () => import("../../src/settings.js"), names: ["TotpSettings", "useTotpDevices"] },
  "./react-router": { load: () => import("../../src/react-router.js"), names: ["MfaNavigation", "MfaRoutes", "mfaRoutes"] },
  "./react-router-dom": { load: () => import("../../src/react-router-dom.js"), names: ["MfaNavigation", "MfaRoutes", "mfaRoutes"] },
  "./tanstack-router": { load: () => import("../../src/tanstack-router.js"), names: ["MfaNavigation", "MfaRoutes"] },
  "./next": { load: () => import("../../src/next.js"), names: ["MfaNavigation", "MfaProvider", "MfaRoutes"] },
  "./next/server": { load: () => import("../../src/next-server.js"), names: ["mfaGuard"] },
  "./locales": { load: () => import("../../src/locales.js"), names: ["LanguageProvider", "isLanguage", "languages", "loadMessages"] },
  "./auth-react": { load: () => import("../../src/auth-react.js"), names: ["MultiFactorAuth", "Totp"] },
  "./elements": {
    load: () => import("../../src/elements.js"),
    names: ["MfaScreenElement", "TotpSettingsElement", "addLanguage", "mfaRedirect"],
  },
  "./server": {
    load: () => import("../../src/server.js"),
    names: [
      "LockTimeout",
      "TotpPolicyFailure",
      "disableTotpForUser",
      "enableTotpForUser",
      "forgetTrustedBrowsers",
      "getTotpStatus",
      "isTotpEnabledForUser",
      "postgresLock",
      "refetchMfaClaimForUser",
      "requireFreshTotp",
      "requireTotp",
      "resetTotpForUser",
      "totpMfa",
    ],
  },
};

describe.each(Object.entries(entries))("supertokens-mfa-react, entry %s", (_entry, { load, names }) => {
  it("exports exactly what it is documented to", async () => {
    expect(Object.keys(await load()).sort()).toEqual(names);
  });
});

test("the package has these entries, the locales, the styles and no other", () => {
  expect(Object.keys(packageJson.exports).sort()).toEqual(
    [...Object.keys(entries), "./locales/*", "./package.json", "./script/*.js", "./styles.css", "./styles.layered.css"].sort(),
  );
});

test("MultiFactorAuth and Totp have the calls of SuperTokens' own recipes", async () => {
  const { MultiFactorAuth, Totp } = await entries["."].load();
  expect(Object.keys(MultiFactorAuth).sort()).toEqual([
    "FactorIds",
    "MultiFactorAuthClaim",
    "handle403",
    "init",
    "redirectToFactor",
    "resyncSessionAndFetchMFAInfo",
  ]);
  expect(Object.keys(Totp).sort()).toEqual(["createDevice", "init", "listDevices", "removeDevice", "verifyCode", "verifyDevice"]);
});
