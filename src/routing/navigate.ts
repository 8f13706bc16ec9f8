import { carryConsent } from "./consent.js";
import { isAppUrl, parseUrl, sameOriginPath } from "./safeRedirectPath.js";

/** A router's `navigate`, such as the one that react-router's `useNavigate()` returns. */
export type Navigate = (path: string, options?: { replace?: boolean }) => void | Promise<void>;

let pageLoads = 0;

/** Goes to a path with a full page load: what happens where no router's `navigate` is given. */
export const loadPage: Navigate = (path, options) => {
  carryConsent();
  pageLoads += 1;
  if (options?.replace === true) window.location.replace(path);
  else window.location.assign(path);
};

/** Whether `go` had this page replaced by another. */
export function loadsPage(go: () => void): boolean {
  const before = pageLoads;
  go();
  return pageLoads !== before;
}

/**
 * The one place from which the library leaves a page. Checks the target once more, since a router's `navigate` is no
 * safe sink by itself. Returns whether it went.
 */
export function goTo(path: string, navigate: Navigate = loadPage, options?: { replace?: boolean }): boolean {
  const safe = sameOriginPath(path, window.location.origin);
  if (safe === undefined) return false;
  void navigate(safe, options);
  return true;
}

/**
 * Goes to a URL that the app's own code returned: a path goes the way of {@link goTo}; another origin is the app's
 * decision and gets a full page load, if it is http(s). Returns whether it went.
 */
export function goToAppUrl(url: string, navigate: Navigate = loadPage, options?: { replace?: boolean }): boolean {
  const target = parseUrl(url, window.location.href);
  if (target === undefined || !isAppUrl(url)) return false;
  if (target.origin === window.location.origin) {
    return goTo(target.pathname + target.search + target.hash, navigate, options);
  }
  void loadPage(target.href, options);
  return true;
}
