import { useState } from "react";
import { useApi } from "../api/useApi.js";
import type { ApiResult } from "../api/useApi.js";

const routes = [
  { path: "/sessioninfo", label: "Protected route", note: "needs every claim, MFA included" },
  { path: "/sessioninfo-without-mfa", label: "Route without MFA", note: "needs a session only" },
  { path: "/totp/enabled", label: "Is TOTP on?", note: "the app's own endpoint" },
] as const;

/** Calls the demo API and shows its answer as it came. */
export function ApiCard() {
  const callApi = useApi();
  const [answer, setAnswer] = useState<{ path: string; result: ApiResult }>();

  const call = async (path: string) => setAnswer({ path, result: await callApi("GET", path) });

  return (
    <section className="card stack" aria-labelledby="api-title">
      <h2 id="api-title">Call the API</h2>
      <ul className="rows">
        {routes.map(({ path, label, note }) => (
          <li key={path}>
            <div>
              <code dir="ltr">GET {path}</code>
              <p>{note}</p>
            </div>
            <button type="button" className="button" onClick={() => void call(path)}>
              {label}
            </button>
          </li>
        ))}
      </ul>
      <div role="status">
        {answer !== undefined && (
          <>
            <p>
              {answer.path} answered {answer.result.status === "ANSWERED" ? answer.result.response.status : "nothing"}.
            </p>
            {answer.result.status === "ANSWERED" && (
              <pre dir="ltr" data-testid="api-answer" tabIndex={0}>
                {JSON.stringify(answer.result.body, null, 2)}
              </pre>
            )}
          </>
        )}
      </div>
    </section>
  );
}
