import { normaliseBasePath, readFactorQuery } from "../routing/paths.js";
import { getMfaConfig } from "../supertokens/config.js";
import { startReadingSession } from "../supertokens/sessionService.js";
import { loadSetup } from "../totp/setup/setupCode.js";
import { startVisit } from "../totp/setup/visit.js";

/**
 * On a page at the address of our screen, starts what it will need before anything is rendered: the session is read, and
 * with `setup=true` the device and the code of the setup are asked for, all at once.
 */
export async function startUp(): Promise<void> {
  if (typeof window === "undefined" || !isOurPage(window.location.pathname)) return;
  const { setup, stepUp } = readFactorQuery(window.location.search);
  if (setup) loadSetup();
  // The other recipes come in the same `SuperTokens.init`.
  await undefined;
  const session = await startReadingSession();
  if (setup && !stepUp && session.status === "ACTIVE") startVisit();
}

function isOurPage(pathname: string): boolean {
  return normaliseBasePath(pathname) === `${getMfaConfig().websiteBasePath}/mfa/totp`;
}
