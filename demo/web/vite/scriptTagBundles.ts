import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

/** Serves the script-tag bundles of `supertokens-web-js` as `/bundle/totp.js` and so on, for `plain.html`. */
export function scriptTagBundles(): Plugin {
  const bundles = findBundles();
  return {
    name: "script-tag-bundles",
    configureServer(server) {
      server.middlewares.use("/bundle", (request, response, next) => {
        const file = bundles.get((request.url ?? "").slice(1).replace(/\?.*$/, ""));
        if (file === undefined) {
          next();
          return;
        }
        response.setHeader("Content-Type", "text/javascript");
        response.end(readFileSync(file));
      });
    },
    generateBundle() {
      for (const [name, file] of bundles) this.emitFile({ type: "asset", fileName: `bundle/${name}`, source: readFileSync(file) });
    },
  };
}

/** The published names carry a hash (`totp.c58299….js`), which changes with every release. */
function findBundles(): Map<string, string> {
  const folder = join(dirname(fileURLToPath(import.meta.resolve("supertokens-web-js"))), "bundle");
  return new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith(".js"))
      .map((name) => [name.replace(/\.[0-9a-f]+\.js$/, ".js"), join(folder, name)]),
  );
}
