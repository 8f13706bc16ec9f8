import { MultiFactorAuthClaim } from "supertokens-node/recipe/multifactorauth/index.js";
import { Error as SessionError } from "supertokens-node/recipe/session/index.js";
import type { SessionContainerInterface } from "supertokens-node/recipe/session/types/index.js";
import type { APIInterface } from "supertokens-node/recipe/totp/index.js";
import type { UserContext } from "supertokens-node/types/index.js";
import type { DeviceListAdditions, ListedDeviceAdditions } from "../../protocol/additions.js";
import type { PluginParts } from "../parts.js";
import { readSettings } from "../settings/settings.js";
import { readUserRecord, type UserRecord } from "../userRecord.js";

type ListDevices = NonNullable<APIInterface["listDevicesGET"]>;

/**
 * Adds to SuperTokens' list what the panel shows besides: when each device was added and, once MFA is complete, the
 * settings. So the panel is one round trip, and a backend without the plugin is asked for nothing that it doesn't have.
 */
export function listDevices(parts: PluginParts, original: ListDevices): ListDevices {
  return async (input) => {
    const { session, userContext } = input;
    const answer = await original(input);
    if (answer.status !== "OK" || !(await isMfaComplete(session, userContext))) return answer;
    const [record, settings] = await Promise.all([
      readUserRecord(session.getUserId(), userContext),
      parts.failures.run(() => readSettings(parts, { session, userContext })),
    ]);
    const additions: DeviceListAdditions = { settings };
    return { ...answer, ...additions, devices: answer.devices.map((device) => ({ ...device, ...addedAt(record, device.name) })) };
  };
}

function addedAt({ devices }: UserRecord, deviceName: string): ListedDeviceAdditions {
  const added = devices.find(({ name }) => name === deviceName);
  return added === undefined ? {} : { addedAt: added.addedAt };
}

async function isMfaComplete(session: SessionContainerInterface, userContext: UserContext): Promise<boolean> {
  try {
    await session.assertClaims([MultiFactorAuthClaim.validators.hasCompletedMFARequirementsForAuth()], userContext);
    return true;
  } catch (error) {
    if (SessionError.isErrorFromSuperTokens(error) && error.type === SessionError.INVALID_CLAIMS) return false;
    throw error;
  }
}
