import { useSyncExternalStore } from "react";
import Session from "supertokens-web-js/recipe/session";

/** The session as the page knows it; the API decides, this only draws. */
export type SessionState = { status: "unknown" } | { status: "signed-out" } | { status: "signed-in"; payload: AccessTokenPayload };

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
  // It can fail, offline or with storage blocked: what was known stays, and the next change reads again.
  const next = await currentSession().catch(() => state);
  if (JSON.stringify(next) === JSON.stringify(state)) return;
  state = next;
  for (const listener of listeners) listener();
}

async function currentSession(): Promise<SessionState> {
  if (!(await Session.doesSessionExist())) return { status: "signed-out" };
  return { status: "signed-in", payload: (await Session.getAccessTokenPayloadSecurely()) as AccessTokenPayload };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
