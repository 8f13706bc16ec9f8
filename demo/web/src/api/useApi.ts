import { useConfig } from "../config.js";

export type ApiResult = { status: "ANSWERED"; response: Response; body: unknown } | { status: "UNREACHABLE" };

/** Calls the app's own API. SuperTokens wraps `fetch`: it adds the session and refreshes it when it has run out. */
export function useApi() {
  const { apiUrl } = useConfig();
  return async (method: "GET" | "POST", path: string, body?: object): Promise<ApiResult> => {
    try {
      const response = await fetch(`${apiUrl}${path}`, {
        method,
        ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
      });
      return {
        status: "ANSWERED",
        response,
        body: await response
          .clone()
          .json()
          .catch(() => undefined),
      };
    } catch {
      return { status: "UNREACHABLE" };
    }
  };
}
