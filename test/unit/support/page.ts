import { vi } from "vitest";

const real = globalThis.location;

/** Puts the page at a path of its origin, without loading anything. */
export function visit(path: string): void {
  window.history.replaceState(null, "", path);
}

/** Watches what would load a page, which jsdom can't do. `vi.unstubAllGlobals` gives the page back. */
export function watchPageLoads() {
  const loads = { assign: vi.fn<(url: string) => void>(), replace: vi.fn<(url: string) => void>(), reload: vi.fn<() => void>() };
  vi.stubGlobal("location", {
    get href() {
      return real.href;
    },
    get origin() {
      return real.origin;
    },
    get hostname() {
      return real.hostname;
    },
    get pathname() {
      return real.pathname;
    },
    get search() {
      return real.search;
    },
    get hash() {
      return real.hash;
    },
    ...loads,
  });
  return loads;
}
