import { defineConfig } from "@playwright/test";
import { chromiumLaunch } from "../support/chromium.js";

export default defineConfig({
  testDir: ".",
  outputDir: "../../test-results/next",
  // One app for all.
  workers: 1,
  forbidOnly: true,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  use: { browserName: "chromium", launchOptions: chromiumLaunch(), locale: "en-GB", screenshot: "only-on-failure" },
});
