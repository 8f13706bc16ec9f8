import { describe, expect, it, vi } from "vitest";
import { withSafeStorage } from "../../../src/index.js";
import type { WindowHandlerInterface } from "supertokens-web-js/utils/windowHandler/types.js";

type Storage = WindowHandlerInterface["localStorage"];

const refuse = () => {
  throw new DOMException("blocked", "SecurityError");
};

const blocked: Storage = {
  getItemSync: refuse,
  setItemSync: refuse,
  removeItemSync: refuse,
  clearSync: refuse,
  keySync: refuse,
  getItem: async () => refuse(),
  setItem: async () => refuse(),
  removeItem: async () => refuse(),
  clear: async () => refuse(),
  key: async () => refuse(),
};

function wrap(storage: Storage): Storage {
  const original = { localStorage: storage, sessionStorage: storage, history: {}, location: {} } as WindowHandlerInterface;
  return withSafeStorage(original).localStorage;
}

describe("with storage blocked", () => {
  it("the SDK's values are kept in memory, and nothing throws", async () => {
    const storage = wrap(blocked);
    expect(storage.getItemSync("a")).toBeNull();
    storage.setItemSync("a", "1");
    await storage.setItem("b", "2");
    expect([storage.getItemSync("a"), await storage.getItem("b"), storage.keySync(0)]).toEqual(["1", "2", "a"]);
    storage.removeItemSync("a");
    expect(storage.getItemSync("a")).toBeNull();
    await storage.clear();
    expect(await storage.getItem("b")).toBeNull();
  });
});

describe("with storage that works", () => {
  it("it is the storage that is used", () => {
    const getItemSync = vi.fn(() => "stored");
    const setItemSync = vi.fn();
    const storage = wrap({ ...blocked, getItemSync, setItemSync });
    storage.setItemSync("a", "1");
    expect(setItemSync).toHaveBeenCalledExactlyOnceWith("a", "1");
    expect(storage.getItemSync("a")).toBe("stored");
  });
});

describe("with storage that fills up", () => {
  it("the newest value counts, also over an older one that was stored", () => {
    const setItemSync = vi.fn(refuse);
    const storage = wrap({ ...blocked, getItemSync: () => "old", setItemSync });
    storage.setItemSync("a", "new");
    expect(storage.getItemSync("a")).toBe("new");
  });

  it("and has room again, what it took counts, also after another tab changed it", () => {
    let stored = "old";
    const setItemSync = vi.fn((_key: string, value: string) => void (stored = value)).mockImplementationOnce(refuse);
    const storage = wrap({ ...blocked, getItemSync: () => stored, setItemSync });
    storage.setItemSync("a", "not taken");
    storage.setItemSync("a", "taken");
    stored = "another tab's";
    expect(storage.getItemSync("a")).toBe("another tab's");
  });
});
