import type { Navigate } from "../routing/navigate.js";
import {
  initMultiFactorAuth,
  MultiFactorAuthClaim,
  resyncSessionAndFetchMFAInfo,
  type MfaRecipe,
  type MultiFactorAuthInput,
} from "../supertokens/mfaRecipe.js";
import { forWebJs, watchForSecondInit } from "../supertokens/initOrder.js";
import { MfaMisuseError } from "../supertokens/misuse.js";
import { readMfaNeed } from "../supertokens/outcome.js";
import { goToFactor, type RedirectToFactorOptions } from "../supertokens/redirects.js";
import { goToFactorScreen } from "../totp/setup/goToFactorScreen.js";
import { startUp } from "./startUp.js";

/** The factor ids of SuperTokens. */
export const FactorIds = {
  EMAILPASSWORD: "emailpassword",
  WEBAUTHN: "webauthn",
  OTP_EMAIL: "otp-email",
  OTP_PHONE: "otp-phone",
  LINK_EMAIL: "link-email",
  LINK_PHONE: "link-phone",
  THIRDPARTY: "thirdparty",
  TOTP: "totp",
} as const;

/**
 * The `supertokens-web-js` MultiFactorAuth recipe, which also keeps the screens' options, and starts what the screen at
 * the page's address needs.
 */
function init(input?: MultiFactorAuthInput): MfaRecipe {
  const createRecipe = initMultiFactorAuth(input);
  return forWebJs<MfaRecipe>((...args) => {
    const recipe = createRecipe(...args);
    watchForSecondInit();
    void startUp();
    return recipe;
  });
}

/**
 * Goes to the screen of a factor: `/{websiteBasePath}/mfa/{factorId}`, with `setup=true`, `stepUp=true` and
 * `redirectToPath` as asked.
 *
 * @throws MfaMisuseError without a factor id, and before `MultiFactorAuth.init`
 */
function redirectToFactor(options: RedirectToFactorOptions): Promise<void>;
/**
 * The same with SuperTokens' own parameters: `redirectToFactor("totp", true, true)` sets a device up and comes back.
 *
 * @param factorId the factor's id, such as `"totp"`
 * @param forceSetup set a device up even when there is one; default false
 * @param redirectBack come back to the current page afterwards; default true
 * @param navigate a router's `navigate`; default a full page load
 * @param userContext handed to `getRedirectionURL`
 * @throws MfaMisuseError without a factor id, and before `MultiFactorAuth.init`
 */
function redirectToFactor(
  factorId: string,
  forceSetup?: boolean,
  redirectBack?: boolean,
  navigate?: Navigate,
  userContext?: unknown,
): Promise<void>;
async function redirectToFactor(
  factor: string | RedirectToFactorOptions,
  forceSetup?: boolean,
  redirectBack?: boolean,
  navigate?: Navigate,
  userContext?: unknown,
): Promise<void> {
  const options = typeof factor === "object" ? factor : { factorId: factor, forceSetup, redirectBack, navigate, userContext };
  if (typeof options.factorId !== "string" || options.factorId === "") {
    throw new MfaMisuseError("redirectToFactor got no factor id.", "It names the screen.", 'Pass "totp".');
  }
  await goToFactorScreen(options);
}

/**
 * Deals with a 403 `st-mfa` of the app's own API: goes to the factor screen, as a step-up when the session is complete
 * and a recent code is wanted, and comes back to the current page. Answers whether it went; `false` means that the
 * response is about something else, and its body is still unread.
 */
async function handle403(response: Response, options: { navigate?: Navigate | undefined } = {}): Promise<boolean> {
  const need = response.status === 403 ? await readMfaNeed(response) : undefined;
  if (need === undefined) return false;
  await goToFactor({ factorId: FactorIds.TOTP, stepUp: need === "STEP_UP", ...options });
  return true;
}

/** The MultiFactorAuth recipe: SuperTokens' own calls, and the redirects to our screens. */
export const MultiFactorAuth = {
  init,
  redirectToFactor,
  handle403,
  resyncSessionAndFetchMFAInfo,
  MultiFactorAuthClaim,
  FactorIds,
};
