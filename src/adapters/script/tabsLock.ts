/**
 * The lock that keeps two tabs from refreshing the session at once, as the SDK calls it, on the browser's own locks.
 * Where there are none (a page without https) the tab only waits for itself.
 *
 * @see https://www.w3.org/TR/web-locks/
 */
export default class TabsLock {
  readonly #release = new Map<string, () => void>();

  /** Answers whether the lock was got in time; `timeout` in milliseconds. */
  acquireLock(key: string, timeout = 5000): Promise<boolean> {
    return new Promise((resolve) => {
      const hold = () =>
        new Promise<void>((release) => {
          this.#release.set(key, release);
          resolve(true);
        });
      request(key, hold, AbortSignal.timeout(timeout)).catch(() => resolve(false));
    });
  }

  async releaseLock(key: string): Promise<void> {
    this.#release.get(key)?.();
    this.#release.delete(key);
  }
}

/** Whoever holds or waits for a lock of this page. */
const queues = new Map<string, Promise<void>>();

function request(key: string, hold: () => Promise<void>, signal: AbortSignal): Promise<void> {
  if ("locks" in navigator) return navigator.locks.request(`supertokens-mfa.${key}`, { signal }, hold);
  const turn = (queues.get(key) ?? Promise.resolve()).then(() => (signal.aborted ? Promise.reject(new Error("Too late")) : hold()));
  queues.set(
    key,
    turn.catch(() => undefined),
  );
  return turn;
}
