import {
  maxDeviceNameLength,
  totpSettingsPaths,
  type DisableTotpAnswer,
  type EnableTotpAnswer,
  type RenameDeviceAnswer,
  type TotpReason,
  type TotpSettingsAnswer,
  type TotpSettingsState,
} from "../protocol/totpSettings.js";
import type { TrustedBrowser } from "../protocol/trustedBrowsers.js";
import { toDate } from "./date.js";
import { isRecord, type Failure } from "./outcome.js";
import { callPlugin, type Without } from "./pluginCall.js";

export type SettingsOutcome = { status: "OK"; settings: TotpSettingsState } | Extract<Failure, { status: "GENERAL" | "FAULT" }>;

/** What the plugin's settings say, which come with the list of devices; `undefined` where there are none, as on a stock backend. */
export function readSettings(answer: TotpSettingsAnswer | undefined): SettingsOutcome | undefined {
  // Of another type than the protocol's it would be somebody else's.
  const body: unknown = answer;
  if (body === undefined) return undefined;
  if (!isRecord(body)) return unreadable();
  const { status, reason: given, recoveryCodes, trustedBrowsers, ...settings } = body;
  if (status === "GENERAL_ERROR" && typeof body.message === "string") return { status: "GENERAL", message: body.message };
  if (status !== "OK" || !isSettings(settings)) return unreadable();
  const reason = readReason(given);
  const more = { ...readRecoveryCodes(recoveryCodes), ...readTrustedBrowsers(trustedBrowsers) };
  return { status, settings: { ...settings, ...(reason && { reason }), ...more } };
}

/** What is of no known shape isn't shown. */
function readRecoveryCodes(codes: unknown): Pick<TotpSettingsState, "recoveryCodes"> {
  if (codes === null) return { recoveryCodes: null };
  if (!isRecord(codes)) return {};
  const { left, total, createdAt: at, seen } = codes;
  const createdAt = toDate(at);
  if (!isCount(left) || !isCount(total) || createdAt === undefined) return {};
  return { recoveryCodes: { left, total, createdAt, seen: seen !== false } };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function readTrustedBrowsers(browsers: unknown): Pick<TotpSettingsState, "trustedBrowsers"> {
  return Array.isArray(browsers) ? { trustedBrowsers: browsers.flatMap(readTrustedBrowser) } : {};
}

function readTrustedBrowser(value: unknown): TrustedBrowser[] {
  if (!isRecord(value) || typeof value.id !== "string") return [];
  const [createdAt, lastUsedAt, expiresAt] = [value.createdAt, value.lastUsedAt, value.expiresAt].map(toDate);
  if (createdAt === undefined || lastUsedAt === undefined || expiresAt === undefined) return [];
  const { id, browser, system, current } = value;
  return [
    {
      id,
      ...(typeof browser === "string" && { browser }),
      ...(typeof system === "string" && { system }),
      createdAt,
      lastUsedAt,
      expiresAt,
      current: current === true,
    },
  ];
}

function unreadable(): SettingsOutcome {
  return { status: "FAULT", cause: new Error("The settings could not be read") };
}

function isSettings(settings: Record<string, unknown>): settings is Record<string, unknown> & TotpSettingsState {
  const { enabled, required, canDisable, canToggle } = settings;
  return [enabled, required, canDisable, canToggle].every((flag) => typeof flag === "boolean");
}

export function enableTotp(): Promise<Without<EnableTotpAnswer> | Failure> {
  return callPlugin<EnableTotpAnswer>(totpSettingsPaths.enable, {}, ["OK"], readDetails);
}

export function disableTotp(): Promise<Without<DisableTotpAnswer> | Failure> {
  return callPlugin<DisableTotpAnswer>(totpSettingsPaths.disable, {}, ["OK", "TOTP_REQUIRED_ERROR"], readDetails);
}

export function renameDevice(existingDeviceName: string, newDeviceName: string): Promise<Without<RenameDeviceAnswer> | Failure> {
  return callPlugin<RenameDeviceAnswer>(
    totpSettingsPaths.rename,
    { existingDeviceName, newDeviceName },
    ["OK", "UNKNOWN_DEVICE_ERROR", "DEVICE_ALREADY_EXISTS_ERROR", "INVALID_DEVICE_NAME_ERROR"],
    readDetails,
  );
}

/** What an answer says beside its status, brought into the shape that the panel shows; `undefined` without what it needs. */
function readDetails<Answer extends { status: string; reason?: unknown; maxLength?: unknown }>(answer: Answer): Answer | undefined {
  switch (answer.status) {
    case "TOTP_REQUIRED_ERROR": {
      const reason = readReason(answer.reason);
      return reason && { ...answer, reason };
    }
    case "INVALID_DEVICE_NAME_ERROR": {
      const { maxLength } = answer;
      return { ...answer, maxLength: Number.isSafeInteger(maxLength) ? maxLength : maxDeviceNameLength };
    }
    default:
      return answer;
  }
}

/** A reason of a shape that isn't known is one without words, for which the panel has its own. */
function readReason(reason: unknown): TotpReason | undefined {
  if (!isRecord(reason)) return undefined;
  const { code, role, message } = reason;
  if (code === "ENABLED" || code === "TENANT") return { code };
  if (code === "ROLE" && typeof role === "string") return { code, role };
  return typeof message === "string" && message.trim() !== "" ? { code: "CUSTOM", message } : { code: "CUSTOM" };
}
