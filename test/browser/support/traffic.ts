import type { Page } from "@playwright/test";

/** Counts the calls of one API route from now on. */
export function countRequests(page: Page, method: string, path: string): { readonly count: number } {
  const counter = { count: 0 };
  page.on("request", (request) => {
    if (request.method() === method && new URL(request.url()).pathname === path) counter.count += 1;
  });
  return counter;
}

/** Every origin that the page asked for anything or went to, from now on. */
export function watchOrigins(page: Page): ReadonlySet<string> {
  const origins = new Set<string>();
  page.on("request", (request) => origins.add(new URL(request.url()).origin));
  page.on("framenavigated", (frame) => origins.add(new URL(frame.url()).origin));
  page.on("popup", (popup) => origins.add(`a new window: ${popup.url()}`));
  return origins;
}
