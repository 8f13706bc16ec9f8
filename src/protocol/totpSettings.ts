/**
 * What the settings panel and the `supertokens-node` plugin say to each other: types, paths and limits, so that both sides
 * compile against one text. All routes lie under the API base path, take the user from the session, and answer JSON.
 */

import type { RecoveryCodesState } from "./recoveryCodes.js";
import type { TrustedBrowser } from "./trustedBrowsers.js";

/** Route paths below the API base path (`/auth` by default). */
export const totpSettingsPaths = {
  /** `GET` → {@link TotpSettingsAnswer} */
  settings: "/totp/settings",
  /** `POST {}` → {@link EnableTotpAnswer} */
  enable: "/totp/settings/enable",
  /** `POST {}` → {@link DisableTotpAnswer} */
  disable: "/totp/settings/disable",
  /** `POST {existingDeviceName, newDeviceName}` → {@link RenameDeviceAnswer} */
  rename: "/totp/device/rename",
} as const;

/** Longest device name that the plugin takes and the panel sends, in UTF-16 code units. */
export const maxDeviceNameLength = 64;

/** Why TOTP is required; the panel says it in the user's language, `CUSTOM` in the server's own words. */
export type TotpReason = { code: "ROLE"; role: string } | { code: "ENABLED" } | { code: "TENANT" } | { code: "CUSTOM"; message?: string };

/** What happens when the user removes the last verified device. */
export type LastDeviceRule =
  /** Refused: a policy that the user can't switch off requires TOTP. */
  | "REFUSED"
  /** Allowed, and turns TOTP off in the same step. */
  | "TURNS_OFF";

export interface TotpSettingsState {
  /** The user turned TOTP on, or verified a first device under an opt-in policy. */
  enabled: boolean;
  /** The next sign-in on this tenant asks for TOTP. */
  required: boolean;
  /** Set when `required`. */
  reason?: TotpReason;
  /** `POST /totp/settings/disable` would be accepted, step-up aside. */
  canDisable: boolean;
  /** Whether turning TOTP on and off by hand means anything under this policy; if false the panel shows no switch. */
  canToggle: boolean;
  lastDevice: LastDeviceRule;
  /** A change of factors needs a TOTP at most this many seconds old. */
  freshForSeconds: number;
  /** `null`: the user has none. Absent when the backend makes no recovery codes. */
  recoveryCodes?: RecoveryCodesState | null;
  /** Latest first. Absent when the backend trusts no browsers. */
  trustedBrowsers?: TrustedBrowser[];
}

/** The stock SDK's way to refuse with words of the server's own. */
export interface GeneralErrorAnswer {
  status: "GENERAL_ERROR";
  message: string;
}

export type TotpSettingsAnswer = ({ status: "OK" } & TotpSettingsState) | GeneralErrorAnswer;
export type EnableTotpAnswer = { status: "OK" } | GeneralErrorAnswer;
export type DisableTotpAnswer = { status: "OK" } | { status: "TOTP_REQUIRED_ERROR"; reason: TotpReason } | GeneralErrorAnswer;
export type RenameDeviceAnswer =
  | { status: "OK" }
  | { status: "UNKNOWN_DEVICE_ERROR" }
  | { status: "DEVICE_ALREADY_EXISTS_ERROR" }
  | { status: "INVALID_DEVICE_NAME_ERROR"; maxLength: number }
  | GeneralErrorAnswer;

/**
 * The `reason` of an `st-mfa` claim error that asks for a recent TOTP (403). The stock SDK's own `st-mfa` errors
 * carry no `factorId` at the top with `freshForSeconds`, so a client can tell "step up" from "finish signing in".
 */
export interface StepUpReason {
  message: string;
  factorId: "totp";
  freshForSeconds: number;
}
