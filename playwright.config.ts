import { defineConfig } from "@playwright/test";
import type { DemoOptions } from "./test/browser/support/demo.js";
import { chromiumLaunch } from "./test/support/chromium.js";

export default defineConfig<object, DemoOptions>({
  testDir: "test/browser",
  outputDir: "test-results/browser",
  // Before the workers start, so that they don't all build the same app.
  globalSetup: "./test/browser/support/globalSetup.ts",
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  // Shared machines stall; a slow test isn't a failed one.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: process.env["PLAYWRIGHT_REPORTER"] ?? "list",
  use: {
    browserName: "chromium",
    launchOptions: chromiumLaunch(),
    locale: "en-GB",
    screenshot: "only-on-failure",
  },
});
