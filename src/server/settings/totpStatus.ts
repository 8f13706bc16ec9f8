import { getUser } from "supertokens-node/index.js";
import { listDevices } from "supertokens-node/recipe/totp/index.js";
import type { UserContext } from "supertokens-node/types/index.js";
import type { TotpReason } from "../../protocol/totpSettings.js";
import { partsInUse } from "../partsInUse.js";
import { isTotpEnabledForUser } from "../policies/enabled.js";
import { readTenantStanding } from "../policies/standing.js";
import { readUserRecord } from "../userRecord.js";

/** What support sees of a user's second factor. No secret, no code and nothing to sign in with. */
export interface TotpStatus {
  /** The user turned TOTP on. */
  enabled: boolean;
  /** Tenants of the user whose next sign-in asks for TOTP, and why. */
  required: { tenantId: string; reason: TotpReason }[];
  /** Verified devices. Their names are the user's own: escape them in HTML. */
  devices: { name: string; /** Absent when it was verified before the plugin, or elsewhere. */ addedAt?: Date }[];
  recoveryCodes: { left: number; total: number; createdAt: Date } | null;
  /** Latest first. */
  trustedBrowsers: { browser?: string; system?: string; createdAt: Date; lastUsedAt: Date; expiresAt: Date }[];
}

/**
 * Where a user stands with TOTP, for an admin page. Changes nothing.
 *
 * @param userId The primary user id, or that of a linked login method.
 * @param userContext Hand on the one of the current request, if there is one.
 * @returns `undefined` for a user that doesn't exist.
 * @throws TotpPolicyFailure when the policy can't answer for one of the user's tenants.
 */
export async function getTotpStatus(userId: string, userContext: Record<string, unknown> = {}): Promise<TotpStatus | undefined> {
  const parts = partsInUse();
  const user = await getUser(userId, userContext);
  if (user === undefined) return undefined;
  const context = userContext as UserContext;
  const ask = async (tenantId: string) => {
    const question = { user, tenantId, accessTokenPayload: {}, completedFactors: {}, userContext: context };
    const { reason } = await readTenantStanding(parts, question);
    return reason === undefined ? [] : [{ tenantId, reason }];
  };
  const [enabled, required, { devices }, record] = await Promise.all([
    isTotpEnabledForUser(user.id, userContext),
    Promise.all(user.tenantIds.map(ask)),
    listDevices(user.id, userContext),
    readUserRecord(user.id, userContext),
  ]);
  const { recovery } = record;
  return {
    enabled,
    required: required.flat(),
    devices: devices
      .filter(({ verified }) => verified)
      .map(({ name }) => {
        const added = record.devices.find((device) => device.name === name);
        return added === undefined ? { name } : { name, addedAt: new Date(added.addedAt) };
      }),
    recoveryCodes:
      recovery === undefined ? null : { left: recovery.codes.length, total: recovery.total, createdAt: new Date(recovery.createdAt) },
    trustedBrowsers: (parts.trust?.list(record, undefined) ?? []).map(({ browser, system, createdAt, lastUsedAt, expiresAt }) => ({
      ...(browser !== undefined && { browser }),
      ...(system !== undefined && { system }),
      createdAt: new Date(createdAt),
      lastUsedAt: new Date(lastUsedAt),
      expiresAt: new Date(expiresAt),
    })),
  };
}
