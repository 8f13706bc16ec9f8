/** A mistake in the app's code, told as: what happened, why, how to fix it. */
export class MfaMisuseError extends Error {
  override readonly name = "MfaMisuseError";

  constructor(what: string, why: string, fix: string) {
    super(`${what} ${why} ${fix}`);
  }
}
