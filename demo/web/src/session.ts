import { useSyncExternalStore } from "react";
import Session from "supertokens-web-js/recipe/session";

/** The session as the page knows it; the API decides, this only draws. */
export type SessionState =
  | { status: "unknown" }
  | { status: "signed-out" }
  | { status: "signed-in"; payload: AccessTokenPayload };

export interface AccessTokenPayload {
  sub: string;
  tId?: string;
  "st-mfa"?: { c: Record<string, number>; v: boolean };
  "st-role"?: { v: string[]; t: number };
}

let state: SessionState = { status: "unknown" };
const listeners = new Set<() => void>();

export function useSession(): SessionState {
  return useSyncExternalStore(subscribe, () => state);
}

/** Reads the session again; called at start and whenever SuperTokens reports a change. */
export async function readSession(): Promise<void> {
  const next: SessionState = (await Session.doesSessionExist())
    ? { status: "signed-in", payload: (await Session.getAccessTokenPayloadSecurely()) as AccessTokenPayload }
    : { status: "signed-out" };
  if (JSON.stringify(next) === JSON.stringify(state)) return;
  state = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
