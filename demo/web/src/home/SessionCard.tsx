import type { AccessTokenPayload } from "../session.js";

const factorNames: Record<string, string> = {
  emailpassword: "E-mail and password",
  thirdparty: "Social login",
  totp: "Authenticator app",
};

/** What the access token says about MFA: the `st-mfa` claim, in words and as it is. */
export function SessionCard({ payload }: { payload: AccessTokenPayload }) {
  const claim = payload["st-mfa"];
  const factors = Object.entries(claim?.c ?? {}).sort(([, first], [, second]) => first - second);
  return (
    <section className="card stack" aria-labelledby="session-title">
      <div className="card__head">
        <h2 id="session-title">Your session</h2>
        {claim?.v === true ? <span className="badge badge--good">Complete</span> : <span className="badge">Open</span>}
      </div>
      <table className="facts">
        <caption className="visually-hidden">Completed factors</caption>
        <thead>
          <tr>
            <th scope="col">Factor</th>
            <th scope="col">Completed</th>
          </tr>
        </thead>
        <tbody>
          {factors.map(([factor, seconds]) => (
            <tr key={factor}>
              <th scope="row">{factorNames[factor] ?? factor}</th>
              <td>
                <time dir="ltr" dateTime={new Date(seconds * 1000).toISOString()}>
                  {clockTime(seconds)}
                </time>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl className="pairs">
        <div>
          <dt>Tenant</dt>
          <dd>{payload.tId ?? "public"}</dd>
        </div>
        <div>
          <dt>Roles</dt>
          <dd>{payload["st-role"]?.v.join(", ") || "none"}</dd>
        </div>
        <div>
          <dt>User</dt>
          <dd className="mono">
            <bdi>{payload.sub}</bdi>
          </dd>
        </div>
      </dl>
      <details open>
        <summary>The claim as it stands in the token</summary>
        <pre dir="ltr" data-testid="mfa-claim" tabIndex={0}>
          {JSON.stringify({ "st-mfa": claim }, null, 2)}
        </pre>
      </details>
    </section>
  );
}

/** The claim counts in seconds, `Date` in milliseconds. */
function clockTime(seconds: number): string {
  return new Date(seconds * 1000).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "medium" });
}
