import { getMfaConfig } from "./config.js";
import { attempt, isRecord, type Failure } from "./outcome.js";

/** What an answer may be besides the server's own words, which are a failure of kind `GENERAL`. */
export type Without<Answer> = Exclude<Answer, { status: "GENERAL_ERROR" }>;

/**
 * Makes a change over a route of the server plugin. `known` are the statuses that it may answer; `read` brings what
 * stands beside them into shape and answers `undefined` where something is missing.
 */
export function callPlugin<Answer extends { status: string }>(
  path: string,
  body: Record<string, string | number>,
  known: Without<Answer>["status"][],
  read: (answer: Answer & Without<Answer>) => Without<Answer> | undefined,
): Promise<Without<Answer> | Failure> {
  const isKnown = (answer: Answer): answer is Answer & Without<Answer> => known.some((status) => status === answer.status);
  return attempt(
    async () => readBody<Answer>(await send(path, body)),
    (answer) => (isKnown(answer) ? read(answer) : undefined),
  );
}

/** `fetch` is the one that `supertokens-web-js` wraps: it adds the session and refreshes it. */
export function send(path: string, body: Record<string, string | number>): Promise<Response> {
  return fetch(getMfaConfig().apiBaseUrl + path, {
    method: "POST",
    credentials: "include",
    headers: { "content-type": "application/json", rid: "totp" },
    body: JSON.stringify(body),
  });
}

export async function readBody<Answer>(response: Response): Promise<Answer> {
  if (!response.ok) throw response;
  const body: unknown = await response.json();
  if (!isRecord(body)) throw new Error("The server's answer is not an object");
  if (body.status === "GENERAL_ERROR" && typeof body.message === "string") {
    throw Object.assign(new Error(body.message), { isSuperTokensGeneralError: true });
  }
  return body as Answer;
}
