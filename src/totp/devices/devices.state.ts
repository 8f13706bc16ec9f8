import type { TotpSettingsState } from "../../protocol/totpSettings.js";
import type { Failure } from "../../supertokens/outcome.js";
import type { TotpSettingsOutcome } from "../../supertokens/settingsService.js";
import type { TotpDevice } from "../../supertokens/deviceService.js";

/** What the backend lets the panel do besides listing, adding and removing. */
export type PanelPowers =
  /** Our server plugin is there. */
  | { by: "PLUGIN"; settings: TotpSettingsState }
  /** The app brought its own on/off switch. */
  | { by: "APP"; enabled: boolean }
  | { by: "STOCK" }
  /** What is switched how couldn't be read: what works without, and the server's words, if there are any. */
  | { by: "UNKNOWN"; message: string | undefined };

/** What the panel lists. */
export type DevicesState =
  | { status: "loading" }
  /** The devices couldn't be read; `message` has the server's words, if there are any. */
  | { status: "failed"; message: string | undefined }
  | { status: "ready"; devices: TotpDevice[]; powers: PanelPowers };

/** One state of the two answers, which are asked for side by side. Pending devices are nobody's yet. */
export function devicesState(
  devices: { status: "OK"; devices: TotpDevice[] } | Failure | undefined,
  settings: TotpSettingsOutcome | { status: "APP"; enabled: boolean } | Failure | undefined,
): DevicesState {
  if (devices === undefined || settings === undefined) return { status: "loading" };
  if (devices.status !== "OK") return { status: "failed", message: devices.status === "GENERAL" ? devices.message : undefined };
  return { status: "ready", devices: devices.devices.filter(({ verified }) => verified), powers: powersOf(settings) };
}

function powersOf(settings: TotpSettingsOutcome | { status: "APP"; enabled: boolean } | Failure): PanelPowers {
  switch (settings.status) {
    case "OK":
      return { by: "PLUGIN", settings: settings.settings };
    case "APP":
      return { by: "APP", enabled: settings.enabled };
    case "GENERAL":
      return { by: "UNKNOWN", message: settings.message };
    case "NETWORK":
    case "FAULT":
      return { by: "UNKNOWN", message: undefined };
    case "ABSENT":
    case "UNAUTHORISED":
    case "MFA_NEEDED":
      return { by: "STOCK" };
  }
}
