import type { MfaEvent, TotpEvent } from "../../supertokens/events.js";

type AnyEvent = MfaEvent | TotpEvent;
type DomName<Action extends string> = Action extends `${infer Head}_${infer Rest}`
  ? `${Lowercase<Head>}-${DomName<Rest>}`
  : Lowercase<Action>;

/** What an `mfa-navigate` event carries. */
export interface MfaNavigation {
  /** A path of the page's own origin. */
  path: string;
  /** Whether the current page is to leave the history. */
  replace: boolean;
}

/** What happened, under the name of SuperTokens' action: `TOTP_DEVICE_VERIFIED` is `totp-device-verified`. */
export type MfaNewsEventMap = { [Event in AnyEvent as DomName<Event["action"]>]: CustomEvent<Event> };

/**
 * The events of the elements. All bubble. `mfa-navigate` can be cancelled, by a router that goes there itself; else a
 * page is loaded.
 */
export interface MfaElementEventMap extends MfaNewsEventMap {
  "mfa-navigate": CustomEvent<MfaNavigation>;
}

/** Each is told by the element whose doing it is. */
export const screenActions: readonly AnyEvent["action"][] = [
  "TOTP_DEVICE_CREATED",
  "TOTP_DEVICE_VERIFIED",
  "TOTP_CODE_VERIFIED",
  "RECOVERY_CODES_CREATED",
  "RECOVERY_CODES_LOW",
  "RECOVERY_CODE_USED",
];
export const panelActions: readonly AnyEvent["action"][] = [
  "TOTP_DEVICE_REMOVED",
  "TOTP_DEVICE_RENAMED",
  "TOTP_ENABLED",
  "TOTP_DISABLED",
  "RECOVERY_CODES_CREATED",
  "FACTOR_CHOOSEN",
];

/** A bubbling event; the answer is whether its default may happen. */
export function dispatch(element: EventTarget, name: string, detail: unknown, cancelable = false): boolean {
  return element.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, cancelable, detail }));
}

export function domName(action: AnyEvent["action"]): string {
  return action.toLowerCase().replaceAll("_", "-");
}
