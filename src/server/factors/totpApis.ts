import {
  assertAllowedToSetupFactorElseThrowInvalidClaimError,
  markFactorAsCompleteInSession,
  MultiFactorAuthClaim,
} from "supertokens-node/recipe/multifactorauth/index.js";
import { Error as SessionError, getSessionInformation } from "supertokens-node/recipe/session/index.js";
import type { APIInterface } from "supertokens-node/recipe/totp/index.js";
import type { UserContext } from "supertokens-node/types/index.js";
import { composedName, isDeviceName } from "../../protocol/deviceName.js";
import type { VerifyDeviceAdditions, VerifyTotpAdditions } from "../../protocol/additions.js";
import { areFewLeft } from "../../protocol/recoveryCodes.js";
import { maxDeviceNameLength } from "../../protocol/totpSettings.js";
import { disableTotpForUser, enableTotpForUser, isTotpEnabledForUser } from "../policies/enabled.js";
import { generalError } from "../failureAnswers.js";
import { requireFreshTotp } from "./freshTotp.js";
import { rememberAdded } from "./deviceDates.js";
import { listDevices } from "./deviceList.js";
import type { PluginParts } from "../parts.js";
import { noteKnownSession } from "../sessionUser.js";
import { forgetStandIns, readUserRecord } from "../userRecord.js";
import { readStanding } from "../policies/standing.js";

type Api<Name extends keyof APIInterface> = NonNullable<APIInterface[Name]>;

/**
 * Hardens the TOTP recipe's APIs. An app's own override still runs, around this one; an API that the app
 * disabled stays disabled. Each wraps the one before it, except for `verifyDevicePOST`, which takes its place.
 */
export function withTotpRules(parts: PluginParts, original: APIInterface): APIInterface {
  const { createDevicePOST, listDevicesGET, removeDevicePOST, verifyDevicePOST, verifyTOTPPOST } = original;
  return {
    ...original,
    createDevicePOST: createDevicePOST && createDevice(parts, (input) => createDevicePOST.call(original, input)),
    listDevicesGET: listDevicesGET && listDevices(parts, (input) => listDevicesGET.call(original, input)),
    removeDevicePOST: removeDevicePOST && removeDevice(parts, (input) => removeDevicePOST.call(original, input)),
    verifyDevicePOST: verifyDevicePOST && verifyDevice(parts),
    verifyTOTPPOST: verifyTOTPPOST && verifyTotp(parts, (input) => verifyTOTPPOST.call(original, input)),
  };
}

/** The name under which the core keeps a device: as it was sent, or else as a new device's is kept. */
export function storedName(devices: readonly { name: string }[], sent: string): string {
  return devices.some(({ name }) => name === sent) ? sent : composedName(sent);
}

/** A device beyond the first verified one needs a fresh TOTP; a name that is sent must be one that can be shown. */
function createDevice(parts: PluginParts, original: Api<"createDevicePOST">): Api<"createDevicePOST"> {
  return (input) =>
    parts.failures.run(async () => {
      const { session, userContext, options } = input;
      // White space stays: a stock client goes on to verify the device under the name that it sent.
      const deviceName = input.deviceName === undefined ? undefined : composedName(input.deviceName);
      if (deviceName !== undefined && !isDeviceName(deviceName)) {
        return generalError(
          `A device name has 1 to ${maxDeviceNameLength} characters, one that can be seen and no control characters among them.`,
        );
      }
      const userId = session.getUserId();
      return parts.changes.run(session, userContext, async () => {
        const { devices } = await options.recipeImplementation.listDevices({ userId, userContext });
        if (devices.some((device) => device.verified)) {
          // The stock check first: a session in the middle of sign-in must hear "finish signing in", not "step up".
          await assertAllowedToSetupFactorElseThrowInvalidClaimError(session, "totp", userContext);
          requireFreshTotp(session, { within: parts.freshFor });
        }
        return original(deviceName === undefined ? input : { ...input, deviceName });
      });
    });
}

/**
 * Does what the stock API does, except that `wasAlreadyVerified` is no proof of a code just entered, so that answer
 * doesn't complete TOTP in the session. The first device under an opt-in policy turns TOTP on.
 */
function verifyDevice(parts: PluginParts): Api<"verifyDevicePOST"> {
  return ({ deviceName: sentName, totp, options, session, userContext }) =>
    parts.failures.run(async () => {
      const userId = session.getUserId();
      const tenantId = session.getTenantId();
      return parts.changes.run(session, userContext, async () => {
        await assertAllowedToSetupFactorElseThrowInvalidClaimError(session, "totp", userContext);
        const { devices } = await options.recipeImplementation.listDevices({ userId, userContext });
        const deviceName = storedName(devices, sentName);
        const verified = devices.filter((device) => device.verified);
        // Before the code is checked, which is when SuperTokens forgets what it read; nobody else writes it meanwhile.
        const record = await readUserRecord(userId, userContext);
        const isOff = parts.policy.ownsUserSetting && !(await isTotpEnabledForUser(userId, userContext));
        const turnOn = async () => {
          if (!isOff) return;
          await enableTotpForUser(userId, userContext);
          parts.tellChanged({ userId, tenantId, change: "TOTP_ENABLED" });
        };
        if (verified.some((device) => device.name === deviceName)) {
          // A first verification may have ended before it could turn TOTP on; `/totp/settings/enable` asks for no more.
          if (verified.length === 1) await turnOn();
          return { status: "OK", wasAlreadyVerified: true };
        }
        if (verified.length > 0) requireFreshTotp(session, { within: parts.freshFor });

        const answer = await options.recipeImplementation.verifyDevice({
          tenantId,
          userId,
          deviceName,
          totp,
          userContext,
        });
        // The list may be older than this answer when another process verified the device in between.
        if (answer.status !== "OK" || answer.wasAlreadyVerified) return answer;

        // At once: whatever fails from here on, the device counts.
        parts.tellChanged({ userId, tenantId, change: "DEVICE_ADDED", deviceName });
        if (verified.length === 0) await turnOn();
        await markFactorAsCompleteInSession(session, "totp", userContext);
        await rememberAdded(deviceName, { userId, record, names: devices.map(({ name }) => name), userContext, log: parts.log });
        const offers = parts.recoveryCodes !== false && (record.recovery?.codes ?? []).length === 0;
        const additions: VerifyDeviceAdditions = offers ? { offerRecoveryCodes: true } : {};
        return { ...answer, ...additions };
      });
    });
}

