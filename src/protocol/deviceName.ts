import { maxDeviceNameLength } from "./totpSettings.js";

/**
 * Trims a device name that a user typed and returns it in Unicode's composed form (NFC), or `undefined` when it can't be
 * one: see {@link isDeviceName}.
 */
export function cleanDeviceName(typed: string): string | undefined {
  const name = composedName(typed.trim());
  return isDeviceName(name) ? name : undefined;
}

/** The one spelling of a name that looks the same in several (Unicode's NFC): two devices can't differ by that alone. */
export function composedName(name: string): string {
  return name.normalize("NFC");
}

/**
 * Whether a name can be a device's as it is, white space and all: no longer than {@link maxDeviceNameLength}, with one
 * character at least that can be seen, and with none that changes how text around it reads (control characters, line
 * separators, bidi controls, lone surrogates; UTS #39 and CVE-2021-42574 describe the trick).
 */
export function isDeviceName(name: string): boolean {
  return name.length <= maxDeviceNameLength && visible.test(name) && !misleading.test(name);
}

const misleading = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;
/** Letters, digits, punctuation and symbols, without those that Unicode has drawn as nothing or as a blank. */
const visible = /(?![\p{Default_Ignorable_Code_Point}\u2800\u{13441}\u{13442}\u{1D159}])[\p{L}\p{N}\p{P}\p{S}]/u;
