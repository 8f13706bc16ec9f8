import { test as base, expect, type Page } from "@playwright/test";
import { startCore } from "../../demo/core/server.js";
import { startInstalledApp } from "../../examples/installedApp.js";
import type { Account } from "../browser/support/account.js";
import { coreClock } from "../browser/support/coreClock.js";

export { expect };

export interface AppOptions {
  /** Which one a project drives. */
  example: Parameters<typeof startInstalledApp>[0];
  /** Packages in other versions than its own. */
  versions: Record<string, string>;
}

/** Playwright's `test` with an installed app behind `page`. */
export const test = base.extend<object, AppOptions & { url: string }>({
  example: ["next", { scope: "worker", option: true }],
  versions: [{}, { scope: "worker", option: true }],
  url: [
    async ({ example, versions }, use) => {
      const core = await startCore({ port: 0, now: coreClock.now });
      const app = await startInstalledApp(example, { coreUrl: core.url, versions });
      await use(app.url);
      await app.close();
      await core.close();
    },
    { scope: "worker", timeout: 600_000 },
  ],
  baseURL: async ({ url }, use) => use(url),
});

export async function signIn(page: Page, { email, password }: Account, isNew: boolean): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  if (isNew) await page.getByLabel("I have no account yet").check();
  await page.getByRole("button", { name: "Continue" }).click();
}

/** Full page loads, and what the page's own code complained of. */
export function watch(page: Page) {
  const seen = { documents: [] as string[], errors: [] as string[] };
  page.on("request", (request) => {
    if (request.isNavigationRequest()) seen.documents.push(new URL(request.url()).pathname);
  });
  page.on("pageerror", (error) => seen.errors.push(error.message));
  page.on("console", (message) => {
    // In a new browser the SDK asks once whether there is a session.
    const isFirstQuestion = message.location().url.endsWith("/session/refresh");
    if (message.type() === "error" && !isFirstQuestion) seen.errors.push(message.text());
  });
  return seen;
}
