/** A core with the default period and skew refuses a code again for `period * (2 * skew + 1)` seconds. */
const refusedForMs = 90_000;

let accepted: { code: string; sessionKey: string; at: number } | undefined;

/**
 * Remembers, in memory and for 90 seconds, the code that was accepted last: the code that just set a device up is
 * refused at sign-in, and would cost an attempt.
 */
export function rememberAccepted(code: string, sessionKey: string): void {
  const entry = { code, sessionKey, at: performance.now() };
  accepted = entry;
  setTimeout(() => {
    if (accepted === entry) accepted = undefined;
  }, refusedForMs);
}

export function wasAccepted(code: string, sessionKey: string): boolean {
  return accepted?.code === code && accepted.sessionKey === sessionKey && performance.now() - accepted.at < refusedForMs;
}
