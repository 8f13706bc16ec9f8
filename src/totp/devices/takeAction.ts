import { takeConsent } from "../../routing/consent.js";
import { isRecord } from "../../supertokens/outcome.js";
import type { PanelAction } from "./panel.state.js";

/** The change that a code of this session was accepted for; `undefined` for none. */
export function takeAction(sessionHandle: string): PanelAction | undefined {
  const intent = takeConsent();
  if (intent === undefined || sessionHandle === "" || intent.sessionHandle !== sessionHandle) return undefined;
  return isAction(intent.action) ? intent.action : undefined;
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
