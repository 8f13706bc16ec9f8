import { emitMfaEvent, reportError, type MfaEvent } from "../../supertokens/events.js";
import { removeDevice } from "../../supertokens/deviceService.js";
import { toFailure, type Failure } from "../../supertokens/outcome.js";
import { createRecoveryCodes } from "../../supertokens/recoveryService.js";
import { removeAllTrustedBrowsers, removeTrustedBrowser } from "../../supertokens/trustService.js";
import { disableTotp, enableTotp, renameDevice } from "../../supertokens/settingsService.js";
import type { RecoveryCodeSet } from "../../supertokens/recoveryService.js";
import type { PanelAction, PanelProblem } from "./panel.state.js";

/**
 * The app's own on/off switch, for a backend without our plugin that has endpoints for it, as in SuperTokens' recipe
 * "TOTP only for users that turned it on". A rejection is told as a fault; a thrown 403 `st-mfa` `Response` asks for
 * a code first.
 */
export interface TotpSwitch {
  isEnabled(): Promise<boolean>;
  enable(): Promise<void>;
  disable(): Promise<void>;
}

export type ChangeResult =
  | { status: "DONE" }
  | { status: "CODES"; set: RecoveryCodeSet }
  | { status: "REFUSED"; problem: PanelProblem }
  | Extract<Failure, { status: "MFA_NEEDED" | "UNAUTHORISED" }>;

/** Has the backend make a change, and tells the app when it is made. */
export async function makeChange(action: PanelAction, totpSwitch: TotpSwitch | undefined): Promise<ChangeResult> {
  switch (action.type) {
    case "REMOVE":
      return toResult(await removeDevice(action.deviceName));
    case "RENAME": {
      const { deviceName, newDeviceName } = action;
      return told(toResult(await renameDevice(deviceName, newDeviceName)), { action: "TOTP_DEVICE_RENAMED", deviceName, newDeviceName });
    }
    case "TURN_ON": {
      const outcome = await (totpSwitch === undefined ? enableTotp() : flip(() => totpSwitch.enable()));
      return told(toResult(outcome), { action: "TOTP_ENABLED" });
    }
    case "TURN_OFF": {
      const outcome = await (totpSwitch === undefined ? disableTotp() : flip(() => totpSwitch.disable()));
      return told(toResult(outcome), { action: "TOTP_DISABLED" });
    }
    case "MAKE_CODES": {
      const outcome = await createRecoveryCodes();
      return outcome.status === "OK" ? { status: "CODES", set: outcome.set } : toRefusal(outcome);
    }
    case "REMOVE_BROWSER":
      return toResult(await removeTrustedBrowser(action.id));
    case "REMOVE_BROWSERS":
      return toResult(await removeAllTrustedBrowsers());
  }
}

function told(result: ChangeResult, event: MfaEvent): ChangeResult {
  if (result.status === "DONE") emitMfaEvent(event);
  return result;
}

async function flip(act: () => Promise<void>): Promise<{ status: "OK" } | Failure> {
  try {
    await act();
    return { status: "OK" };
  } catch (error) {
    return toFailure(error);
  }
}

type ChangeOutcome = Awaited<ReturnType<typeof removeDevice | typeof renameDevice | typeof enableTotp | typeof disableTotp>>;

function toResult(outcome: ChangeOutcome): ChangeResult {
  switch (outcome.status) {
    case "OK":
      return { status: "DONE" };
    case "UNKNOWN_DEVICE_ERROR":
      return refused({ code: "GONE" });
    case "DEVICE_ALREADY_EXISTS_ERROR":
      return refused({ code: "NAME_TAKEN" });
    case "INVALID_DEVICE_NAME_ERROR":
      return refused({ code: "NAME_INVALID", maxLength: outcome.maxLength });
    case "TOTP_REQUIRED_ERROR":
      return refused({ code: "REQUIRED", reason: outcome.reason });
    default:
      return toRefusal(outcome);
  }
}

function toRefusal(failure: Failure): ChangeResult {
  switch (failure.status) {
    case "GENERAL":
      return refused({ code: "GENERAL", message: failure.message });
    case "NETWORK":
    case "FAULT":
      reportError(failure.cause);
      return refused({ code: navigator.onLine ? "UNAVAILABLE" : "OFFLINE" });
    case "MFA_NEEDED":
    case "UNAUTHORISED":
      return failure;
  }
}

function refused(problem: PanelProblem): ChangeResult {
  return { status: "REFUSED", problem };
}
