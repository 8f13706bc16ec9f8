import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { storybookTest } from "@storybook/addon-vitest/vitest-plugin";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { chromiumLaunch } from "./test/support/chromium.js";

/** Pure: these need no page, mock no module and leave nothing behind, so they share one worker. The rest cost a jsdom each. */
const withoutPage = [
  "test/unit/*.test.ts",
  "test/unit/{protocol,server}/**/*.test.ts",
  "test/unit/**/*.state.test.ts",
  "test/unit/browser/tabs.test.ts",
  "test/unit/messages/{duration,isolate,sentences}.test.ts",
  "test/unit/routing/{paths,safeRedirectPath}.test.ts",
  "test/unit/totp/code/{codeMessages,normaliseCode,usedCodes}.test.ts",
  "test/unit/totp/setup/otpauth.test.ts",
];

const unitResolve = {
  tsconfigPaths: true,
  // Next isn't installed here, and has no `exports` that Node could read.
  alias: [{ find: /^next\/(headers|navigation|server)$/, replacement: join(import.meta.dirname, "test/unit/support/next/$1.ts") }],
};

export default defineConfig({
  test: {
    // The default leaves one core to whoever watches, which is half of a machine with two.
    maxWorkers: "100%",
    // Shared machines stall; a slow test isn't a failed one.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        plugins: [react()],
        resolve: unitResolve,
        test: {
          name: "unit",
          environment: "jsdom",
          include: ["test/unit/**/*.test.{ts,tsx}"],
          exclude: withoutPage,
          setupFiles: ["test/unit/setup.ts"],
        },
      },
      {
        extends: true,
        resolve: unitResolve,
        test: { name: "unit-node", environment: "node", isolate: false, include: withoutPage },
      },
      {
        extends: true,
        resolve: { tsconfigPaths: true },
        test: {
          name: "server",
          environment: "node",
          pool: "forks",
          include: ["test/{contract,integration,load}/**/*.test.ts"],
          setupFiles: ["test/support/quickScrypt.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "package",
          environment: "node",
          pool: "forks",
          include: ["test/package/**/*.test.ts"],
          globalSetup: "test/package/support/globalSetup.ts",
          // Compilers run in these.
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        resolve: { tsconfigPaths: true },
        test: {
          name: "types",
          include: [],
          typecheck: { enabled: true, only: true, include: ["test/types/**/*.test-d.ts"], tsconfig: "tsconfig.json" },
        },
      },
      {
        extends: true,
        plugins: [storybookTest({ configDir: ".storybook" })],
        resolve: { tsconfigPaths: true },
        test: {
          name: "storybook",
          browser: {
            enabled: true,
            headless: true,
            provider: playwright({ launchOptions: chromiumLaunch() }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
    ],
  },
});
