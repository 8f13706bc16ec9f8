import { useSyncExternalStore } from "react";

/** Next's App Router as far as the door sees it, in the place of `next/navigation`: `npm run test:next` has the real one. */
let base = "";
const listeners = new Set<() => void>();
/** How it went, by the paths that it was given. */
export const went: string[] = [];

/** A page of an app with this `basePath`, by its address. */
export function openNextPage(basePath: string, address: string): void {
  base = basePath;
  went.length = 0;
  window.history.replaceState(null, "", address);
}

function go(path: string): void {
  went.push(path);
  window.history.replaceState(null, "", base + path);
  for (const tell of listeners) tell();
}

const router = { push: go, replace: go };

export function useRouter() {
  return router;
}

export function usePathname(): string {
  return useAddress(() => window.location.pathname.slice(base.length) || "/");
}

export function useSearchParams(): URLSearchParams {
  return new URLSearchParams(useAddress(() => window.location.search));
}

function useAddress(read: () => string): string {
  return useSyncExternalStore((tell) => {
    listeners.add(tell);
    return () => listeners.delete(tell);
  }, read);
}

export class Redirect extends Error {}

export function redirect(url: string): never {
  throw new Redirect(url);
}
