import { createContext, use } from "react";

/** What the demo's server tells the page; see `WebConfig` in `demo/stack.ts`. */
export interface DemoConfig {
  apiUrl: string;
  policy: "opt-in" | "admin" | "tenant-opt-in" | "tenant-admin" | "custom";
  /** Whether the API runs the `supertokens-mfa-react/server` plugin. */
  plugin: boolean;
  accounts: { email: string; password: string; note: string }[];
  tenants: { tenantId: string; requiresTotp: boolean }[];
}

/** Addresses are not built in, so that one build serves any ports. */
export async function loadConfig(): Promise<DemoConfig> {
  const response = await fetch("/config.json");
  if (!response.ok) throw new Error(`/config.json answered ${response.status}. Start the demo with "npm start".`);
  return (await response.json()) as DemoConfig;
}

export const ConfigContext = createContext<DemoConfig | undefined>(undefined);

export function useConfig(): DemoConfig {
  const config = use(ConfigContext);
  if (config === undefined) throw new Error("useConfig() was called outside <ConfigContext>. main.tsx puts one around the app.");
  return config;
}
