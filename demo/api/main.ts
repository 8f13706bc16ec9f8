import { createServer } from "node:http";
import { closeServer, listenOnLoopback, runPart } from "../stack/runPart.js";
import { createApp } from "./app.js";
import { readApiEnvironment } from "./environment.js";
import { initWithPlugin } from "./plugin.js";
import { addPluginRoutes } from "./pluginRoutes.js";
import { addCommonRoutes } from "./routes.js";
import { seed } from "./seeds.js";
import type { Seeds } from "./seeds.js";
import { initStock } from "./stock.js";

/** What the API tells the process that started it. */
export interface ApiReport extends Seeds {
  url: string;
}

await runPart<ApiReport>(async () => {
  const environment = readApiEnvironment(process.env);
  // The port is taken first: the SDK wants to know its own address, and with port 0 only the listening server does.
  const server = createServer();
  const url = await listenOnLoopback(server, environment.port);
  const { plugin, policy, webUrl } = environment;
  const totpSwitch = plugin ? initWithPlugin(environment, url) : initStock(environment, url);
  const app = createApp(webUrl, (routes) => {
    addCommonRoutes(routes, totpSwitch, environment.freshFor);
    if (plugin) addPluginRoutes(routes, environment);
  });
  const seeds = await seed(policy);
  server.on("request", app);
  return { value: { url, ...seeds }, line: `API: ${url}`, close: () => closeServer(server) };
});
