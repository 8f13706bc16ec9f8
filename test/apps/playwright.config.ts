import { defineConfig } from "@playwright/test";
import { chromiumLaunch } from "../support/chromium.js";
import type { AppOptions } from "./support.js";

/** All of one release, as they want each other. */
const reactRouter = (version: string) =>
  Object.fromEntries(["react-router", "@react-router/dev", "@react-router/node", "@react-router/serve"].map((name) => [name, version]));

export default defineConfig<object, AppOptions>({
  testDir: ".",
  outputDir: "../../test-results/apps",
  // Each installs its app by itself.
  workers: 1,
  forbidOnly: true,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  projects: [
    { name: "next", testMatch: "next.spec.ts", use: { example: "next" } },
    { name: "jest", testMatch: "jest.spec.ts" },
    { name: "framework-7", testMatch: "framework.spec.ts", use: { example: "react-router-framework" } },
    {
      name: "framework-8",
      testMatch: "framework.spec.ts",
      use: { example: "react-router-framework", versions: reactRouter("8.4.0") },
    },
  ],
  use: { browserName: "chromium", launchOptions: chromiumLaunch(), locale: "en-GB", screenshot: "only-on-failure" },
});
