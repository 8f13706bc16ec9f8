import { test as base, expect } from "@playwright/test";
import { startStack, type Stack, type StackOptions } from "../../../demo/stack.js";
import { coreClock } from "./coreClock.js";

export { expect };

export interface DemoOptions {
  /** How the demo of this file is started: `test.use({ stack: { policy: "admin" } })`. @default the demo's own defaults */
  stack: StackOptions;
}

interface DemoFixtures {
  /** The running demo: core, OpenID provider, API and web app on free ports, one per worker and options. */
  demo: Stack;
  webUrl: string;
  apiUrl: string;
}

/** Playwright's `test` with the whole demo behind `page`; `page.goto("/settings")` opens the demo's own page. */
export const test = base.extend<object, DemoOptions & DemoFixtures>({
  stack: [{}, { scope: "worker", option: true }],
  demo: [
    async ({ stack }, use) => {
      const demo = await startStack(withCore(stack));
      await use(demo);
      await demo.close();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  webUrl: [async ({ demo }, use) => use(demo.webUrl), { scope: "worker" }],
  apiUrl: [async ({ demo }, use) => use(demo.apiUrl), { scope: "worker" }],
  baseURL: async ({ webUrl }, use) => use(webUrl),
});

/** A real core when one is named, else the embedded one on the tests' clock. */
function withCore(options: StackOptions): StackOptions {
  const coreUrl = process.env["SUPERTOKENS_CORE_URI"];
  if (coreUrl !== undefined && coreUrl !== "") return { coreUrl, ...options };
  return { ...options, coreOptions: { now: coreClock.now, ...options.coreOptions } };
}
