import * as WebJsTotp from "supertokens-web-js/recipe/totp/index.js";
import type { DeviceListAdditions, VerifyDeviceAdditions } from "../protocol/additions.js";
import { toDate } from "./date.js";
import { attempt, isRecord, type Failure } from "./outcome.js";
import { readSettings, type SettingsOutcome } from "./settingsService.js";
import { readRefusal, type CodeOutcome } from "./totpService.js";

type VerifyDeviceBody = Awaited<ReturnType<typeof WebJsTotp.verifyDevice>>;

export type VerifyDeviceOutcome =
  | Exclude<CodeOutcome, { status: "OK" }>
  | { status: "OK"; wasAlreadyVerified: boolean; offersRecoveryCodes: boolean }
  | { status: "UNKNOWN_DEVICE_ERROR" };

/** A device of the user as the backend lists it. */
export interface TotpDevice {
  name: string;
  /** Seconds that a code lasts. */
  period: number;
  /** Codes accepted before and after the current one. */
  skew: number;
  verified: boolean;
  /** When it was verified, in epoch milliseconds; where the backend remembers it. */
  addedAt?: number | undefined;
}

export function verifyDevice(deviceName: string, totp: string): Promise<VerifyDeviceOutcome | Failure> {
  return attempt(
    () => WebJsTotp.verifyDevice({ deviceName, totp }),
    (body: (VerifyDeviceBody & VerifyDeviceAdditions) | undefined): VerifyDeviceOutcome | undefined => {
      if (body?.status === "OK") {
        const { wasAlreadyVerified, offerRecoveryCodes } = body;
        return { status: "OK", wasAlreadyVerified: wasAlreadyVerified === true, offersRecoveryCodes: offerRecoveryCodes === true };
      }
      return body?.status === "UNKNOWN_DEVICE_ERROR" ? { status: body.status } : readRefusal(body);
    },
  );
}

/** `settings`: what our plugin says beside the devices; `undefined` on a stock backend. */
export interface DeviceList {
  status: "OK";
  devices: TotpDevice[];
  settings?: SettingsOutcome | undefined;
}

export function listDevices(): Promise<DeviceList | Failure> {
  return attempt(
    () => WebJsTotp.listDevices(),
    (body: Awaited<ReturnType<typeof WebJsTotp.listDevices>> & DeviceListAdditions): DeviceList | undefined =>
      body?.status === "OK" && Array.isArray(body.devices) && body.devices.every(isDevice)
        ? { status: "OK", devices: body.devices.map(withDate), settings: readSettings(body.settings) }
        : undefined,
  );
}

function isDevice(device: unknown): device is TotpDevice {
  return isRecord(device) && typeof device.name === "string" && typeof device.period === "number" && typeof device.verified === "boolean";
}

/** A date that is none would be an error of `Intl`. */
function withDate(device: TotpDevice): TotpDevice {
  return { ...device, addedAt: toDate(device.addedAt) };
}

/** Removing a device that is gone already is a success too. */
export function removeDevice(deviceName: string): Promise<{ status: "OK" } | Failure> {
  return attempt(
    () => WebJsTotp.removeDevice({ deviceName }),
    (body) => (body?.status === "OK" ? { status: "OK" as const } : undefined),
  );
}
