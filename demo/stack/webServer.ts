import { readFileSync, readdirSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { extname, join, relative, sep } from "node:path";

const contentTypes: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

export interface WebServerOptions {
  /** Folder of the built app; read once, at start. */
  folder: string;
  /** What `/config.json` answers; `undefined` until the API's address is known. */
  config: () => { apiUrl: string } | undefined;
}

/** Serves the built web app as a careful host would: strict headers, and `index.html` for the app's own routes only. */
export function createWebServer({ folder, config }: WebServerOptions): Server {
  const files = readFiles(folder);
  return createServer((request, response) => {
    const settings = config();
    for (const [name, value] of Object.entries(securityHeaders(settings?.apiUrl))) response.setHeader(name, value);
    if (request.method !== "GET" && request.method !== "HEAD") {
      send(request, response, 405, ".txt", "Only GET and HEAD are answered here.\n");
      return;
    }
    const path = pathOf(request);
    if (path === "/config.json") {
      if (settings === undefined) send(request, response, 503, ".txt", "The API is still starting.\n");
      else send(request, response, 200, ".json", JSON.stringify(settings));
      return;
    }
    const isRoute = path !== undefined && extname(path) === "" && !path.startsWith("/assets/");
    const name = isRoute ? "/index.html" : path;
    const content = name === undefined ? undefined : files.get(name);
    if (name === undefined || content === undefined) {
      send(request, response, 404, ".txt", "Not found.\n");
      return;
    }
    // Names under /assets carry a hash of their content.
    response.setHeader("Cache-Control", name.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
    send(request, response, 200, extname(name), content);
  });
}

function securityHeaders(apiUrl: string | undefined): Record<string, string> {
  const policy = [
    "default-src 'self'",
    `connect-src 'self'${apiUrl === undefined ? "" : ` ${apiUrl}`}`,
    "style-src 'self'",
    "script-src 'self'",
    "require-trusted-types-for 'script'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
  ];
  return {
    "Content-Security-Policy": policy.join("; "),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
  };
}

/** The path to look up, or `undefined` for one that can't be decoded. Only names found at start are ever served. */
function pathOf(request: IncomingMessage): string | undefined {
  try {
    return decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
  } catch {
    return undefined;
  }
}

function send(request: IncomingMessage, response: ServerResponse, status: number, extension: string, body: string | Buffer): void {
  response.setHeader("Content-Type", contentTypes[extension] ?? "text/plain; charset=utf-8");
  response.setHeader("Content-Length", Buffer.byteLength(body));
  response.writeHead(status);
  response.end(request.method === "HEAD" ? undefined : body);
}

function readFiles(folder: string): Map<string, Buffer> {
  const entries = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
  return new Map(entries.map((path) => [`/${relative(folder, path).split(sep).join("/")}`, readFileSync(path)]));
}
