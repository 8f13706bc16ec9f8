import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { test as base, expect, type Page } from "@playwright/test";
import { preview } from "vite";

export { expect };

export interface StoryEntry {
  id: string;
  /** The screen that it is a state of. */
  title: string;
}

interface Storybook {
  url: string;
  stories: StoryEntry[];
}

interface StorybookFixtures {
  storybook: Storybook;
}

/** Playwright's `test` with the built Storybook behind `page`: a state of a screen by its address, without a backend. */
export const test = base.extend<object, StorybookFixtures>({
  storybook: [
    // Playwright reads the pattern to know what is needed.
    async ({ browserName: _browserName }, use, { workerIndex }) => {
      const outDir = join("test-results", `storybook-${workerIndex}`);
      const cli = join("node_modules", "storybook", "dist", "bin", "dispatcher.js");
      await promisify(execFile)(process.execPath, [cli, "build", "--test", "--preview-only", "--quiet", "--output-dir", outDir]);
      const { entries } = JSON.parse(await readFile(join(outDir, "index.json"), "utf8")) as {
        entries: Record<string, StoryEntry & { type: string }>;
      };
      const server = await preview({ configFile: false, logLevel: "error", build: { outDir }, preview: { port: 0, host: "127.0.0.1" } });
      const [url = ""] = server.resolvedUrls?.local ?? [];
      await use({ url, stories: Object.values(entries).filter(({ type }) => type === "story") });
      await server.close();
    },
    { scope: "worker", timeout: 300_000 },
  ],
});

/** Opens a state and waits until its own interactions are over. */
export async function openStory(page: Page, { url }: Storybook, id: string, globals: Record<string, string> = {}): Promise<void> {
  const chosen = Object.entries(globals).map(([name, value]) => `${name}:${value}`);
  await page.goto(`${url}iframe.html?id=${id}&viewMode=story&globals=${chosen.join(";")}`);
  await isShown(page, id);
}

/** Goes on to another state with the same globals, without loading Storybook again. */
export async function nextStory(page: Page, id: string): Promise<void> {
  await emit(page, "setCurrentStory", { storyId: id, viewMode: "story" });
  await isShown(page, id);
}

/** Changes a control of the open story, as its panel does: the same screen, in its next state. */
export async function setArgs(page: Page, storyId: string, updatedArgs: Record<string, string>): Promise<void> {
  await emit(page, "updateStoryArgs", { storyId, updatedArgs });
}

async function emit(page: Page, event: string, payload: object): Promise<void> {
  await page.evaluate(
    ([name, data]) => {
      const { __STORYBOOK_ADDONS_CHANNEL__: channel } = globalThis as unknown as {
        __STORYBOOK_ADDONS_CHANNEL__: { emit(event: string, payload: object): void };
      };
      channel.emit(name, data);
    },
    [event, payload] as const,
  );
}

async function isShown(page: Page, id: string): Promise<void> {
  await page.waitForFunction((storyId) => {
    const render = (globalThis as { __STORYBOOK_PREVIEW__?: { currentRender?: { id: string; phase: string } } }).__STORYBOOK_PREVIEW__
      ?.currentRender;
    return render?.id === storyId && render.phase === "finished";
  }, id);
  await expect(page.locator("body.sb-show-main")).toBeVisible();
}
