import { init } from "supertokens-web-js";
import type { SuperTokensConfig } from "supertokens-web-js";
import * as Session from "supertokens-web-js/recipe/session/index.js";
import { MultiFactorAuth, Totp, type MultiFactorAuthInput, type TotpInput } from "../../../src/index.js";

/** A request as the backend sees it. */
export interface SeenRequest {
  method: string;
  path: string;
  headers: Headers;
  body: unknown;
}

type Answer = Response | Error | Promise<Response>;

const seen: SeenRequest[] = [];
let answers: Record<string, (request: SeenRequest) => Answer> = {};

/** A backend by what it answers: `"POST /auth/totp/verify"` and so on. What isn't named is a 404. */
export function backend(routes: Record<string, (request: SeenRequest) => Answer>): SeenRequest[] {
  answers = routes;
  seen.length = 0;
  return seen;
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });
}

export function html(status = 200): Response {
  return new Response("<!doctype html><title>Bad gateway</title>", { status, headers: { "content-type": "text/html" } });
}

/** The SDK keeps the `fetch` that it finds at init, so this one stays and what it answers changes. */
globalThis.fetch = async (input, requestInit = {}) => {
  const url = new URL(input instanceof Request ? input.url : String(input), window.location.href);
  const method = requestInit.method ?? "GET";
  const body: unknown = typeof requestInit.body === "string" ? JSON.parse(requestInit.body) : undefined;
  const request = { method, path: url.pathname + url.search, headers: new Headers(requestInit.headers), body };
  seen.push(request);
  const answer = answers[`${method.toUpperCase()} ${url.pathname}`]?.(request) ?? new Response(null, { status: 404 });
  if (answer instanceof Error) throw answer;
  return answer;
};

type CreateRecipe = SuperTokensConfig["recipeList"][number];

let initArguments: Parameters<CreateRecipe> | undefined;

/** Starts the real SDK with our recipes; a later call starts our recipes anew with other options. */
export function startSdk(options: { mfa?: MultiFactorAuthInput; totp?: TotpInput } = {}): void {
  const recipes: CreateRecipe[] = [Totp.init(options.totp), MultiFactorAuth.init(options.mfa)];
  if (initArguments !== undefined) {
    for (const recipe of recipes) recipe(...initArguments);
    return;
  }
  const remember: CreateRecipe = (...args) => {
    initArguments = args;
    return Session.init()(...args);
  };
  init({
    appInfo: { appName: "Test", apiDomain: window.location.origin, apiBasePath: "/auth" },
    recipeList: [remember, ...recipes],
  });
}

/** A session as the server's response headers leave it in the browser: the front token and the time of its update. */
export function signIn(payload: Record<string, unknown> = {}, expiresInMs = 3_600_000): void {
  document.cookie = `sFrontToken=${frontToken(payload, expiresInMs)}; path=/`;
  document.cookie = `st-last-access-token-update=${Date.now()}; path=/`;
}

export function frontToken(payload: Record<string, unknown>, expiresInMs = 3_600_000): string {
  const up = { sub: "ada", tId: "public", ...payload };
  return btoa(JSON.stringify({ uid: "ada", ate: Date.now() + expiresInMs, up }));
}

export function forgetSession(): void {
  for (const cookie of document.cookie.split(";")) {
    document.cookie = `${cookie.replace(/=.*/, "").trim()}=; path=/; expires=Thu, 01 Jan 1970 00:00:00 GMT`;
  }
  localStorage.clear();
  sessionStorage.clear();
}
