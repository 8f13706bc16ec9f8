import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { storybookTest } from "@storybook/addon-vitest/vitest-plugin";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { chromiumLaunch } from "./test/support/chromium.js";

export default defineConfig({
  test: {
    // Shared machines stall; a slow test isn't a failed one.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        plugins: [react()],
        // Next isn't installed here, and has no `exports` that Node could read.
        resolve: {
          tsconfigPaths: true,
          alias: [{ find: /^next\/(headers|navigation|server)$/, replacement: join(import.meta.dirname, "test/unit/support/next/$1.ts") }],
        },
        test: { name: "unit", environment: "jsdom", include: ["test/unit/**/*.test.{ts,tsx}"], setupFiles: ["test/unit/setup.ts"] },
      },
      {
        extends: true,
        resolve: { tsconfigPaths: true },
        test: { name: "server", environment: "node", pool: "forks", include: ["test/{contract,integration,load}/**/*.test.ts"] },
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
