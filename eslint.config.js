import js from "@eslint/js";
import reactHooks from "eslint-plugin-react-hooks";
import globals from "globals";
import { globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

// The layers of src/, top to bottom: screens, views, hooks, flows, states, services, ground. Imports point down.
const anyReact = {
  group: ["react", "react-dom", "react-dom/*", "react-router", "react-router-dom", "@tanstack/react-router"],
  message: "Flows, states and services are pure of React.",
};
const sdk = { group: ["supertokens-web-js", "supertokens-web-js/*"], message: "Only src/supertokens/ speaks to the SDK." };
const hooks = { group: ["**/use[A-Z]*.js"], caseSensitive: true, allowTypeImports: true, message: "Hooks lie above." };
const views = {
  group: ["**/*View.js", "**/*Form.js", "**/*Dialog.js", "**/*Card.js"],
  allowTypeImports: true,
  message: "Views lie above.",
};
const screens = {
  group: ["**/MfaScreen.js", "**/RequireMfa.js", "**/TotpChallenge.js", "**/TotpSetup.js", "**/TotpSettings.js"],
  caseSensitive: true,
  allowTypeImports: true,
  message: "Screens lie above.",
};
const flows = { group: ["**/*.flow.js"], allowTypeImports: true, message: "Flows are subscribed to by hooks." };
const services = {
  group: ["**/supertokens/*Service.js", "**/supertokens/redirects.js"],
  allowTypeImports: true,
  message: "Effects belong to hooks.",
};
const folders = (...names) => `^\\.{1,2}/(.*/)?(${names.join("|")})/`;
const features = { regex: folders("totp", "multifactorauth", "adapters"), message: "Features lie above." };
const serverSide = { regex: `${folders("server")}|^supertokens-node`, message: "The server side is a world of its own." };
const clientSide = {
  regex: `${folders("totp", "multifactorauth", "supertokens", "ui", "messages", "browser", "routing", "flow")}|^react`,
  message: "The client side is a world of its own.",
};
const internals = { group: ["supertokens-node/lib/**", "supertokens-web-js/lib/**"], message: "Not a public door of the SDK." };
const query = { group: ["@tanstack/react-query"], message: "Only the settings panel pays for queries." };

/** Of several rules for a file the last one counts, so each names all its patterns. */
const layer = (files, patterns, ignores = []) => ({
  files,
  ignores,
  rules: { "@typescript-eslint/no-restricted-imports": ["error", { patterns: [internals, ...patterns] }] },
});

export default tseslint.config(
  globalIgnores(["dist", "storybook-static", "test-results", "playwright-report", "node_modules", "examples/*/dist", "examples/*/public"]),
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", destructuredArrayIgnorePattern: "^_" },
      ],
      // Two signatures of `redirectToFactor` are two ways to call it, each with its own words.
      "@typescript-eslint/unified-signatures": "off",
      // French puts narrow spaces before some marks.
      "no-irregular-whitespace": ["error", { skipStrings: true, skipTemplates: true }],
      "no-restricted-imports": "off",
    },
  },
  { files: ["{src,stories,demo/web,.storybook}/**/*.{ts,tsx}"], ...reactHooks.configs.flat.recommended },
  { files: ["**/*.{js,mjs}"], languageOptions: { globals: globals.node } },
  { files: ["{demo/web/public,examples/*}/*.js"], languageOptions: { globals: { ...globals.browser, supertokensMfa: "readonly" } } },
  layer(
    ["src/**/*.{ts,tsx}"],
    [sdk, serverSide, query],
    // The script brings the SDK along.
    [
      "src/supertokens/**",
      "src/server/**",
      "src/server.ts",
      "src/totp/devices/**",
      "src/adapters/script/**",
      "src/adapters/next/mfaGuard.ts",
    ],
  ),
  layer(["src/adapters/script/**/*.ts"], [serverSide, query]),
  // On the server it reads the session by the backend's SDK.
  layer(["src/adapters/next/mfaGuard.ts"], [sdk, query, anyReact]),
  layer(["src/totp/devices/**/*.{ts,tsx}"], [sdk, serverSide]),
  layer(["src/**/*.state.ts"], [sdk, serverSide, query, anyReact, hooks, views, screens, flows, services]),
  layer(["src/**/*.flow.ts"], [sdk, serverSide, query, anyReact, hooks, views, screens], ["src/totp/devices/devices.flow.ts"]),
  layer(["src/totp/devices/devices.flow.ts"], [sdk, serverSide, anyReact, hooks, views, screens]),
  layer(["src/**/*.tsx"], [sdk, serverSide, query, flows, services]),
  layer(["src/{totp,multifactorauth}/**/*{View,Form,Dialog,List,Row,Key}.tsx"], [sdk, serverSide, query, screens, flows, services]),
  layer(["src/**/use*.ts"], [sdk, serverSide, query, views, screens]),
  layer(
    ["src/supertokens/**/*.ts"],
    [anyReact, serverSide, query, features, { regex: folders("ui", "messages"), message: "Services lie below." }],
  ),
  layer(
    ["src/{flow,routing,browser,protocol,ui,messages}/**/*.{ts,tsx}"],
    [sdk, serverSide, query, features, { regex: folders("supertokens"), message: "Ground lies below." }],
  ),
  layer(["src/server/**/*.ts", "src/server.ts"], [clientSide]),
);
