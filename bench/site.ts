import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { build, type Rollup } from "vite";
import { closeServer, listenOnLoopback } from "../demo/stack/runPart.js";
import { subjects } from "./measure.js";

const types: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

export interface Site {
  url: string;
  /** Builds both apps for an API and serves them from now on, each below its name. */
  publish(apiUrl: string, packageFolder: string): Promise<void>;
  close(): Promise<void>;
}

/** Both apps on one origin, gzipped, as a host would serve them. */
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
      for (const { name } of subjects) {
        for (const { fileName, content } of await buildApp(name, apiUrl, packageFolder))
          files.set(`/${name}/${fileName}`, gzipSync(content, { level: 9 }));
      }
    },
    close: () => closeServer(server),
  };
}

async function buildApp(
  name: string,
  apiUrl: string,
  packageFolder: string,
): Promise<{ fileName: string; content: string | Uint8Array }[]> {
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
  return (result as Rollup.RollupOutput).output.map((file) => ({
    fileName: file.fileName,
    content: file.type === "chunk" ? file.code : file.source,
  }));
}

/** The package's doors as its own `exports` name them, onto a build of it. */
function doors(packageFolder: string) {
  const { exports } = JSON.parse(readFileSync(join(import.meta.dirname, "../package.json"), "utf8")) as {
    exports: Record<string, string | { default: string }>;
  };
  return Object.entries(exports)
    .filter(([door]) => !door.includes("*"))
    .map(([door, target]) => ({
      find: new RegExp(`^supertokens-mfa-react${door.slice(1).replaceAll(".", "\\.")}$`),
      replacement: join(packageFolder, (typeof target === "string" ? target : target.default).replace("./dist/", "")),
    }));
}
