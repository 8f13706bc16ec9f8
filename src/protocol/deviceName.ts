import { maxDeviceNameLength } from "./totpSettings.js";

/**
 * Trims a device name that a user typed and returns it, or `undefined` when it can't be one: empty, longer than
 * {@link maxDeviceNameLength}, or with characters that change how text around it reads (control characters, line
 * separators, bidi controls, lone surrogates; UTS #39 and CVE-2021-42574 describe the trick).
 */
export function cleanDeviceName(typed: string): string | undefined {
  const name = typed.trim();
  return isDeviceName(name) ? name : undefined;
}

/** Whether a name can be a device's as it is, white space and all. */
export function isDeviceName(name: string): boolean {
  return name.trim() !== "" && name.length <= maxDeviceNameLength && !misleading.test(name);
}

const misleading = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;
