import { maxDeviceNameLength } from "./totpSettings.js";

/**
 * Trims a device name that a user typed and returns it, or `undefined` when it can't be one: empty, longer than
 * {@link maxDeviceNameLength}, or with characters that change how text around it reads (control characters, line
 * separators, bidi controls, lone surrogates; UTS #39 and CVE-2021-42574 describe the trick).
 */
export function cleanDeviceName(typed: string): string | undefined {
  const name = typed.trim();
  if (name.length === 0 || name.length > maxDeviceNameLength) return undefined;
  return /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(name) ? undefined : name;
}
