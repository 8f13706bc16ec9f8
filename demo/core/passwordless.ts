import { createHash, randomBytes, randomInt, randomUUID } from "node:crypto";
import type { EmailVerification } from "./emailverification.js";
import type { Contact, RecipeUser, Users } from "./users.js";

export const CODE_LIFETIME_MS = 15 * 60 * 1000;

/** Wrong codes after which a device is forgotten and sign-in starts again. */
const MOST_ATTEMPTS = 5;

export interface Code {
  codeId: string;
  userInputCode: string;
  linkCode: string;
  timeCreated: number;
}

/** Where codes were asked for: all those sent in one sign-in. */
export interface CodeDevice {
  preAuthSessionId: string;
  contact: Contact;
  failedCodeInputAttemptCount: number;
  codes: Code[];
}

/** What the code was sent for, and the code: as typed in, or as in the link. */
export type CodeInput = { preAuthSessionId: string } & ({ userInputCode: string } | { linkCode: string });

export type CreateCodeOutcome =
  | { status: "OK"; deviceId: string; preAuthSessionId: string; code: Code }
  | { status: "RESTART_FLOW_ERROR" | "USER_INPUT_CODE_ALREADY_USED_ERROR" };

export type CodeRefusal =
  | { status: "RESTART_FLOW_ERROR" }
  | {
      status: "INCORRECT_USER_INPUT_CODE_ERROR" | "EXPIRED_USER_INPUT_CODE_ERROR";
      failedCodeInputAttemptCount: number;
      maximumCodeInputAttemptCount: number;
    };

export type CheckCodeOutcome = { status: "OK"; device: CodeDevice } | CodeRefusal;

export type ConsumeCodeOutcome = { status: "OK"; device: CodeDevice; createdNewUser: boolean; user: RecipeUser } | CodeRefusal;

/** One-time codes by e-mail or SMS. Nothing in here awaits, so a code is used once however many ask together. */
export function createPasswordless(now: () => number, users: Users, verification: EmailVerification) {
  /** tenant → what codes were sent for */
  const devicesIn = new Map<string, CodeDevice[]>();

  const devicesOf = (tenantId: string) => devicesIn.get(tenantId) ?? [];
  const find = (tenantId: string, preAuthSessionId: string) =>
    devicesOf(tenantId).find((device) => device.preAuthSessionId === preAuthSessionId);

  function removeWhere(tenantId: string, matches: (device: CodeDevice) => boolean) {
    devicesIn.set(
      tenantId,
      devicesOf(tenantId).filter((device) => !matches(device)),
    );
  }

  function check(tenantId: string, input: CodeInput): CheckCodeOutcome {
    const device = find(tenantId, input.preAuthSessionId);
    if (device === undefined) return { status: "RESTART_FLOW_ERROR" };
    const code = device.codes.find((sent) =>
      "linkCode" in input ? sent.linkCode === input.linkCode : sent.userInputCode === input.userInputCode,
    );
    if (code !== undefined && code.timeCreated > now() - CODE_LIFETIME_MS) return { status: "OK", device };
    if ("linkCode" in input) return { status: "RESTART_FLOW_ERROR" };
    device.failedCodeInputAttemptCount += 1;
    if (device.failedCodeInputAttemptCount >= MOST_ATTEMPTS) {
      removeWhere(tenantId, (each) => each === device);
      return { status: "RESTART_FLOW_ERROR" };
    }
    return {
      status: code === undefined ? "INCORRECT_USER_INPUT_CODE_ERROR" : "EXPIRED_USER_INPUT_CODE_ERROR",
      failedCodeInputAttemptCount: device.failedCodeInputAttemptCount,
      maximumCodeInputAttemptCount: MOST_ATTEMPTS,
    };
  }

  return {
    check,

    /** A code for a new device, or another one for the device that is named. */
    createCode(tenantId: string, target: Contact | { deviceId: string }, wanted?: string): CreateCodeOutcome {
      const deviceId = "deviceId" in target ? target.deviceId : randomBytes(32).toString("base64");
      const preAuthSessionId = preAuthSessionIdOf(deviceId);
      if (!("deviceId" in target)) {
        const device = { preAuthSessionId, contact: target, failedCodeInputAttemptCount: 0, codes: [] };
        devicesIn.set(tenantId, [...devicesOf(tenantId), device]);
      }
      const device = find(tenantId, preAuthSessionId);
      if (device === undefined) return { status: "RESTART_FLOW_ERROR" };
      if (wanted !== undefined && device.codes.some(({ userInputCode }) => userInputCode === wanted)) {
        return { status: "USER_INPUT_CODE_ALREADY_USED_ERROR" };
      }
      const code: Code = {
        codeId: randomUUID(),
        userInputCode: wanted ?? newUserInputCode(device),
        linkCode: randomBytes(32).toString("base64url"),
        timeCreated: now(),
      };
      device.codes.push(code);
      return { status: "OK", deviceId, preAuthSessionId, code };
    },

    /** Signs up on the first code that is right; an address that got a code is verified. */
    consume(tenantId: string, input: CodeInput): ConsumeCodeOutcome {
      const outcome = check(tenantId, input);
      if (outcome.status !== "OK") return outcome;
      const { device } = outcome;
      const { contact } = device;
      removeWhere(tenantId, (each) => isSameContact(each.contact, contact));
      const login = { recipeId: "passwordless" as const, ...contact };
      const known = users.findByCredential(tenantId, login);
      const user = known ?? users.add(tenantId, login);
      if (contact.email !== undefined) verification.verify(user.id, contact.email);
      return { status: "OK", device, createdNewUser: known === undefined, user };
    },

    devicesFor: (tenantId: string, contact: Contact) => devicesOf(tenantId).filter((device) => isSameContact(device.contact, contact)),

    find,

    revokeAll(tenantId: string, contact: Contact) {
      removeWhere(tenantId, (device) => isSameContact(device.contact, contact));
    },

    revokeDevice(tenantId: string, preAuthSessionId: string) {
      removeWhere(tenantId, (device) => device.preAuthSessionId === preAuthSessionId);
    },

    /** With its last code a device goes too. */
    revokeCode(tenantId: string, codeId: string) {
      for (const device of devicesOf(tenantId)) device.codes = device.codes.filter((code) => code.codeId !== codeId);
      removeWhere(tenantId, ({ codes }) => codes.length === 0);
    },

    removeTenant(tenantId: string) {
      devicesIn.delete(tenantId);
    },
  };
}

/** Derived from the device's secret, so that it may be shown: who holds it can't ask for codes. */
export function preAuthSessionIdOf(deviceId: string): string {
  return createHash("sha256").update(Buffer.from(deviceId, "base64")).digest("base64url");
}

function isSameContact(left: Contact, right: Contact): boolean {
  return left.email === right.email && left.phoneNumber === right.phoneNumber;
}

function newUserInputCode(device: CodeDevice): string {
  for (;;) {
    const code = String(randomInt(1_000_000)).padStart(6, "0");
    if (!device.codes.some(({ userInputCode }) => userInputCode === code)) return code;
  }
}
