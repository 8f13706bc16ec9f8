import { isolate } from "../../messages/isolate.js";
import type { Messages } from "../../messages/messages.js";
import { sentences } from "../../messages/sentences.js";
import type { DevicesState, PanelPowers } from "./devices.state.js";
import type { PanelNews, PanelProblem } from "./panel.state.js";

export function panelProblemText(problem: PanelProblem, texts: Messages["settings"], shared: Messages["common"], locale: string): string {
  switch (problem.code) {
    case "GENERAL":
      return problem.message;
    case "UNAVAILABLE":
      return shared.unavailable;
    case "OFFLINE":
      return texts.offline;
    case "GONE":
      return texts.gone;
    case "NAME_TAKEN":
      return texts.nameTaken;
    case "NAME_INVALID":
      return texts.nameInvalid(problem.maxLength);
    case "REQUIRED":
      return sentences(locale, texts.unchanged, texts.reason(problem.reason));
  }
}

export function panelResultText(done: PanelNews, devices: DevicesState, texts: Messages["settings"]): string {
  switch (done.type) {
    case "ADD":
      return texts.added(isolate(done.deviceName));
    case "REMOVE":
      return isOffNow(devices) ? texts.removedAndOff(isolate(done.deviceName)) : texts.removed(isolate(done.deviceName));
    case "RENAME":
      return texts.renamed(isolate(done.newDeviceName));
    case "TURN_ON":
      return texts.turnedOn;
    case "TURN_OFF":
      return texts.turnedOff;
    case "REMOVE_BROWSER":
      return texts.browserRemoved(isolate(done.name));
    case "REMOVE_BROWSERS":
      return texts.browsersRemoved;
  }
}

function isOffNow(devices: DevicesState): boolean {
  if (devices.status !== "ready" || devices.devices.length > 0 || devices.powers.by !== "PLUGIN") return false;
  return !devices.powers.settings.required && !devices.powers.settings.enabled;
}

/** What removing the last device means, by what the backend will do. */
export function lastDeviceText(powers: PanelPowers, texts: Messages["settings"]): string {
  if (powers.by !== "PLUGIN") return texts.removeLastSetsUp;
  if (keepsLastDevice(powers)) return texts.removeLastRefused;
  return powers.settings.enabled ? texts.removeLastTurnsOff : texts.removeLastStaysOff;
}

/** Whether the backend would refuse to remove the last device. */
export function keepsLastDevice(powers: PanelPowers): boolean {
  return powers.by === "PLUGIN" && powers.settings.lastDevice === "REFUSED";
}
