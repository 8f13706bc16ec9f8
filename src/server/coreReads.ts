/**
 * Makes the next read of this request ask the core again.
 *
 * The SDK keeps each `GET` answer of the core in the request's `userContext`, and a write by *another* request does
 * not clear it. Whoever waited in a queue must therefore forget what it read before it was its turn, or it decides on
 * a list from the past.
 */
export function forgetCoreReads(userContext: Record<string, unknown>): void {
  const defaults = userContext["_default"];
  if (typeof defaults === "object" && defaults !== null && "coreCallCache" in defaults) {
    defaults.coreCallCache = {};
  }
}
