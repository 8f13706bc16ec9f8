import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { build, type Rollup } from "vite";
import { buildScript } from "../../../.ci/script.mjs";
import type { Stack } from "../../../demo/stack.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const example = (name: string) => join(root, "examples", name);

/** An example's files, by path. */
type Site = ReadonlyMap<string, string>;

const types: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

/** Serves an example in the demo web app's place: on its origin, with its API, and under a policy as strict as its own. */
export async function serveSite(page: Page, { webUrl, apiUrl }: Stack, site: Site): Promise<void> {
  const policy = `default-src 'self'; connect-src 'self' ${apiUrl}; require-trusted-types-for 'script'; base-uri 'none'`;
  // A document that no server sent counts as one of the public internet, which may not call loopback unasked.
  await page.context().grantPermissions(["local-network-access"], { origin: webUrl });
  await page.route(
    (url) => url.origin === webUrl,
    async (route) => {
      const { pathname } = new URL(route.request().url());
      const path = [pathname, `${pathname}.html`, "/index.html"].find((candidate) => site.has(candidate)) ?? "";
      const body = site.get(path)?.replaceAll("http://localhost:3001", apiUrl) ?? "";
      await route.fulfill({ contentType: types[extname(path)] ?? "text/plain", headers: { "Content-Security-Policy": policy }, body });
    },
  );
}

/** The pages as they are, with the script and its checksum. */
export async function plainSite(): Promise<Site> {
  const folder = example("plain-page");
  const pages = (await readdir(folder, { recursive: true })).filter(
    (name) => /\.(html|js)$/.test(name) && !name.startsWith("node_modules"),
  );
  const site = new Map<string, string>();
  const built = await mkdtemp(join(tmpdir(), "mfa-script-"));
  try {
    await buildScript(built);
    const sums = JSON.parse(await readFile(join(built, "integrity.json"), "utf8")) as Record<string, string>;
    const tag = 'src="/supertokens-mfa/supertokens-mfa.js"';
    for (const name of pages) {
      const text = await readFile(join(folder, name), "utf8");
      site.set(`/${name}`, text.replace(tag, `${tag} integrity="${sums["supertokens-mfa.js"]}" crossorigin="anonymous"`));
    }
    site.set("/supertokens-mfa/supertokens-mfa.js", await readFile(join(built, "supertokens-mfa.js"), "utf8"));
    site.set("/supertokens-mfa/styles.css", await readFile(join(root, "src/styles.css"), "utf8"));
    return site;
  } finally {
    await rm(built, { recursive: true });
  }
}

/** An app as its own Vite configuration builds it. */
export async function builtSite(name: string): Promise<Site> {
  const { output } = (await build({
    root: example(name),
    configFile: join(example(name), "vite.config.ts"),
    logLevel: "error",
    // The package's doors, onto its sources; Vue's files have no place in the tsconfig.
    resolve: {
      alias: [
        { find: /^supertokens-mfa-react$/, replacement: join(root, "src/index.ts") },
        { find: /^supertokens-mfa-react\/(elements|styles\.css)$/, replacement: join(root, "src/$1") },
      ],
    },
    build: { write: false, minify: false, modulePreload: false },
  })) as Rollup.RollupOutput;
  return new Map(output.map((file) => [`/${file.fileName}`, file.type === "chunk" ? file.code : String(file.source)]));
}
