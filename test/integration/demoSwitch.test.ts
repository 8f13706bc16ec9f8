import { createServer } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp } from "../../demo/api/app.js";
import { readApiEnvironment } from "../../demo/api/environment.js";
import { addCommonRoutes } from "../../demo/api/routes.js";
import { initStock } from "../../demo/api/stock.js";
import { startCore, type RunningCore } from "../../demo/core/server.js";
import { closeServer, listenOnLoopback } from "../../demo/stack/runPart.js";
import { addFactorRoute, sdk } from "../support/app.js";
import { createCoreClock } from "../support/clock.js";
import { createVisitor } from "../support/visitor.js";

/** The demo's own endpoints ask for what the plugin's ask for, also without the plugin. */
const server = createServer();
const clock = createCoreClock();
let core: RunningCore;
let url = "";

beforeAll(async () => {
  core = await startCore({ port: 0, now: clock.now, accessTokenValidity: 30 * 24 * 3600 });
  url = await listenOnLoopback(server, 0);
  const environment = { ...readApiEnvironment({}), coreUrl: core.url };
  const totpSwitch = initStock(environment, url);
  server.on(
    "request",
    createApp(url, (app) => {
      addCommonRoutes(app, totpSwitch, environment.freshFor);
      addFactorRoute(app);
    }),
  );
});
afterAll(async () => {
  await closeServer(server);
  await core.close();
});

async function signedUp() {
  const visitor = createVisitor({ url, clock, basePath: "/auth" });
  await visitor.signUp();
  const isOn = async () => (await visitor.call("GET", "/totp/enabled")).body["enabled"];
  return { visitor, isOn };
}

test("a user without a verified device can't turn TOTP on", async () => {
  const { visitor, isOn } = await signedUp();
  await visitor.addPendingDevice("pending");
  expect((await visitor.call("POST", "/totp/enable")).body).toMatchObject({ status: "GENERAL_ERROR" });
  expect(await isOn()).toBe(false);
});

test("turning TOTP off takes a fresh code, and on again only the device", async () => {
  const { visitor, isOn } = await signedUp();
  await visitor.addDevice("phone");
  await visitor.ageTotp(301);
  const refused = await visitor.call("POST", "/totp/disable");
  expect(refused.status).toBe(403);
  expect(refused.body).toMatchObject({ claimValidationErrors: [{ id: "st-mfa", reason: { factorId: "totp" } }] });
  expect(await isOn()).toBe(true);

  await visitor.ageTotp(200);
  expect((await visitor.call("POST", "/totp/disable")).body).toEqual({ status: "OK" });
  expect(await isOn()).toBe(false);
  expect((await visitor.call("POST", "/totp/enable")).body).toEqual({ status: "OK" });
  expect(await isOn()).toBe(true);
});

test("the token of a revoked session turns nothing on or off", async () => {
  const { visitor } = await signedUp();
  await visitor.addDevice("phone");
  await sdk.session.revokeAllSessionsForUser(visitor.userId());
  expect((await visitor.call("POST", "/totp/disable")).status).toBe(401);
  expect((await visitor.call("POST", "/totp/enable")).status).toBe(401);
});
