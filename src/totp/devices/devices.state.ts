import type { TotpSettingsState } from "../../protocol/totpSettings.js";
import type { Failure } from "../../supertokens/outcome.js";
import type { DeviceList, TotpDevice } from "../../supertokens/deviceService.js";

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

/**
 * One state of what was read: the devices with the plugin's settings, and whether the app's own switch is on, if it brought
 * one. Pending devices are nobody's yet.
 */
export function devicesState(list: DeviceList | Failure | null, own: boolean | Failure | null | undefined): DevicesState {
  if (list === null || own === null) return { status: "loading" };
  if (list.status !== "OK") return { status: "failed", message: wordsOf(list) };
  const powers = own === undefined ? settingsPowers(list.settings) : ownPowers(own);
  return { status: "ready", devices: list.devices.filter(({ verified }) => verified), powers };
}

function settingsPowers(settings: DeviceList["settings"]): PanelPowers {
  if (settings === undefined) return { by: "STOCK" };
  return settings.status === "OK" ? { by: "PLUGIN", settings: settings.settings } : { by: "UNKNOWN", message: wordsOf(settings) };
}

function ownPowers(own: boolean | Failure): PanelPowers {
  return typeof own === "boolean" ? { by: "APP", enabled: own } : { by: "UNKNOWN", message: wordsOf(own) };
}

function wordsOf(failure: Failure): string | undefined {
  return failure.status === "GENERAL" ? failure.message : undefined;
}
