import type { Page } from "@playwright/test";
import { build, type Rollup } from "vite";
import { exampleConfig } from "../../../examples/vite.mjs";

/** Puts an example, as it is written, in the place of the demo's web app, before the demo's API. */
export async function serveExample(page: Page, name: string, { webUrl, apiUrl }: { webUrl: string; apiUrl: string }): Promise<void> {
  const files = await buildExample(name);
  // A document that no server sent counts as one of the public internet, which may not call loopback unasked.
  await page.context().grantPermissions(["local-network-access"], { origin: webUrl });
  await page.route(
    (url) => url.origin === webUrl,
    async (route) => {
      const isDocument = route.request().resourceType() === "document";
      const path = isDocument ? "index.html" : new URL(route.request().url()).pathname.slice(1);
      const file = files.find(({ fileName }) => fileName === path);
      if (file === undefined) return route.fulfill({ status: 404 });
      const text = file.type === "chunk" ? file.code : String(file.source);
      const contentType = isDocument ? "text/html" : path.endsWith(".css") ? "text/css" : "text/javascript";
      // Its API is another one here.
      await route.fulfill({ contentType, body: text.replaceAll("http://localhost:3001", apiUrl) });
    },
  );
}

async function buildExample(name: string): Promise<(Rollup.OutputChunk | Rollup.OutputAsset)[]> {
  const { output } = (await build({
    ...exampleConfig(name),
    logLevel: "error",
    build: { write: false, minify: false },
  })) as Rollup.RollupOutput;
  return output;
}
