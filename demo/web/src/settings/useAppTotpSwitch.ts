import { useMemo } from "react";
import type { TotpSwitch } from "supertokens-mfa-react/settings";
import { useConfig } from "../config.js";

/** The app's own `/totp/*` endpoints as the panel's switch, for an API without the plugin. */
export function useAppTotpSwitch(): TotpSwitch {
  const { apiUrl } = useConfig();
  return useMemo(() => {
    const call = async (method: "GET" | "POST", path: string): Promise<Record<string, unknown>> => {
      const response = await fetch(`${apiUrl}${path}`, { method });
      // The panel reads a 403 from the response itself and asks for a code.
      if (!response.ok) throw response;
      const answer = (await response.json()) as Record<string, unknown>;
      // The panel shows the words of an error that is marked as SuperTokens marks its own.
      if (answer.status === "GENERAL_ERROR") throw Object.assign(new Error(String(answer.message)), { isSuperTokensGeneralError: true });
      return answer;
    };
    return {
      isEnabled: async () => (await call("GET", "/totp/enabled")).enabled === true,
      enable: async () => void (await call("POST", "/totp/enable")),
      disable: async () => void (await call("POST", "/totp/disable")),
    };
  }, [apiUrl]);
}
