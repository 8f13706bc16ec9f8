import { getInvalidClaimsFromResponse } from "supertokens-web-js/recipe/session/index.js";

/** What any call may end in besides the answers it was made for. */
export type Failure =
  /** `GENERAL_ERROR`: words that the server's author meant for the user. */
  | { status: "GENERAL"; message: string }
  /** Never reached the server, or the reply never reached us: the server may have acted. */
  | { status: "NETWORK"; cause: unknown }
  /** The server answered something that is no answer: 5xx, HTML, `null`, an unknown status. */
  | { status: "FAULT"; cause: unknown }
  /** No session any more, and no way to refresh it. */
  | { status: "UNAUTHORISED" }
  /** 403 `st-mfa`: sign-in isn't complete, or the action needs a more recent code. */
  | { status: "MFA_NEEDED"; need: "COMPLETE" | "STEP_UP" };

const failures: Record<Failure["status"], true> = { GENERAL: true, NETWORK: true, FAULT: true, UNAUTHORISED: true, MFA_NEEDED: true };

export function isFailure(outcome: { status: string }): outcome is Failure {
  return Object.hasOwn(failures, outcome.status);
}

/**
 * Makes a call and turns everything that it can end in into a value. `read` gets the body and answers `undefined`
 * for one that it doesn't know, which is a fault.
 */
export async function attempt<Body, Outcome>(
  call: () => Promise<Body>,
  read: (body: Body) => Outcome | undefined,
): Promise<Outcome | Failure> {
  try {
    const body = await call();
    return read(body) ?? unknownStatus(body);
  } catch (error) {
    return toFailure(error);
  }
}

function unknownStatus(body: unknown): Failure {
  const status = isRecord(body) && typeof body.status === "string" ? body.status : typeof body;
  // The status alone: a body may hold a secret.
  return { status: "FAULT", cause: new Error(`Unknown status of an answer: ${status}`) };
}

/** Sorts what `supertokens-web-js` throws: a `Response` at status ≥ 300, a general error, or what `fetch` threw. */
export async function toFailure(error: unknown): Promise<Failure> {
  if (error instanceof Response) return responseFailure(error);
  if (isRecord(error) && error.isSuperTokensGeneralError === true) {
    return { status: "GENERAL", message: String(error.message) };
  }
  // Its message quotes the body, which may hold a secret.
  if (error instanceof SyntaxError) return { status: "FAULT", cause: new Error("The answer is not JSON") };
  // `fetch` rejects with a TypeError when there is no reply; a body cut off midway rejects with one too.
  // So does the SDK's own look into a body of `null`, by an error that names it in every engine: that was a reply.
  const isNullRead = error instanceof TypeError && /\bnull\b/.test(error.message);
  const network = (error instanceof TypeError && !isNullRead) || (error instanceof DOMException && error.name !== "SyntaxError");
  return { status: network ? "NETWORK" : "FAULT", cause: error };
}

async function responseFailure(response: Response): Promise<Failure> {
  if (response.status === 401) return { status: "UNAUTHORISED" };
  if (response.status === 403) {
    const need = await readMfaNeed(response);
    if (need !== undefined) return { status: "MFA_NEEDED", need };
  }
  return { status: "FAULT", cause: new Error(`HTTP ${response.status}`) };
}

/** What a 403 of any API asks for as to MFA; `undefined` when it is about something else. */
export async function readMfaNeed(response: Response): Promise<"COMPLETE" | "STEP_UP" | undefined> {
  try {
    const claims = await getInvalidClaimsFromResponse({ response: response.clone() });
    const claim = claims.find(({ id }) => id === "st-mfa");
    if (claim === undefined) return undefined;
    const reason: unknown = claim.reason;
    return isRecord(reason) && typeof reason.freshForSeconds === "number" ? "STEP_UP" : "COMPLETE";
  } catch {
    return undefined;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