/**
 * The core is asked for the session first: an access token outlives its session by up to an hour, and wrong codes sent
 * with one that was revoked would lock its owner out. The APIs that change factors ask as well. An accepted code is
 * answered with how many recovery codes are left, if they are few.
 */
function verifyTotp(parts: PluginParts, original: Api<"verifyTOTPPOST">): Api<"verifyTOTPPOST"> {
  return (input) =>
    parts.failures.run(async () => {
      const { session, userContext, options } = input;
      const known = await getSessionInformation(session.getHandle(), userContext);
      if (known === undefined) throw new SessionError({ type: SessionError.UNAUTHORISED, message: "The session is over" });
      // Which makes up for the call: the claim isn't in need of the user then.
      noteKnownSession(session, userContext);
      const { recipeImplementation } = options;
      let additions: VerifyTotpAdditions = {};
      const verifyTOTP: typeof recipeImplementation.verifyTOTP = async (code) => {
        const answer = await recipeImplementation.verifyTOTP(code);
        // Here it costs nothing: completing TOTP reads the user's metadata next, and clears what was read of the core.
        if (answer.status === "OK") additions = await fewCodesLeft(parts, session.getUserId(), userContext);
        return answer;
      };
      const answer = await original({ ...input, options: { ...options, recipeImplementation: { ...recipeImplementation, verifyTOTP } } });
      return answer.status === "OK" ? { ...answer, ...additions } : answer;
    });
}

/** Nothing that fails here keeps anybody from signing in. */
async function fewCodesLeft({ recoveryCodes, log }: PluginParts, userId: string, userContext: UserContext): Promise<VerifyTotpAdditions> {
  if (recoveryCodes === false) return {};
  try {
    const { recovery } = await readUserRecord(userId, userContext);
    const left = recovery?.codes.length ?? 0;
    return recovery !== undefined && areFewLeft(left, recovery.total) ? { recoveryCodesLeft: left } : {};
  } catch (error) {
    log("supertokens-mfa-react: the recovery codes that are left could not be counted.", error);
    return {};
  }
}

/**
 * A verified device needs a fresh TOTP to go. The last one stays while anything but the user's own setting requires
 * TOTP; otherwise it goes and TOTP is turned off in the same step. A pending device goes by the stock rules.
 */
function removeDevice(parts: PluginParts, original: Api<"removeDevicePOST">): Api<"removeDevicePOST"> {
  return (input) =>
    parts.failures.run(async () => {
      const { options, session, userContext } = input;
      const userId = session.getUserId();
      const tenantId = session.getTenantId();
      return parts.changes.run(session, userContext, async () => {
        const { devices } = await options.recipeImplementation.listDevices({ userId, userContext });
        const verified = devices.filter((device) => device.verified);
        const deviceName = storedName(devices, input.deviceName);
        const remove = () => original({ ...input, deviceName });
        if (!verified.some((device) => device.name === deviceName)) return remove();

        await session.assertClaims([MultiFactorAuthClaim.validators.hasCompletedMFARequirementsForAuth()], userContext);
        const isLast = verified.length === 1;
        if (isLast) {
          const { lock } = await readStanding(parts.policy, parts.requirements, session, userContext);
          if (lock !== undefined) {
            return generalError(
              "This is your last authenticator app, and you are required to use two-factor authentication. " +
                "Add another one before you remove it.",
            );
          }
        }
        requireFreshTotp(session, { within: parts.freshFor });

        const turnsOff = isLast && parts.policy.ownsUserSetting && (await isTotpEnabledForUser(userId, userContext));
        const tellOff = () => parts.tellChanged({ userId, tenantId, change: "TOTP_DISABLED" });
        // Under an opt-in policy they go with the setting.
        if (!turnsOff) await forgetStandIns(userId, isLast ? "ALL" : "BROWSERS", userContext);
        const answer = turnsOff ? await turningOff(userId, userContext, remove, tellOff) : await remove();
        if (answer.status !== "OK") return answer;
        if (answer.didDeviceExist) parts.tellChanged({ userId, tenantId, change: "DEVICE_REMOVED", deviceName });
        if (turnsOff) tellOff();
        return answer;
      });
    });
}

/**
 * Off first, then the removal: if the process dies between the two, the user is left with a device and TOTP off,
 * which the panel shows. The other order would leave TOTP on without a device, and the next sign-in would let whoever
 * knows the password enrol one. A removal that fails puts the setting back.
 */
async function turningOff<T extends { status: string }>(
  userId: string,
  userContext: Record<string, unknown>,
  remove: () => Promise<T>,
  tellOff: () => void,
): Promise<T> {
  await disableTotpForUser(userId, userContext);
  // A setting that can't be put back stays off: the app is told of that, and the removal's own failure is answered.
  const putBack = () => enableTotpForUser(userId, userContext).catch(tellOff);
  try {
    const answer = await remove();
    if (answer.status !== "OK") await putBack();
    return answer;
  } catch (error) {
    await putBack();
    throw error;
  }
}
