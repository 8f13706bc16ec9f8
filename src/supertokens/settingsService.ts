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
import { getMfaConfig } from "./config.js";
import { attempt, isRecord, type Failure } from "./outcome.js";

type Without<Answer> = Exclude<Answer, { status: "GENERAL_ERROR" }>;

export type SettingsOutcome = { status: "OK"; settings: TotpSettingsState } | Extract<Failure, { status: "GENERAL" | "FAULT" }>;

/** What the plugin's settings say, which come with the list of devices; `undefined` where there are none, as on a stock backend. */
export function readSettings(answer: TotpSettingsAnswer | undefined): SettingsOutcome | undefined {
  // Of another type than the protocol's it would be somebody else's.
  const body: unknown = answer;
  if (body === undefined) return undefined;
  if (!isRecord(body)) return unreadable();
  const { status, reason: given, ...settings } = body;
  if (status === "GENERAL_ERROR" && typeof body.message === "string") return { status: "GENERAL", message: body.message };
  if (status !== "OK" || !isSettings(settings)) return unreadable();
  const reason = readReason(given);
  return { status, settings: reason === undefined ? settings : { ...settings, reason } };
}

function unreadable(): SettingsOutcome {
  return { status: "FAULT", cause: new Error("The settings could not be read") };
}

function isSettings(settings: Record<string, unknown>): settings is Record<string, unknown> & TotpSettingsState {
  const { enabled, required, canDisable, canToggle } = settings;
  return [enabled, required, canDisable, canToggle].every((flag) => typeof flag === "boolean");
}

export function enableTotp(): Promise<Without<EnableTotpAnswer> | Failure> {
  return change<EnableTotpAnswer>(totpSettingsPaths.enable, {}, ["OK"]);
}

export function disableTotp(): Promise<Without<DisableTotpAnswer> | Failure> {
  return change<DisableTotpAnswer>(totpSettingsPaths.disable, {}, ["OK", "TOTP_REQUIRED_ERROR"]);
}

export function renameDevice(existingDeviceName: string, newDeviceName: string): Promise<Without<RenameDeviceAnswer> | Failure> {
  return change<RenameDeviceAnswer>(totpSettingsPaths.rename, { existingDeviceName, newDeviceName }, [
    "OK",
    "UNKNOWN_DEVICE_ERROR",
    "DEVICE_ALREADY_EXISTS_ERROR",
    "INVALID_DEVICE_NAME_ERROR",
  ]);
}

function change<Answer extends { status: string }>(
  path: string,
  body: Record<string, string>,
  known: Without<Answer>["status"][],
): Promise<Without<Answer> | Failure> {
  const isKnown = (answer: Answer): answer is Answer & Without<Answer> => known.some((status) => status === answer.status);
  return attempt(
    async () => readBody<Answer>(await send(path, body)),
    (answer): Without<Answer> | undefined => (isKnown(answer) ? readDetails(answer) : undefined),
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

/** `fetch` is the one that `supertokens-web-js` wraps: it adds the session and refreshes it. */
function send(path: string, body: Record<string, string>): Promise<Response> {
  return fetch(getMfaConfig().apiBaseUrl + path, {
    method: "POST",
    credentials: "include",
    headers: { "content-type": "application/json", rid: "totp" },
    body: JSON.stringify(body),
  });
}

async function readBody<Answer>(response: Response): Promise<Answer> {
  if (!response.ok) throw response;
  const body: unknown = await response.json();
  if (!isRecord(body)) throw new Error("The server's answer is not an object");
  if (body.status === "GENERAL_ERROR" && typeof body.message === "string") {
    throw Object.assign(new Error(body.message), { isSuperTokensGeneralError: true });
  }
  return body as Answer;
}
