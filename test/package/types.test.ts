import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import { root, run } from "./support/run.js";

const consumers = inject("consumers");

const app = `
  import { MfaScreen, MultiFactorAuth, RequireMfa, Totp, TotpChallenge, useTotpSetup, type Messages, type TotpEvent } from "supertokens-mfa-react";
  import { TotpSettings, useTotpDevices } from "supertokens-mfa-react/settings";
  import { mfaRoutes, MfaRoutes } from "supertokens-mfa-react/react-router-dom";
  import { requireTotp, totpMfa, type TotpMfaOptions } from "supertokens-mfa-react/server";
  import { en } from "supertokens-mfa-react/locales/en";
  import { createBrowserRouter } from "react-router-dom";
  import type { SuperTokensPlugin } from "supertokens-node/types/index.js";

  export const texts: Partial<Messages> = en;
  export const recipes = [Totp.init({ onHandleEvent: (event: TotpEvent) => event.action }), MultiFactorAuth.init({ websiteBasePath: "/auth" })];
  export const options: TotpMfaOptions = { require: requireTotp.forRoles("admin") };
  export const plugin: SuperTokensPlugin = totpMfa(options);
  export const router = createBrowserRouter([...mfaRoutes(), { path: "/", element: <RequireMfa><TotpSettings /></RequireMfa> }]);
  export const screens = [<MfaScreen search="" key="a" />, <MfaRoutes key="b" />];
  export const hooks = { useTotpSetup, useTotpDevices };

  // @ts-expect-error a guard guards something
  export const empty = <RequireMfa />;
  // @ts-expect-error a challenge says where it leads
  export const aimless = <TotpChallenge />;
  // @ts-expect-error a factor is named
  void MultiFactorAuth.redirectToFactor();
  // @ts-expect-error a policy is chosen
  totpMfa({});
`;

describe.each([
  ["React 19", consumers.react19],
  ["React 18", consumers.react18],
])("with %s", (_, consumer) => {
  test.each([
    // The example's short imports from supertokens-web-js are a bundler's to resolve.
    ["NodeNext", "NodeNext", ["app.tsx"]],
    ["ESNext", "bundler", ["app.tsx", "example.tsx"]],
  ])("strict TypeScript finds all types (module %s, resolution %s)", async (module, moduleResolution, files) => {
    const project = join(consumer, `tsconfig.${moduleResolution}.json`);
    const compilerOptions = {
      module,
      moduleResolution,
      target: "ES2022",
      lib: ["ES2023", "DOM", "DOM.Iterable"],
      jsx: "react-jsx",
      strict: true,
      exactOptionalPropertyTypes: true,
      // Other packages' declarations are their own matter.
      skipLibCheck: true,
      noEmit: true,
      types: [],
      // Stylesheets are the bundler's.
      noUncheckedSideEffectImports: false,
    };
    await writeFile(join(consumer, "app.tsx"), app);
    await copyFile(join(root, "examples/react-19-router-7/main.tsx"), join(consumer, "example.tsx"));
    await writeFile(project, JSON.stringify({ compilerOptions, files }));
    expect(await run(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", project], consumer)).toBe("");
  });
});
