import { decodeJwt } from "jose";
import type { Answer, MfaClaim } from "./visitor.js";

/** A browser whose session is in cookies. It keeps those that it is given, and sends each where its path says. */
export interface CookieBrowser {
  auth(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  signIn(email: string, headers?: Record<string, string>): Promise<Answer>;
  claim(): MfaClaim;
  payload(): Record<string, unknown>;
  /** The `Set-Cookie` line that gave it a cookie last, if any did. */
  given(name: string): string | undefined;
  cookie(name: string): string | undefined;
  setCookie(name: string, value: string): void;
}

interface Cookie {
  value: string;
  path: string;
  line: string;
}

export function createCookieBrowser(url: string, basePath = "/auth"): CookieBrowser {
  const jar = new Map<string, Cookie>();

  function keep(line: string): void {
    const [pair = "", ...attributes] = line.split(/;\s*/);
    const name = pair.slice(0, pair.indexOf("="));
    const value = pair.slice(name.length + 1);
    const of = (attribute: string) =>
      attributes.find((text) => text.toLowerCase().startsWith(`${attribute}=`))?.slice(attribute.length + 1);
    const expires = of("expires");
    if (expires !== undefined && Date.parse(expires) < Date.now()) jar.delete(name);
    else jar.set(name, { value: decodeURIComponent(value), path: of("path") ?? "/", line });
  }

  async function auth(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const pathname = basePath + path;
    const cookies = [...jar].filter(([, { path: prefix }]) => prefix === "/" || pathname === prefix || pathname.startsWith(`${prefix}/`));
    const response = await fetch(url + pathname, {
      method,
      headers: {
        "st-auth-mode": "cookie",
        cookie: cookies.map(([name, { value }]) => `${name}=${encodeURIComponent(value)}`).join("; "),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    response.headers.getSetCookie().forEach(keep);
    const answer: unknown = await response.json().catch(() => ({}));
    return { status: response.status, body: { ...(answer as Record<string, unknown>) }, headers: response.headers };
  }

  const browser: CookieBrowser = {
    auth,
    signIn: (email, headers) =>
      auth(
        "POST",
        "/signin",
        {
          formFields: [
            { id: "email", value: email },
            { id: "password", value: "Passw0rd!" },
          ],
        },
        headers,
      ),
    payload: () => decodeJwt(jar.get("sAccessToken")?.value ?? ""),
    claim: () => browser.payload()["st-mfa"] as MfaClaim,
    given: (name) => jar.get(name)?.line,
    cookie: (name) => jar.get(name)?.value,
    setCookie: (name, value) => void jar.set(name, { value, path: basePath, line: "" }),
  };
  return browser;
}
