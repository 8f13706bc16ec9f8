import type { Page, Request, Route } from "@playwright/test";

type Handler = (route: Route) => Promise<void>;

/** Puts a fault between the browser and the API: `handler` gets the calls of one path below `/auth`. */
export async function onCall(page: Page, path: string, handler: Handler, options: { times?: number } = {}): Promise<void> {
  await page.route((url) => url.pathname === `/auth${path}`, handler, options);
}

/** The API gets the call and acts; the reply never arrives. */
export const loseReply: Handler = async (route) => {
  await deliver(route.request());
  await route.abort("connectionreset");
};

/** The call never arrives. */
export const refuse: Handler = (route) => route.abort("connectionrefused");

/** The API doesn't get the call; the browser gets this answer. A string is sent as it is, anything else as JSON. */
export function answer(body: unknown, { status = 200, contentType = "application/json" } = {}): Handler {
  return async (route) => {
    await route.fulfill({
      status,
      headers: { ...(await corsHeaders(route.request())), "content-type": contentType },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  };
}

/** The API gets the call and acts; the browser gets its answer with some fields changed. */
export function rewrite(change: (body: Record<string, unknown>) => Record<string, unknown>): Handler {
  return async (route) => {
    const { body, ...rest } = await deliver(route.request());
    const parsed: unknown = JSON.parse(body.toString());
    await route.fulfill({ ...rest, body: JSON.stringify(change(Object(parsed) as Record<string, unknown>)) });
  };
}

/** The API gets the call and acts; its answer waits until it is let go. */
export function holdReply(): { handler: Handler; acted: Promise<void>; letGo: () => void } {
  const acted = signal();
  const gate = signal();
  return {
    acted: acted.promise,
    letGo: gate.resolve,
    handler: async (route) => {
      const reply = await deliver(route.request());
      acted.resolve();
      await gate.promise;
      await route.fulfill(reply);
    },
  };
}

/** What the browser sent to the API, by path below `/auth`. */
export interface Calls {
  count(path: string): number;
  bodies(path: string): unknown[];
}

export function watchCalls(page: Page): Calls {
  const seen: Request[] = [];
  page.on("request", (request) => {
    if (request.method() !== "OPTIONS") seen.push(request);
  });
  const of = (path: string) => seen.filter((request) => new URL(request.url()).pathname === `/auth${path}`);
  return { count: (path) => of(path).length, bodies: (path) => of(path).map((request): unknown => request.postDataJSON()) };
}

/** Everything that the page writes to the console, and its uncaught errors. */
export function watchConsole(page: Page): string[] {
  const lines: string[] = [];
  page.on("console", (message) => lines.push(message.text()));
  page.on("pageerror", (error) => lines.push(`Uncaught ${error.message}`));
  return lines;
}

/**
 * Sends the browser's call from here, so that the browser learns nothing of the answer: `route.fetch()` would put the
 * new cookies into its jar even when the reply is lost.
 */
async function deliver(request: Request): Promise<{ status: number; headers: Record<string, string>; body: Buffer }> {
  const { host: _host, "content-length": _length, ...headers } = await request.allHeaders();
  const sent = Object.entries(headers).filter(([name]) => !name.startsWith(":"));
  const body = request.postData();
  const response = await fetch(request.url(), { method: request.method(), headers: sent, ...(body === null ? {} : { body }) });
  return {
    status: response.status,
    headers: { ...Object.fromEntries(response.headers), "set-cookie": response.headers.getSetCookie().join("\n") },
    body: Buffer.from(await response.arrayBuffer()),
  };
}

async function corsHeaders(request: Request): Promise<Record<string, string>> {
  const origin = await request.headerValue("origin");
  return origin === null ? {} : { "access-control-allow-origin": origin, "access-control-allow-credentials": "true" };
}

function signal(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
