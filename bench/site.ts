import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { build, type Rollup } from "vite";
import { closeServer, listenOnLoopback } from "../demo/stack/runPart.js";

const types: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

export interface Site {
  url: string;
  /** Builds the apps for an API and serves them from now on, each below its name. Answers the bytes, gzip, of the JavaScript that each loads first. */
  publish(apiUrl: string, packageFolder: string): Promise<Record<App, number>>;
  close(): Promise<void>;
}

/** Ours, the incumbent's, what both stand on, and the panel beside a bare list. */
const apps = ["ours", "incumbent", "floor", "panel"] as const;
type App = (typeof apps)[number];

/** All apps on one origin, gzipped, as a host would serve them. */
export async function openSite(): Promise<Site> {
  const files = new Map<string, Buffer>();
  const server: Server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const path = extname(pathname) === "" ? `/${pathname.split("/")[1] ?? ""}/index.html` : pathname;
    const content = files.get(path);
    if (content === undefined) return void response.writeHead(404).end();
    response.writeHead(200, {
      "Content-Type": types[extname(path)] ?? "application/octet-stream",
      "Content-Encoding": "gzip",
      "Content-Length": content.length,
    });
    response.end(content);
  });
  const url = await listenOnLoopback(server, 0);
  return {
    url,
    async publish(apiUrl, packageFolder) {
      const firstLoads = { ours: 0, incumbent: 0, floor: 0, panel: 0 };
      for (const name of apps) {
        for (const { fileName, content, isFirst } of await buildApp(name, apiUrl, packageFolder)) {
          const sent = gzipSync(content, { level: 9 });
          files.set(`/${name}/${fileName}`, sent);
          if (isFirst) firstLoads[name] += sent.length;
        }
      }
      return firstLoads;
    },
    close: () => closeServer(server),
  };
}

interface BuiltFile {
  fileName: string;
  content: string | Uint8Array;
  /** JavaScript that is there before anything is shown. */
  isFirst: boolean;
}

async function buildApp(name: App, apiUrl: string, packageFolder: string): Promise<BuiltFile[]> {
  const result = await build({
    configFile: false,
    logLevel: "error",
    root: join(import.meta.dirname, name),
    base: `/${name}/`,
    plugins: [react()],
    define: { "import.meta.env.VITE_API_URL": JSON.stringify(apiUrl) },
    resolve: { alias: doors(packageFolder) },
    build: { write: false, target: "es2022", modulePreload: { polyfill: false } },
  });
  const { output } = result as Rollup.RollupOutput;
  const chunks = new Map(output.flatMap((file) => (file.type === "chunk" ? [[file.fileName, file] as const] : [])));
  const first = new Set<string>();
  const load = (fileName: string) => {
    if (first.has(fileName)) return;
    first.add(fileName);
    for (const imported of chunks.get(fileName)?.imports ?? []) load(imported);
  };
  for (const { fileName, isEntry } of chunks.values()) if (isEntry) load(fileName);
  return output.map((file) => ({
    fileName: file.fileName,
    content: file.type === "chunk" ? file.code : file.source,
    isFirst: first.has(file.fileName),
  }));
}

/** The package's doors as its own `exports` name them, onto a build of it. */
function doors(packageFolder: string) {
  const { exports } = JSON.parse(readFileSync(join(import.meta.dirname, "../package.json"), "utf8")) as {
    exports: Record<string, string | { default?: string }>;
  };
  return Object.entries(exports).flatMap(([door, target]) => {
    const file = typeof target === "string" ? target : target.default;
    // The server's is no client's.
    if (file === undefined) return [];
    const name = door.slice(1).replaceAll(".", "\\.").replace("*", "(.*)");
    return {
      find: new RegExp(`^supertokens-mfa-react${name}$`),
      replacement: join(packageFolder, file.replace("./dist/", "").replace("*", "$1")),
    };
  });
}
