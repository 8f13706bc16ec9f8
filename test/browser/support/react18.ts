import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { build, type Rollup } from "vite";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const input = fileURLToPath(new URL("../apps/react18.tsx", import.meta.url));

/** Puts the app that runs on React 18 below `/react-18` of the demo: in the demo's own page, under its strict headers. */
export async function serveReact18(page: Page): Promise<void> {
  const chunks = await buildApp();
  const entry = chunks.find(({ isEntry }) => isEntry);
  const onReact18 = () => new URL(page.url()).pathname.startsWith("/react-18/");
  await page.route(
    (url) => /^\/assets\/.+\.js$/.test(url.pathname) && onReact18(),
    async (route) => {
      const { pathname } = new URL(route.request().url());
      const chunk = chunks.find(({ fileName }) => `/${fileName}` === pathname);
      // The page names the demo's scripts; ours, under its own name, is evaluated once.
      const body = chunk?.code ?? `import "/${entry?.fileName ?? ""}";`;
      await route.fulfill({ contentType: "text/javascript", body });
    },
  );
}

/** With React's development build, which says what it finds wrong. */
async function buildApp(): Promise<Rollup.OutputChunk[]> {
  const { output } = (await build({
    configFile: false,
    logLevel: "error",
    root,
    define: { "process.env.NODE_ENV": '"development"' },
    resolve: {
      tsconfigPaths: true,
      alias: [
        { find: /^react(?=\/|$)/, replacement: "react-18" },
        { find: /^react-dom(?=\/|$)/, replacement: "react-dom-18" },
        { find: /^react-router-dom$/, replacement: "react-router-dom-6" },
      ],
    },
    build: { write: false, minify: false, modulePreload: false, rollupOptions: { input } },
  })) as Rollup.RollupOutput;
  return output.filter((file) => file.type === "chunk");
}
