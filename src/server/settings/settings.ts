import { getRequestFromUserContext } from "supertokens-node/index.js";
import { listDevices, removeDevice, updateDevice } from "supertokens-node/recipe/totp/index.js";
import type { SessionContainerInterface } from "supertokens-node/recipe/session/types/index.js";
import type { UserContext } from "supertokens-node/types/index.js";
import { cleanDeviceName } from "../../protocol/deviceName.js";
import {
  maxDeviceNameLength,
  type DisableTotpAnswer,
  type EnableTotpAnswer,
  type RenameDeviceAnswer,
  type TotpSettingsAnswer,
} from "../../protocol/totpSettings.js";
import { disableTotpForUser, enableTotpForUser, isTotpEnabledForUser } from "../policies/enabled.js";
import { generalError } from "../failureAnswers.js";
import { rememberRenamed } from "../factors/deviceDates.js";
import { requireFreshTotp } from "../factors/freshTotp.js";
import { storedName } from "../factors/totpApis.js";
import type { PluginParts } from "../parts.js";
import { toRecoveryCodesState } from "../recovery/recoveryRecord.js";
import { readUserRecord } from "../userRecord.js";
import { readStanding } from "../policies/standing.js";

/** One request of the settings panel, after SuperTokens verified its session and claims. */
export interface SettingsRequest {
  session: SessionContainerInterface;
  userContext: UserContext;
}

/** What the panel shows. Changes nothing. */
export async function readSettings(
  { policy, requirements, freshFor, recoveryCodes, trust }: PluginParts,
  { session, userContext }: SettingsRequest,
): Promise<TotpSettingsAnswer> {
  const [{ enabled, reason, lock }, record] = await Promise.all([
    readStanding(policy, requirements, session, userContext),
    readUserRecord(session.getUserId(), userContext),
  ]);
  return {
    status: "OK",
    enabled,
    required: reason !== undefined,
    ...(reason && { reason }),
    canDisable: policy.ownsUserSetting && enabled && lock === undefined,
    canToggle: policy.ownsUserSetting,
    lastDevice: lock === undefined ? "TURNS_OFF" : "REFUSED",
    freshForSeconds: freshFor,
    ...(recoveryCodes !== false && { recoveryCodes: record.recovery ? toRecoveryCodesState(record.recovery) : null }),
    ...(trust && { trustedBrowsers: trust.list(record, getRequestFromUserContext(userContext)) }),
  };
}

/** Turns TOTP on for users who have a device. Without one the next sign-in would enrol whoever knows the password. */
export async function enable(parts: PluginParts, { session, userContext }: SettingsRequest): Promise<EnableTotpAnswer> {
  const userId = session.getUserId();
  if (!parts.policy.ownsUserSetting) return notUpToTheUser();
  return parts.changes.run(session, userContext, async () => {
    const { devices } = await listDevices(userId, userContext);
    if (!devices.some((device) => device.verified)) {
      return generalError("Add an authenticator app first: that turns two-factor authentication on.");
    }
    if (!(await isTotpEnabledForUser(userId, userContext))) {
      await enableTotpForUser(userId, userContext);
      parts.tellChanged({ userId, tenantId: session.getTenantId(), change: "TOTP_ENABLED" });
    }
    return { status: "OK" };
  });
}

/** Turns TOTP off and leaves the devices. Needs a fresh TOTP unless it is off already. */
export async function disable(parts: PluginParts, { session, userContext }: SettingsRequest): Promise<DisableTotpAnswer> {
  const userId = session.getUserId();
  return parts.changes.run(session, userContext, async () => {
    const { enabled, lock } = await readStanding(parts.policy, parts.requirements, session, userContext);
    if (lock !== undefined) return { status: "TOTP_REQUIRED_ERROR", reason: lock };
    if (!parts.policy.ownsUserSetting) return notUpToTheUser();
    if (!enabled) return { status: "OK" };
    requireFreshTotp(session, { within: parts.freshFor });
    await disableTotpForUser(userId, userContext);
    parts.tellChanged({ userId, tenantId: session.getTenantId(), change: "TOTP_DISABLED" });
    return { status: "OK" };
  });
}

/** Renames a verified device of the session's user. Needs a fresh TOTP. */
export async function rename(
  parts: PluginParts,
  { session, userContext }: SettingsRequest,
  { existingDeviceName, newDeviceName }: { existingDeviceName: string; newDeviceName: string },
): Promise<RenameDeviceAnswer> {
  const name = cleanDeviceName(newDeviceName);
  if (name === undefined) return { status: "INVALID_DEVICE_NAME_ERROR", maxLength: maxDeviceNameLength };
  const userId = session.getUserId();
  return parts.changes.run(session, userContext, async () => {
    // A pending device isn't on the list that the user sees, and renaming it would break the tab that shows its QR code.
    const { devices } = await listDevices(userId, userContext);
    const existing = storedName(devices, existingDeviceName);
    const isVerified = devices.some((device) => device.name === existing && device.verified);
    if (!isVerified) return { status: "UNKNOWN_DEVICE_ERROR" };
    requireFreshTotp(session, { within: parts.freshFor });
    if (name === existing) return { status: "OK" };
    // An abandoned setup isn't on that list either: it gives way, as it does to a new device of its name.
    if (devices.some((device) => device.name === name && !device.verified)) await removeDevice(userId, name, userContext);
    const { status } = await updateDevice(userId, existing, name, userContext);
    if (status === "OK") {
      const names = devices.map((device) => (device.name === existing ? name : device.name));
      await rememberRenamed(existing, name, { userId, names, userContext, log: parts.log });
      parts.tellChanged({ userId, tenantId: session.getTenantId(), change: "DEVICE_RENAMED", deviceName: name });
    }
    return { status };
  });
}

function notUpToTheUser() {
  return generalError("Two-factor authentication can't be turned on or off here: your administrator decides.");
}
