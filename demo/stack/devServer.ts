import { fileURLToPath } from "node:url";
import type { WebServerOptions } from "./webServer.js";

const configFile = fileURLToPath(new URL("../web/vite.config.ts", import.meta.url));

/** Vite's development server on the same `/config.json`: sources reload as they change. Without the strict headers. */
export async function startDevServer(port: number, config: WebServerOptions["config"]): Promise<{ url: string; close(): Promise<void> }> {
  const { createServer } = await import("vite");
  const server = await createServer({
    configFile,
    clearScreen: false,
    logLevel: "warn",
    server: { port, host: "127.0.0.1" },
    plugins: [
      {
        name: "stack-config",
        // Before the plugin of the same purpose in the config file, which knows no seeded accounts.
        enforce: "pre",
        configureServer: ({ middlewares }) => {
          middlewares.use("/config.json", (_request, response) => {
            const settings = config();
            response.statusCode = settings === undefined ? 503 : 200;
            response.setHeader("Content-Type", "application/json");
            response.end(JSON.stringify(settings ?? { message: "The API is still starting." }));
          });
        },
      },
    ],
  });
  await server.listen();
  const address = server.httpServer?.address();
  const taken = typeof address === "object" && address !== null ? address.port : port;
  return { url: `http://localhost:${taken}`, close: () => server.close() };
}
