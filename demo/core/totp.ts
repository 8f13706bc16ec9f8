import { randomBytes } from "node:crypto";
import { Secret, TOTP } from "otpauth";

export interface TotpDevice {
  name: string;
  /** Base32. */
  secret: string;
  /** Seconds a code lasts. */
  period: number;
  /** How many steps before and after the current one are accepted too. */
  skew: number;
  verified: boolean;
}

export interface NewDevice {
  userId: string;
  /** Without a name the device gets `TOTP Device N`. */
  name?: string | undefined;
  skew: number;
  period: number;
}

export type Attempts = {
  currentNumberOfFailedAttempts: number;
  maxNumberOfFailedAttempts: number;
};

export type Refusal = ({ status: "INVALID_TOTP_ERROR" } & Attempts) | ({ status: "LIMIT_REACHED_ERROR"; retryAfterMs: number } & Attempts);

export type CreateOutcome = { status: "OK"; device: TotpDevice } | { status: "DEVICE_ALREADY_EXISTS_ERROR" };

export type RenameOutcome = "OK" | "UNKNOWN_DEVICE_ERROR" | "DEVICE_ALREADY_EXISTS_ERROR";

export type VerifyDeviceOutcome = { status: "OK"; wasAlreadyVerified: boolean } | { status: "UNKNOWN_DEVICE_ERROR" } | Refusal;

export type VerifyCodeOutcome = { status: "OK" } | { status: "UNKNOWN_USER_ID_ERROR" } | Refusal;

export interface TotpOptions {
  now: () => number;
  /** Failures in a row after which every code is refused. */
  maxAttempts: number;
  /** How long codes are refused then. */
  cooldownMs: number;
}

interface Attempt {
  code: string;
  accepted: boolean;
  at: number;
  /** Until when an accepted code is refused as a replay. */
  expiresAt: number;
}

/** Codes longer than this are refused without being remembered. */
const LONGEST_STORED_CODE = 8;

/** Steps looked at on either side, so that an absurd `skew` cannot keep the process busy. */
const MOST_STEPS = 1000;

/**
 * TOTP devices and the attempts made with them. Devices belong to a user; attempts to a user and a
 * tenant. Nothing in here awaits, so checking a code and counting the attempt is one step however
 * many requests arrive together.
 */
