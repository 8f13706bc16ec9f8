import { parseStored, tabStorage } from "../../browser/storage.js";
import { isRecord } from "../../supertokens/outcome.js";
import { intentKey } from "../../supertokens/redirects.js";
import type { PanelAction } from "./panel.state.js";

/** After so many milliseconds the user has turned to something else. */
const keptForMs = 10 * 60 * 1000;

/** Keeps, for this tab and this session, the change that a code is asked for first. It holds names, no secret. */
export function keepIntent(action: PanelAction, sessionKey: string, totpCompletedAt: number): void {
  tabStorage.set(intentKey, JSON.stringify({ action, sessionKey, totpCompletedAt, at: Date.now() }));
}

/** Takes the kept change out, if a code has been entered since: coming back without one makes no change. */
export function takeIntent(sessionKey: string, totpCompletedAt: number): PanelAction | undefined {
  const kept = parseStored(tabStorage.get(intentKey));
  tabStorage.remove(intentKey);
  if (!isRecord(kept) || kept.sessionKey !== sessionKey) return undefined;
  const { action, at, totpCompletedAt: before } = kept;
  const recent = typeof at === "number" && Math.abs(Date.now() - at) < keptForMs;
  return recent && typeof before === "number" && totpCompletedAt > before && isAction(action) ? action : undefined;
}

function isAction(value: unknown): value is PanelAction {
  if (!isRecord(value)) return false;
  const named = typeof value.deviceName === "string";
  switch (value.type) {
    case "REMOVE":
      return named;
    case "RENAME":
      return named && typeof value.newDeviceName === "string";
    default:
      return value.type === "TURN_ON" || value.type === "TURN_OFF";
  }
}
