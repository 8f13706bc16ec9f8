import type { Log } from "../failureAnswers.js";

/** What happened to a user's factors. */
export type FactorChange =
  /** A device was verified and now counts as a factor. */
  | "DEVICE_ADDED"
  /** A verified device was removed. */
  | "DEVICE_REMOVED"
  | "DEVICE_RENAMED"
  /** The user turned TOTP on, or verified a first device under an opt-in policy. */
  | "TOTP_ENABLED"
  /** The user turned TOTP off, or removed the last device under an opt-in policy. */
  | "TOTP_DISABLED"
  /** `resetTotpForUser` took devices, recovery codes, trusted browsers and the setting away. */
  | "TOTP_RESET"
  /** New recovery codes were made; earlier ones are void. */
  | "RECOVERY_CODES_CREATED"
  /** A recovery code was used in place of a TOTP, and all trusted browsers are forgotten. */
  | "RECOVERY_CODE_USED"
  | "TRUSTED_BROWSER_ADDED"
  /** The user removed it from the list. */
  | "TRUSTED_BROWSER_REMOVED";

/** One change of a user's factors, after it took place. */
export interface FactorChangedEvent {
  /** The primary user id. */
  userId: string;
  /** The tenant of the session that made the change; absent when the app made it. */
  tenantId?: string;
  change: FactorChange;
  /** When the change took place. */
  at: Date;
  /** The device that was added, removed or renamed (its new name). Chosen by the user: escape it in HTML. */
  deviceName?: string;
  /** Recovery codes that can be used, after some were made or one was used. */
  left?: number;
  /** The browser that was trusted or removed, as far as it says what it is. */
  browser?: { browser?: string; system?: string };
}

/** Told of each change; OWASP's MFA cheat sheet asks to notify the user of it, by e-mail for instance. */
export type OnFactorChanged = (event: FactorChangedEvent) => unknown;

/** Tells the app of a change, without waiting for it. */
export type TellFactorChanged = (event: Omit<FactorChangedEvent, "at">) => void;

/** The change is done when this is called, so a hook that throws, rejects or hangs is logged and has no other effect. */
export function createFactorEvents(hook: OnFactorChanged | undefined, log: Log): TellFactorChanged {
  if (hook === undefined) return () => undefined;
  return (event) => {
    const at = new Date();
    void Promise.resolve()
      .then(() => hook({ ...event, at }))
      .catch((error: unknown) => log(`supertokens-mfa-react: onFactorChanged failed for ${event.change}.`, error));
  };
}
