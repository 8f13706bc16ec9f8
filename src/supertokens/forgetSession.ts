// The default import: Node finds no named ones in this CommonJS module.
import cookieHandlers from "supertokens-web-js/utils/cookieHandler/index.js";

/** By these the SDK tells that there is a session; in header mode two of them are the tokens. */
const cookieNames = ["sFrontToken", "st-access-token", "st-refresh-token", "sAntiCsrf"];

/**
 * Takes the session out of this browser without a call. The cookies that only the server can read stay, but the SDK
 * no longer sees a session. It has no call for this, so its cookies are expired one by one.
 */
export async function forgetSession(): Promise<void> {
  const { cookieHandler } = cookieHandlers.CookieHandlerReference.getReferenceOrThrow();
  const sameSite = window.self === window.top ? "lax" : "none;secure";
  for (const name of cookieNames) {
    for (const domain of cookieDomains(window.location.hostname)) {
      await cookieHandler.setCookie(`${name}=;max-age=0${domain};path=/;samesite=${sameSite}`);
    }
  }
}

/** Of the host alone, and of each domain above it: `sessionTokenFrontendDomain` may have named any of them. */
function cookieDomains(hostname: string): string[] {
  const labels = hostname.split(".");
  return ["", ...labels.map((_, index) => `;domain=${labels.slice(index).join(".")}`)];
}
