import { normaliseBasePath } from "./paths.js";

/** Where a redirect may lead. */
export interface SafeRedirectOptions {
  /** The page's own origin, such as `window.location.origin`. */
  origin: string;
  /**
   * The website base path, such as `/auth`. Paths under its `mfa` folder are refused, since sending a finished
   * factor screen back to a factor screen is a loop.
   *
   * @default undefined – no path is taken for a loop
   */
  authBase?: string;
}

const longestPath = 2048;

/** Controls, white space, bidi controls, lone surrogates, the byte order mark, and the backslash that URLs read as `/`. */
const forbidden = /[\p{Cc}\p{White_Space}\p{Bidi_Control}\p{Cs}\uFEFF\\]/u;

/** Encoded `\` and controls, which servers and routers decode at different moments: `/%09/evil.com` is a host then. */
const encodedForbidden = /%(?:5c|[01][\da-f]|7f)/i;

/**
 * Reads a redirect target from outside, such as the `redirectToPath` of a URL, and answers the same-origin path it
 * names, in normal form, or `undefined` for anything else. Never throws.
 *
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Unvalidated_Redirects_and_Forwards_Cheat_Sheet.html
 */
export function safeRedirectPath(raw: unknown, { origin, authBase }: SafeRedirectOptions): string | undefined {
  if (typeof raw !== "string" || raw.length > longestPath) return undefined;
  const path = sameOriginPath(raw.startsWith(origin) ? raw.slice(origin.length) || "/" : raw, origin);
  if (path === undefined || path.length > longestPath) return undefined;
  return authBase !== undefined && isMfaRoute(path, authBase) ? undefined : path;
}

/** The path in normal form if it stays on the origin, else `undefined`. Of any length: our own routes carry a path inside. */
export function sameOriginPath(raw: string, origin: string): string | undefined {
  if (!/^\/(?!\/)/.test(raw) || forbidden.test(raw)) return undefined;
  const url = parseUrl(raw, origin);
  if (url === undefined || url.origin !== origin) return undefined;
  if (encodedForbidden.test(url.pathname) || !isSameDecoded(url.pathname, origin)) return undefined;
  const path = url.pathname + url.search + url.hash;
  // `/..//evil.com` has the pathname `//evil.com`, which the next reader would take for a host.
  return parseUrl(path, origin)?.href === url.href ? path : undefined;
}

/**
 * An encoded slash may be part of a name, as in `/files/a%2Fb`, but must not become a host or a step up the path for
 * whoever decodes it.
 */
function isSameDecoded(pathname: string, origin: string): boolean {
  const decoded = pathname.replace(/%2f/gi, "/");
  return decoded === pathname || (!decoded.includes("//") && parseUrl(decoded, origin)?.pathname === decoded);
}

/** Whether what the app's own code returned can be gone to: a path, or an http(s) URL. */
export function isAppUrl(url: string): boolean {
  // A bare word would be looked for beside the screen, where the screen's own route is found again, and so without end.
  // `//host` is no path, nor is what browsers read as it: `/\host`, or with a tab or a line break in between.
  return /^(https?:\/\/|\/(?![\s/\\]))/i.test(url);
}

/** The URL, or `undefined` for text that is none. */
export function parseUrl(text: string, base: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}

/** Whether a path is one of our factor screens. Compared as routers match: decoded, whatever the case, repeated slashes as one. */
export function isMfaRoute(path: string, authBase: string): boolean {
  // By segment: one that can't be decoded, as in `/auth/%6dfa/%ff`, must not hide the others.
  const loose = (text: string) =>
    text
      .split("/")
      .map(decoded)
      .join("/")
      .toLowerCase()
      .replace(/\/{2,}/g, "/");
  const pathname = loose(path.replace(/[?#].*$/, ""));
  const mfa = loose(`${normaliseBasePath(authBase)}/mfa`);
  return pathname === mfa || pathname.startsWith(`${mfa}/`);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
