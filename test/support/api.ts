import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { startCore, type CoreOptions } from "../../demo/core/server.js";
import { createApp, sdk, type AppOptions } from "./app.js";
import { startChildApi } from "./childApi.js";
import { createCoreClock, type CoreClock } from "./clock.js";
import { createVisitor, type MfaClaim, type Visitor } from "./visitor.js";

export interface ApiOptions extends AppOptions {
  core?: CoreOptions;
}

/** A real API over HTTP: Express 5, supertokens-node, and an embedded core of its own. One per test file. */
export interface Api {
  url: string;
  coreUrl: string;
  clock: CoreClock;
  sdk: typeof sdk;
  /** A browser (in header mode) that nobody has signed in to yet. */
  visitor(): Visitor;
  /** The MFA claim of each of a user's sessions, as the core keeps it. */
  storedClaims(userId: string): Promise<MfaClaim[]>;
  /** Starts the SDK without any plugin on the same core, for the same requests; returns its origin. */
  startStock(): Promise<string>;
  close(): Promise<void>;
}

export async function startApi({ core: coreOptions, ...options }: ApiOptions = {}): Promise<Api> {
  const clock = createCoreClock();
  // Codes are made by turning the core's clock, which must not end the sessions of a test.
  const core = await startCore({ port: 0, now: clock.now, accessTokenValidity: 30 * 24 * 3600, ...coreOptions });
  const own = await serve(options, core.url);
  const closers = [() => own.close(), () => core.close()];
  return {
    url: own.url,
    coreUrl: core.url,
    clock,
    sdk,
    visitor: () => createVisitor({ url: own.url, clock, basePath: options.apiBasePath ?? "/auth" }),
    async storedClaims(userId) {
      const handles = await sdk.session.getAllSessionHandlesForUser(userId);
      const sessions = await Promise.all(handles.map((handle) => sdk.session.getSessionInformation(handle)));
      return sessions.map((session) => session?.customClaimsInAccessTokenPayload["st-mfa"] as MfaClaim);
    },
    async startStock() {
      const { url, child } = await startChildApi("stockApi.ts", [core.url]);
      closers.unshift(async () => void child.kill());
      return url;
    },
    async close() {
      for (const close of closers) await close();
    },
  };
}

/** Serves one app on a free port. */
export async function serve(options: AppOptions, connectionURI: string) {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.on("request", createApp(options, url, connectionURI));
  return {
    url,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
