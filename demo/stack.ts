import type { ApiReport } from "./api/main.js";
import type { DemoPolicy } from "./api/environment.js";
import { startCore } from "./core/server.js";
import type { OidcReport } from "./oidc/main.js";
import { startChildPart } from "./stack/childPart.js";
import { startDevServer } from "./stack/devServer.js";
import type { StackOptions } from "./stack/options.js";
import { assertPortsFree, portTaken } from "./stack/ports.js";
import type { PortChoice } from "./stack/ports.js";
import { closeServer, listenOnLoopback } from "./stack/runPart.js";
import { buildWeb } from "./stack/webBuild.js";
import { createWebServer } from "./stack/webServer.js";

export type { StackOptions } from "./stack/options.js";

/** What the web app learns from `/config.json`. */
export interface WebConfig extends Omit<ApiReport, "url"> {
  apiUrl: string;
  policy: DemoPolicy;
  plugin: boolean;
}

export interface Stack {
  webUrl: string;
  apiUrl: string;
  coreUrl: string;
  oidcUrl: string;
  /** What the web app learned: seeded accounts and tenants included. */
  config: WebConfig;
  /** Resolves with the last words of the API or the OpenID provider if one ends before `close()`. */
  failed: Promise<string>;
  close(): Promise<void>;
}

/**
 * Starts core, OpenID provider, API and web app, and answers when all of them answer.
 * Without ports it takes free ones, so any number of stacks run side by side.
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const {
    policy = "opt-in",
    plugin = true,
    webMode = "static",
    freshFor = 300,
    trustBrowsers = false,
    payoutWithin = 60,
    coreUrl,
    coreOptions,
    log,
  } = options;
  const giveUpAfter = options.giveUpAfter ?? ((ms) => AbortSignal.timeout(ms));
  const answers = (url: string, message: string) => assertAnswers(url, message, giveUpAfter(10_000));
  const choices = portChoices(options);
  await assertPortsFree(Object.values(choices));

  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    // In the opposite order of their start: nobody calls a part that is gone.
    for (const closer of closers.splice(0).reverse()) await closer();
  };

  try {
    // Filled in when the API is up; the page that asks earlier is told to wait.
    const known: { config?: WebConfig } = {};
    const web = await startWeb(webMode, choices.web, () => known.config);
    closers.push(() => web.close());
    const webUrl = web.url;

    const core = coreUrl === undefined ? await startCore({ port: choices.core.port, ...coreOptions }) : undefined;
    if (core !== undefined) closers.push(() => core.close());
    const usedCore = coreUrl ?? core?.url ?? "";
    await answers(
      `${usedCore}/hello`,
      `The core at ${usedCore} does not answer. Start it, or unset SUPERTOKENS_CORE_URI to use the embedded one.`,
    );

    const oidc = await startChildPart<OidcReport>({
      name: "The OpenID provider",
      module: "demo/oidc/main.ts",
      env: { OIDC_PORT: String(choices.oidc.port), WEB_URL: webUrl },
    });
    closers.push(() => oidc.close());

    const api = await startChildPart<ApiReport>({
      name: "The API",
      module: "demo/api/main.ts",
      env: {
        API_PORT: String(choices.api.port),
        WEB_URL: webUrl,
        SUPERTOKENS_CORE_URI: usedCore,
        OIDC_ISSUER: oidc.value.issuer,
        TOTP_POLICY: policy,
        MFA_PLUGIN: plugin ? "on" : "off",
        TOTP_FRESH_FOR: String(freshFor),
        TRUST_BROWSERS: trustBrowsers ? "on" : "off",
        PAYOUT_WITHIN: String(payoutWithin),
      },
      onLine: log,
    });
    closers.push(() => api.close());

    const { url: apiUrl, ...seeds } = api.value;
    const config = { apiUrl, policy, plugin, ...seeds };
    known.config = config;
    await answers(`${apiUrl}/`, `The API at ${apiUrl} started but does not answer.`);
    await answers(`${webUrl}/`, `The web app at ${webUrl} started but does not answer.`);
    const failed = Promise.race([api.ended, oidc.ended]);
    return { webUrl, apiUrl, coreUrl: usedCore, oidcUrl: oidc.value.issuer, config, failed, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function portChoices({ webPort = 0, apiPort = 0, corePort = 0, oidcPort = 0, coreUrl }: StackOptions) {
  return {
    web: { part: "the web app", port: webPort, variable: "PORT" },
    api: { part: "the API", port: apiPort, variable: "API_PORT" },
    core: { part: "the embedded core", port: coreUrl === undefined ? corePort : 0, variable: "CORE_PORT" },
    oidc: { part: "the OpenID provider", port: oidcPort, variable: "OIDC_PORT" },
  } satisfies Record<string, PortChoice>;
}

async function startWeb(mode: "static" | "dev", choice: PortChoice, config: () => WebConfig | undefined) {
  try {
    if (mode === "dev") return await startDevServer(choice.port, config);
    const server = createWebServer({ folder: await buildWeb(), config });
    return { url: await listenOnLoopback(server, choice.port), close: () => closeServer(server) };
  } catch (error) {
    throw error instanceof Error && "code" in error && error.code === "EADDRINUSE" ? portTaken(choice) : error;
  }
}

async function assertAnswers(url: string, message: string, signal: AbortSignal): Promise<void> {
  // `fetch` alone waits five minutes for whatever takes the connection and then says nothing.
  const response = await fetch(url, { signal }).catch((cause: unknown) => {
    throw new Error(message, { cause });
  });
  if (!response.ok) throw new Error(`${message} (${response.status})`);
  await response.body?.cancel();
}
