import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createCore } from "./core.js";
import { badRequest, Body, forbidden, HttpError, Query, type Reply } from "./http.js";
import { parseJsonObject, type JsonObject } from "./json.js";
import { createRouter, replyTo, type Router } from "./router.js";
import { DEFAULT_PORT, settingsFrom, type CoreOptions } from "./settings.js";

export type { CoreOptions } from "./settings.js";

export interface RunningCore {
  /** What to give the SDK as its `connectionURI`. */
  url: string;
  port: number;
  close(): Promise<void>;
}

/** Loopback only: this core trusts whoever can reach it. */
const HOST = "127.0.0.1";

const LOCAL_NAMES = [HOST, "localhost", "[::1]"];

const LARGEST_BODY_BYTES = 2 * 1024 * 1024;

/**
 * Starts an in-memory stand-in for `supertokens-core`, for demos and tests. Nothing is kept when it
 * stops, and it has no API keys.
 */
export async function startCore(options: CoreOptions = {}): Promise<RunningCore> {
  if (process.env.NODE_ENV === "production") {
    throw new Error(
      "The embedded core does not run with NODE_ENV=production: it keeps users in memory, and anyone who can " +
        "reach it may do anything. Run a real supertokens-core and name it in SUPERTOKENS_CORE_URI, or unset NODE_ENV.",
    );
  }
  const route = createRouter(createCore(settingsFrom(options)));
  const server = createServer((request, response) => void respond(route, request, response));
  // Longer than an SDK's connection pool waits, so that it never writes to a socket being closed here.
  server.keepAliveTimeout = 65_000;
  const port = await listen(server, options.port ?? DEFAULT_PORT);
  return {
    url: `http://${HOST}:${port}`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EADDRINUSE") return reject(error);
      reject(
        new Error(
          `The embedded core cannot listen on ${HOST}:${port}: another process does already. ` +
            "Stop that process, or choose another port with --port (0 picks a free one).",
          { cause: error },
        ),
      );
    });
    server.listen(port, HOST, () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

async function respond(route: Router, request: IncomingMessage, response: ServerResponse) {
  const reply = await answer(route, request);
  const isJson = reply.kind === "json";
  response.writeHead(reply.status, {
    "content-type": `${isJson ? "application/json" : "text/html"};charset=UTF-8`,
    ...(isJson ? reply.headers : {}),
  });
  response.end(`${isJson ? JSON.stringify(reply.body) : reply.body}\n`);
}

async function answer(route: Router, request: IncomingMessage): Promise<Reply> {
  try {
    refuseBrowsers(request);
    const [path = "", ...query] = (request.url ?? "").split("?");
    const match = route(request.method ?? "", path, headerOf(request, "cdi-version"));
    const fields = request.method === "GET" ? {} : await readBody(request);
    return await match.handle({
      tenantId: match.tenantId,
      cdi: match.cdi,
      query: new Query(new URLSearchParams(query.join("?"))),
      body: new Body(fields),
    });
  } catch (error) {
    if (error instanceof HttpError) return replyTo(error);
    console.error("The embedded core failed to answer", request.method, request.url, error);
    return replyTo(new HttpError(500, "Internal Error"));
  }
}

/**
 * A web page can send requests to this machine, and, with a name of its own that it points here, read the answers.
 * Backends send no `Origin` and call it by a local name.
 */
function refuseBrowsers(request: IncomingMessage) {
  if (headerOf(request, "origin") !== undefined)
    throw forbidden("The embedded core is not for web pages: it answers no request with an Origin");
  const [, name = ""] = /^(.*?)(?::\d+)?$/.exec(headerOf(request, "host") ?? "") ?? [];
  if (!LOCAL_NAMES.includes(name.toLowerCase())) {
    throw forbidden(`The embedded core answers as ${LOCAL_NAMES.join(", ")} only, not as "${name}"`);
  }
}

async function readBody(request: IncomingMessage): Promise<JsonObject> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      if (!(chunk instanceof Uint8Array)) continue;
      size += chunk.length;
      // Read to its end even when too large: what stays unread would block the connection's next request.
      if (size <= LARGEST_BODY_BYTES) chunks.push(chunk);
    }
  } catch {
    // A caller that hangs up halfway gets no answer anyway.
    throw badRequest("Invalid Json Input");
  }
  if (size > LARGEST_BODY_BYTES) throw new HttpError(413, "Request body too large");
  const fields = parseJsonObject(Buffer.concat(chunks).toString("utf8"));
  if (fields === undefined) throw badRequest("Invalid Json Input");
  return fields;
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
