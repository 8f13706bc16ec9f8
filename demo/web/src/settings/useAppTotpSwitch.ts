import { useMemo } from "react";
import type { TotpSwitch } from "supertokens-mfa-react/settings";
import { useConfig } from "../config.js";

/** The app's own `/totp/*` endpoints as the panel's switch, for an API without the plugin. */
export function useAppTotpSwitch(): TotpSwitch {
  const { apiUrl } = useConfig();
  return useMemo(() => {
    const call = async (method: "GET" | "POST", path: string): Promise<unknown> => {
      const response = await fetch(`${apiUrl}${path}`, { method });
      // The panel reads a 403 from the response itself and asks for a code.
      if (!response.ok) throw response;
      return response.json();
    };
    return {
      isEnabled: async () => {
        const answer = await call("GET", "/totp/enabled");
        return typeof answer === "object" && answer !== null && "enabled" in answer && answer.enabled === true;
      },
      enable: async () => void (await call("POST", "/totp/enable")),
      disable: async () => void (await call("POST", "/totp/disable")),
    };
  }, [apiUrl]);
}
