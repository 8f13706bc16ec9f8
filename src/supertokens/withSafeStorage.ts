import type { WindowHandlerInput, WindowHandlerInterface } from "supertokens-web-js/utils/windowHandler/types.js";

type StorageHandler = WindowHandlerInterface["localStorage"];

/**
 * For `SuperTokens.init({ windowHandler: withSafeStorage, … })`: where the browser blocks web storage or it is full,
 * `supertokens-web-js` keeps its lock and the clock's skew in memory. Without it, `SuperTokens.init` throws there.
 */
export const withSafeStorage: WindowHandlerInput = (original) => ({
  ...original,
  localStorage: safe(original.localStorage),
  sessionStorage: safe(original.sessionStorage),
});

function safe(storage: StorageHandler): StorageHandler {
  /** What the storage didn't take; it goes before what the storage has. */
  const memory = new Map<string, string>();

  const getItemSync = (key: string) => memory.get(key) ?? attempt(() => storage.getItemSync(key), null);
  const setItemSync = (key: string, value: string) => {
    const stored = attempt(() => (storage.setItemSync(key, value), true), false);
    if (stored) memory.delete(key);
    else memory.set(key, value);
  };
  const removeItemSync = (key: string) => {
    memory.delete(key);
    attempt(() => storage.removeItemSync(key), undefined);
  };
  const clearSync = () => {
    memory.clear();
    attempt(() => storage.clearSync(), undefined);
  };
  const keySync = (index: number) => attempt(() => storage.keySync(index), [...memory.keys()][index] ?? null);

  return {
    getItemSync,
    setItemSync,
    removeItemSync,
    clearSync,
    keySync,
    getItem: async (key) => getItemSync(key),
    setItem: async (key, value) => setItemSync(key, value),
    removeItem: async (key) => removeItemSync(key),
    clear: async () => clearSync(),
    key: async (index) => keySync(index),
  };
}

function attempt<Result>(access: () => Result, otherwise: Result): Result {
  try {
    return access();
  } catch {
    return otherwise;
  }
}
