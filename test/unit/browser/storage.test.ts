import { afterEach, describe, expect, it, test, vi } from "vitest";
import { parseStored, sharedStorage, tabStorage } from "../../../src/browser/storage.js";

afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
  sessionStorage.clear();
});

describe.each([
  ["shared by the tabs", sharedStorage, () => localStorage, "localStorage"],
  ["the tab's own", tabStorage, () => sessionStorage, "sessionStorage"],
] as const)("storage %s", (_name, storage, real, global) => {
  it("keeps, gives back and forgets", () => {
    storage.set("key", "value");
    expect(real().getItem("key")).toBe("value");
    expect(storage.get("key")).toBe("value");
    storage.remove("key");
    expect(storage.get("key")).toBeNull();
  });

  it.each([
    ["is missing", undefined],
    ["is null", null],
    [
      "is full",
      {
        setItem() {
          throw new DOMException("full", "QuotaExceededError");
        },
        getItem: () => null,
        removeItem: () => undefined,
      },
    ],
  ])("is no reason to fail when it %s", (_how, value) => {
    vi.stubGlobal(global, value);
    storage.set("key", "value");
    storage.remove("key");
    expect(storage.get("key")).toBeNull();
  });
});

test.each([
  [null, undefined],
  ["", undefined],
  ["{", undefined],
  ["null", null],
  ['{"a":1}', { a: 1 }],
])("stored %o is read as %o", (text, value) => {
  expect(parseStored(text)).toEqual(value);
});
