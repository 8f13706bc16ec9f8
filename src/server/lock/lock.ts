/**
 * Runs `work` while nobody else runs any under the same `key`, in this process or another one, and answers what it
 * answers. Rejects with {@link LockTimeout} when `work` can't begin in time, and then never runs it.
 */
export type Lock = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/** Another change of the same user took too long, so this one wasn't made. The API answers a message for the user. */
export class LockTimeout extends Error {
  override readonly name = "LockTimeout";

  constructor(cause?: unknown) {
    super("supertokens-mfa-react: a change of a user's factors waited too long for the one before it, and wasn't made.", { cause });
  }
}
