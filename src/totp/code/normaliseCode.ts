/** Digits in a TOTP code as SuperTokens' core makes them. */
const digits = 6;

/** What people and apps put between the digits: white space, dashes, dots and marks that set a writing direction. */
const separators = /[\p{White_Space}\p{Dash}\p{Bidi_Control}\u200B\uFEFF.·]/gu;

/**
 * Turns what was typed or pasted into the six ASCII digits that the backend takes, from digits of any script and with
 * or without separators; `undefined` when it isn't six digits. The core counts `123 456` as a failed attempt, so
 * nothing else is ever sent.
 */
export function normaliseCode(typed: string): string | undefined {
  const code = typed.replace(separators, "").replace(/\p{Nd}/gu, asciiDigit);
  return code.length === digits && /^[0-9]+$/.test(code) ? code : undefined;
}

/** Unicode encodes decimal digits in runs of ten that each start at zero; some runs touch. */
function asciiDigit(digit: string): string {
  const codePoint = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(codePoint - before - 1))) before += 1;
  return String(before % 10);
}
