/**
 * Web storage that may be full, blocked or hold anything (OWASP: treat it as untrusted input): reading answers `null`,
 * writing does nothing. Flags, times and device names go here, never a secret or a code.
 */
export interface SafeStorage {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
}

function safeStorage(open: () => Storage): SafeStorage {
  // Even reading `window.localStorage` throws where site data is blocked, so it is opened inside every attempt.
  const attempt = <T>(work: (storage: Storage) => T): T | null => {
    try {
      return work(open());
    } catch {
      return null;
    }
  };
  return {
    get: (key) => attempt((storage) => storage.getItem(key)),
    set: (key, value) => void attempt((storage) => storage.setItem(key, value)),
    remove: (key) => void attempt((storage) => storage.removeItem(key)),
  };
}

/** Shared by all tabs of the origin. */
export const sharedStorage = safeStorage(() => window.localStorage);

/** This tab's own; survives a reload. */
export const tabStorage = safeStorage(() => window.sessionStorage);

/** Parses what storage held; nothing and garbage are `undefined`. */
export function parseStored(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}
