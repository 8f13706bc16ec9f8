import { createHash, randomBytes } from "node:crypto";
import type { APIOptions } from "supertokens-node/recipe/session/types/index.js";
import type { UserContext } from "supertokens-node/types/index.js";
import type { HttpRequest, HttpResponse } from "../routes.js";

type SessionConfig = APIOptions["config"];

type Attributes = Pick<SessionConfig, "cookieDomain" | "cookieSecure" | "getCookieSameSite">;

/** The cookie by which a browser is known again: tokens of its users, the latest first. */
export interface TrustCookie {
  /** SuperTokens' own APIs, which alone get the cookie. Told when SuperTokens starts. */
  setPath(apiBasePath: string): void;
  /** Learns what SuperTokens gives to the session's own cookies. Told before any route is called. */
  learn(config: Attributes): void;
  /** Hashes of the tokens that the browser sent. Nothing for a request whose session is in headers. */
  read(request: HttpRequest | undefined): string[];
  /** Gives the browser a token, besides those of other users, and answers its hash; `undefined` when no cookie can be set. */
  add(http: Http, replaced: readonly string[], expiresAt: number, userContext: UserContext): string | undefined;
  /** Takes tokens from the browser. */
  remove(http: Http, hashes: readonly string[], expiresAt: number, userContext: UserContext): void;
}

interface Http {
  request: HttpRequest;
  response: HttpResponse;
}

const name = "sTrustedBrowser";
const tokenBytes = 32;
/** Users of one browser. A cookie goes along with every request, so it must not grow with them. */
const maxTokens = 5;
const separator = ".";

export function createTrustCookie(): TrustCookie {
  let path = "/";
  let attributes: Attributes | undefined;

  function write({ request, response }: Http, tokens: readonly string[], expiresAt: number, userContext: UserContext): boolean {
    if (attributes === undefined) return false;
    const { cookieDomain, cookieSecure, getCookieSameSite } = attributes;
    const sameSite = getCookieSameSite({ request, userContext });
    const expires = tokens.length === 0 ? 0 : expiresAt;
    response.setCookie(name, tokens.slice(0, maxTokens).join(separator), cookieDomain, cookieSecure, true, expires, path, sameSite);
    return true;
  }

  return {
    setPath(apiBasePath) {
      path = apiBasePath || "/";
    },
    learn(config) {
      attributes = config;
    },
    read: (request) => (request === undefined || isHeaderSession(request) ? [] : tokensOf(request).map(hashToken)),
    add(http, replaced, expiresAt, userContext) {
      const token = randomBytes(tokenBytes).toString("base64url");
      const others = tokensOf(http.request).filter((other) => !replaced.includes(hashToken(other)));
      return write(http, [token, ...others], expiresAt, userContext) ? hashToken(token) : undefined;
    },
    remove(http, hashes, expiresAt, userContext) {
      const tokens = tokensOf(http.request);
      const others = tokens.filter((token) => !hashes.includes(hashToken(token)));
      if (others.length < tokens.length) write(http, others, expiresAt, userContext);
    },
  };
}

/** SuperTokens takes the session from this header first, and only apps without cookies send it. */
export function isHeaderSession(request: HttpRequest): boolean {
  return request.getHeaderValue("authorization")?.startsWith("Bearer ") ?? false;
}

function tokensOf(request: HttpRequest): string[] {
  const value = request.getCookieValue(name) ?? "";
  return value
    .split(separator)
    .filter((token) => token !== "")
    .slice(0, maxTokens);
}

function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
