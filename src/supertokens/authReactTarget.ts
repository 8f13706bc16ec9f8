import { WindowHandlerReference } from "supertokens-web-js/utils/windowHandler/index.js";
import { isRecord } from "./outcome.js";

/** Where `supertokens-auth-react` keeps, while factors are open, what a sign-in was for. */
const key = "supertokens-success-redirection-context";

/**
 * The path that a sign-in by `supertokens-auth-react` was for, untrusted, and taken from there: from here on it is in
 * our URL. `undefined` when there was no sign-in.
 */
export async function takeAuthReactTarget(): Promise<{ redirectToPath: unknown } | undefined> {
  const { localStorage } = WindowHandlerReference.getReferenceOrThrow().windowHandler;
  const kept = await localStorage.getItem(key);
  if (kept === null) return undefined;
  await localStorage.removeItem(key);
  try {
    const context: unknown = JSON.parse(kept);
    return { redirectToPath: isRecord(context) ? context.redirectToPath : undefined };
  } catch {
    return undefined;
  }
}
