import { getMfaConfig } from "./config.js";

/** Events of the TOTP recipe: SuperTokens' own three, and one for removal. */
export type TotpEvent =
  | { action: "TOTP_DEVICE_CREATED"; deviceName: string; userContext: unknown }
  | { action: "TOTP_DEVICE_VERIFIED"; deviceName: string; wasAlreadyVerified: boolean; userContext: unknown }
  | { action: "TOTP_CODE_VERIFIED"; userContext: unknown }
  | { action: "TOTP_DEVICE_REMOVED"; deviceName: string; userContext: unknown };

/** Events of the MFA screens and the panel. `FACTOR_CHOOSEN` is spelled as SuperTokens spells it. */
export type MfaEvent =
  | { action: "FACTOR_CHOOSEN"; factorId: string }
  | { action: "TOTP_ENABLED" }
  | { action: "TOTP_DISABLED" }
  | { action: "TOTP_DEVICE_RENAMED"; deviceName: string; newDeviceName: string }
  | { action: "RECOVERY_CODES_CREATED" }
  /** A code of the app was accepted, and few recovery codes are left: three, or fewer. */
  | { action: "RECOVERY_CODES_LOW"; left: number }
  /** `left`: how many can still be used. */
  | { action: "RECOVERY_CODE_USED"; left: number };

/** Runs the app's own callback; what it throws, now or later, goes to `onError` and stops nothing. */
export function callApp<Event>(callback: ((event: Event) => unknown) | undefined, event: Event): void {
  if (callback === undefined) return;
  try {
    void Promise.resolve(callback(event)).catch(reportError);
  } catch (error) {
    reportError(error);
  }
}

type Listener = (event: MfaEvent | TotpEvent) => void;
const listeners = new Set<Listener>();

/** What the app's own `onHandleEvent` hears, for those who have no say at init. Returns how to stop. */
export function listenToEvents(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Tells the app's callback, and whoever listens. */
export function emitEvent<Event extends MfaEvent | TotpEvent>(callback: ((event: Event) => void) | undefined, event: Event): void {
  callApp(callback, event);
  for (const listener of listeners) listener(event);
}

export function emitMfaEvent(event: MfaEvent): void {
  emitEvent(getMfaConfig().onHandleEvent, event);
}

/** Tells the app's `onError`, which itself may throw. */
export function reportError(error: unknown): void {
  try {
    getMfaConfig().onError(error);
  } catch (inner) {
    console.error(error, inner);
  }
}
