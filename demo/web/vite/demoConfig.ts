import type { Plugin } from "vite";

/**
 * `/config.json` for a plain `vite demo/web`, beside an API that was started by hand. `npm start` serves its own, with
 * the seeded accounts in it.
 */
export function demoConfig(): Plugin {
  return {
    name: "demo-config",
    configureServer(server) {
      server.middlewares.use("/config.json", (_request, response) => {
        const { API_PORT = "3001", MFA_PLUGIN, TOTP_POLICY = "opt-in" } = process.env;
        response.setHeader("Content-Type", "application/json");
        response.end(
          JSON.stringify({
            apiUrl: `http://localhost:${API_PORT}`,
            policy: TOTP_POLICY,
            plugin: MFA_PLUGIN !== "off",
            accounts: [],
            tenants: [],
          }),
        );
      });
    },
  };
}
