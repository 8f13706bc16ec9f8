import { goToFactor, type RedirectToFactorOptions } from "../../supertokens/redirects.js";
import { loadSetup } from "./setupCode.js";
import { startVisit } from "./visit.js";

/** Goes to a factor's screen. Where that is ours, in this page, its device and its code are asked for as it goes. */
export async function goToFactorScreen(options: RedirectToFactorOptions): Promise<void> {
  const isHere = await goToFactor(options);
  if (!isHere || options.factorId !== "totp" || options.forceSetup !== true) return;
  loadSetup();
  if (options.stepUp !== true) startVisit();
}
