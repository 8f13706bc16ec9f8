import { createServer } from "node:http";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startCore, type RunningCore } from "../../demo/core/server.js";
import { createApp } from "../../demo/api/app.js";
import { readApiEnvironment } from "../../demo/api/environment.js";
import { initWithPlugin } from "../../demo/api/plugin.js";
import { closeServer, listenOnLoopback } from "../../demo/stack/runPart.js";
import { startChildPart, type ChildPart } from "../../demo/stack/childPart.js";
import type { OidcReport } from "../../demo/oidc/main.js";

/** A request that is at fault gets a 4xx from the demo's API, whatever the SDK throws for it. */
const server = createServer();
let core: RunningCore;
let oidc: ChildPart<OidcReport>;
let url = "";
const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);

beforeAll(async () => {
  core = await startCore({ port: 0 });
  oidc = await startChildPart<OidcReport>({ name: "OIDC", module: "demo/oidc/main.ts", env: { OIDC_PORT: "0" } });
  url = await listenOnLoopback(server, 0);
  initWithPlugin({ ...readApiEnvironment({}), coreUrl: core.url, oidcIssuer: oidc.value.issuer }, url);
  server.on(
    "request",
    createApp(url, () => undefined),
  );
});
afterAll(async () => {
  logged.mockRestore();
  await closeServer(server);
  await oidc.close();
  await core.close();
});

const formFields = [
  { id: "email", value: "ada@example.com" },
  { id: "password", value: "fernway-2024" },
];

async function send(method: string, path: string, body?: unknown, token = "") {
  const response = await fetch(url + path, {
    method,
    headers: { "content-type": "application/json", "st-auth-mode": "header", ...(token !== "" && { authorization: `Bearer ${token}` }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  await response.text();
  return response;
}

test.each<[string, string, unknown?]>([
  ["GET", "/auth/nowhere/loginmethods"],
  ["GET", "/auth/nowhere/authorisationurl?thirdPartyId=demo&redirectURIOnProviderDashboard=x"],
  ["POST", "/auth/signinup", { thirdPartyId: "demo", oAuthTokens: { access_token: "x" } }],
  ["POST", "/auth/signinup", { thirdPartyId: "demo", oAuthTokens: {} }],
])("%s %s is the caller's mistake", async (method, path, body) => {
  const { status } = await send(method, path, body);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
});

test("so is asking for accounts to be linked", async () => {
  const token = (await send("POST", "/auth/signup", { formFields })).headers.get("st-access-token") ?? "";
  const { status } = await send("POST", "/auth/signin", { formFields, shouldTryLinkingWithSessionUser: true }, token);
  expect(status).toBe(400);
});
