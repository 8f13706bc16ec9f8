import { emitMfaEvent } from "../supertokens/events.js";
import { currentPath, factorUrl, safePath, signInUrl } from "../supertokens/redirects.js";
import { readSessionWithClaim } from "./sessionWithClaim.js";

/**
 * The guard for pages and routers without React: answers where to go before a page may be shown – sign-in without a
 * session, the factor screen while MFA is open, both with the way back – or `undefined` for a page that may be shown.
 * It only decides what is shown: the API must check the session too.
 *
 * @param path the page asked for, as in the address bar; default the current one
 * @throws MfaMisuseError before `MultiFactorAuth.init`
 */
export async function mfaRedirect(path?: string): Promise<string | undefined> {
  const back = path === undefined ? currentPath() : safePath(path);
  const session = await readSessionWithClaim();
  if (session.status === "ACTIVE" && session.mfa === "COMPLETE") return undefined;
  if (session.status === "UNAUTHORISED" || (session.status === "NONE" && navigator.cookieEnabled)) return signInUrl(back);
  // Also with a session that can't be read, or no cookies for one: that screen says so, and offers a way on.
  emitMfaEvent({ action: "FACTOR_CHOOSEN", factorId: "totp" });
  return factorUrl("totp", back);
}
