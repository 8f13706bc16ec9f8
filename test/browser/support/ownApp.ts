import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { build } from "esbuild";

const apps = fileURLToPath(new URL("../apps/", import.meta.url));

/** Serves another app than the demo's on the demo's own origin, so that the API and the session are the same. */
export async function serveOwnApp(page: Page, webUrl: string, entry: string, html = ""): Promise<void> {
  const script = await bundle(entry, "browser");
  const document = `<!doctype html><html lang="en"><meta charset="utf-8"><title>An app of the tests</title><div id="root">${html}</div><script type="module" src="/own-app.js"></script></html>`;
  // A document that no server sent counts as one of the public internet, which may not call loopback unasked.
  await page.context().grantPermissions(["local-network-access"], { origin: webUrl });
  await page.route(
    (url) => url.origin === webUrl,
    async (route) => {
      const { pathname } = new URL(route.request().url());
      if (pathname === "/own-app.js") await route.fulfill({ contentType: "text/javascript", body: script });
      else if (route.request().resourceType() === "document") await route.fulfill({ contentType: "text/html", body: document });
      else await route.fallback();
    },
  );
}

/** Runs an entry in a Node process of its own, where nothing of a browser exists, and answers what it writes. */
export async function runInNode(entry: string, args: string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "mfa-ssr-"));
  try {
    const file = join(folder, "entry.cjs");
    await writeFile(file, await bundle(entry, "node"));
    const { stdout } = await promisify(execFile)(process.execPath, [file, ...args]);
    return stdout;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** One file of an entry in `apps/`, for the browser or for Node. */
export async function bundle(entry: string, platform: "browser" | "node"): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(apps, entry)],
    bundle: true,
    write: false,
    platform,
    format: platform === "node" ? "cjs" : "esm",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"development"' },
    logLevel: "error",
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error(`${entry} gave no output.`);
  return file.text;
}