export function createTotp({ now, maxAttempts, cooldownMs }: TotpOptions) {
  const devicesOf = new Map<string, Map<string, TotpDevice>>();
  /** user → tenant → attempts, newest first. */
  const attemptsOf = new Map<string, Map<string, Attempt[]>>();

  function addDevice(device: NewDevice, secret: string, verified: boolean): CreateOutcome {
    const devices = devicesOf.get(device.userId) ?? new Map<string, TotpDevice>();
    const name = device.name ?? defaultName(devices);
    if (devices.get(name)?.verified === true) return { status: "DEVICE_ALREADY_EXISTS_ERROR" };
    const added: TotpDevice = { name, secret, period: device.period, skew: device.skew, verified };
    // Replaces a pending device of that name: the QR code shown for it is dead from now on.
    devices.set(name, added);
    devicesOf.set(device.userId, devices);
    return { status: "OK", device: added };
  }

  /** Counts and remembers the attempt; answers how it was refused, if it was. */
  function checkCode(tenantId: string, userId: string, devices: TotpDevice[], code: string): Refusal | undefined {
    const time = now();
    const attempts = attemptsOf.get(userId)?.get(tenantId) ?? [];
    let failed = countFailures(attempts);
    const latest = attempts[0];
    if (failed >= maxAttempts && latest !== undefined) {
      const elapsed = time - latest.at;
      if (elapsed < cooldownMs) {
        // Not remembered as an attempt: trying while locked out must not prolong it.
        return {
          status: "LIMIT_REACHED_ERROR",
          retryAfterMs: cooldownMs - elapsed,
          currentNumberOfFailedAttempts: failed,
          maxNumberOfFailedAttempts: maxAttempts,
        };
      }
      failed = 0;
    }
    const refusal: Refusal = {
      status: "INVALID_TOTP_ERROR",
      currentNumberOfFailedAttempts: failed + 1,
      maxNumberOfFailedAttempts: maxAttempts,
    };
    if (code.length > LONGEST_STORED_CODE) return refusal;

    const match = devices.find((device) => accepts(device, code, time));
    const replayed = attempts.some((used) => used.accepted && used.code === code && used.expiresAt > time);
    const accepted = match !== undefined && !replayed;
    const lifetime = Math.max(0, ...(match ? [match] : devices).map((device) => device.period * (2 * device.skew + 1)));
    remember(tenantId, userId, { code, accepted, at: time, expiresAt: time + lifetime * 1000 });
    return accepted ? undefined : refusal;
  }

  /** Failures since the last accepted code, of those no older than the cool-down at the latest one. */
  function countFailures(attempts: Attempt[]): number {
    const latest = attempts[0];
    if (latest === undefined) return 0;
    const recent = attempts.slice(0, maxAttempts);
    const end = recent.findIndex((attempt) => attempt.accepted || attempt.at <= latest.at - cooldownMs);
    return end === -1 ? recent.length : end;
  }

  function remember(tenantId: string, userId: string, attempt: Attempt) {
    const tenants = attemptsOf.get(userId) ?? new Map<string, Attempt[]>();
    const kept = (tenants.get(tenantId) ?? []).filter((old, index) => index < maxAttempts || (old.accepted && old.expiresAt > attempt.at));
    tenants.set(tenantId, [attempt, ...kept]);
    attemptsOf.set(userId, tenants);
  }

  return {
    /** Adds a pending device with a fresh secret. */
    create(device: NewDevice): CreateOutcome {
      return addDevice(device, new Secret({ buffer: toArrayBuffer(randomBytes(20)) }).base32, false);
    },

    /** Adds a device that counts as verified at once, with the given secret. */
    import(device: NewDevice & { secret: string }): CreateOutcome {
      return addDevice(device, device.secret, true);
    },

    /** Every device, pending ones too, by name. */
    list(userId: string): TotpDevice[] {
      return sortedByName([...(devicesOf.get(userId)?.values() ?? [])]);
    },

    rename(userId: string, from: string, to: string): RenameOutcome {
      const devices = devicesOf.get(userId);
      const device = devices?.get(from);
      if (devices === undefined || device === undefined) return "UNKNOWN_DEVICE_ERROR";
      if (from !== to && devices.has(to)) return "DEVICE_ALREADY_EXISTS_ERROR";
      devices.delete(from);
      devices.set(to, { ...device, name: to });
      return "OK";
    },

    /** Answers whether there was such a device. Removing the last one forgets the attempts too. */
    remove(userId: string, name: string): boolean {
      const devices = devicesOf.get(userId);
      if (devices === undefined || !devices.delete(name)) return false;
      if (devices.size === 0) {
        devicesOf.delete(userId);
        attemptsOf.delete(userId);
      }
      return true;
    },

    /**
     * Checks a code of a pending device and marks it verified. A verified device answers OK to any
     * code, unchecked: that is how the core behaves, and what a backend has to guard against.
     */
    verifyDevice(tenantId: string, userId: string, name: string, code: string): VerifyDeviceOutcome {
      const device = devicesOf.get(userId)?.get(name);
      if (device === undefined) return { status: "UNKNOWN_DEVICE_ERROR" };
      if (device.verified) return { status: "OK", wasAlreadyVerified: true };
      const refusal = checkCode(tenantId, userId, [device], code);
      if (refusal) return refusal;
      device.verified = true;
      return { status: "OK", wasAlreadyVerified: false };
    },

    /** Checks a code against every verified device. */
    verifyCode(tenantId: string, userId: string, code: string): VerifyCodeOutcome {
      const devices = devicesOf.get(userId);
      if (devices === undefined) return { status: "UNKNOWN_USER_ID_ERROR" };
      const verified = [...devices.values()].filter((device) => device.verified);
      return checkCode(tenantId, userId, verified, code) ?? { status: "OK" };
    },

    removeUser(userId: string) {
      devicesOf.delete(userId);
      attemptsOf.delete(userId);
    },

    removeUserFromTenant(tenantId: string, userId: string) {
      attemptsOf.get(userId)?.delete(tenantId);
    },

    removeTenant(tenantId: string) {
      for (const tenants of attemptsOf.values()) tenants.delete(tenantId);
    },
  };
}

function defaultName(devices: Map<string, TotpDevice>): string {
  let number = [...devices.values()].filter((device) => device.verified).length;
  while (devices.get(`TOTP Device ${number}`)?.verified === true) number += 1;
  return `TOTP Device ${number}`;
}

function accepts(device: TotpDevice, code: string, time: number): boolean {
  // Characters outside the alphabet are skipped, so the core also stores a secret made of them.
  const base32 = device.secret.toUpperCase().replace(/[^A-Z2-7]/g, "");
  // One character is five bits, less than a byte: no key at all.
  if (base32.length < 2) return false;
  const totp = new TOTP({ secret: Secret.fromBase32(base32), period: device.period, digits: 6, algorithm: "SHA1" });
  const steps = Math.min(device.skew, MOST_STEPS);
  for (let step = -steps; step <= steps; step += 1) {
    const timestamp = time + step * device.period * 1000;
    if (timestamp >= 0 && totp.generate({ timestamp }) === code) return true;
  }
  return false;
}

function sortedByName(devices: TotpDevice[]): TotpDevice[] {
  return devices.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

function toArrayBuffer(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
