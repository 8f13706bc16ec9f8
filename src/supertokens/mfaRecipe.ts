import * as WebJsMfa from "supertokens-web-js/recipe/multifactorauth/index.js";
import type { UserInput } from "supertokens-web-js/recipe/multifactorauth/index.js";
import { normaliseBasePath } from "../routing/paths.js";
import { setMfaConfig, type GetRedirectionURL } from "./config.js";
import type { MfaEvent } from "./events.js";
import { assertNotTooLate, forWebJs } from "./initOrder.js";

export { MultiFactorAuthClaim, resyncSessionAndFetchMFAInfo } from "supertokens-web-js/recipe/multifactorauth/index.js";

/** Options of `MultiFactorAuth.init`: those of the `supertokens-web-js` recipe, handed through, and the screens' own. */
export interface MultiFactorAuthInput extends UserInput {
  /** Where the app's auth pages lie, as in the address bar. @default "/auth" */
  websiteBasePath?: string;
  /** Sends the user elsewhere than by default. @default undefined */
  getRedirectionURL?: GetRedirectionURL;
  /** Called when a factor screen is chosen, and after the panel changed something. @default nothing */
  onHandleEvent?: (event: MfaEvent) => void;
  /** Told of what the app's own callbacks throw, and of faults behind a generic message. @default console.error */
  onError?: (error: unknown) => void;
}

export type MfaRecipe = ReturnType<typeof WebJsMfa.init>;

/** The `supertokens-web-js` MultiFactorAuth recipe, which also keeps the screens' options. */
export function initMultiFactorAuth(input: MultiFactorAuthInput = {}): MfaRecipe {
  const { websiteBasePath = "/auth", getRedirectionURL, onHandleEvent, onError = console.error, ...webJsInput } = input;
  assertNotTooLate();
  const createRecipe = WebJsMfa.init(webJsInput);
  return forWebJs<MfaRecipe>((appInfo, ...rest) => {
    setMfaConfig({
      appName: appInfo.appName,
      websiteBasePath: normaliseBasePath(websiteBasePath),
      apiBaseUrl: appInfo.apiDomain.getAsStringDangerous() + appInfo.apiBasePath.getAsStringDangerous(),
      getRedirectionURL,
      onHandleEvent,
      onError,
    });
    return createRecipe(appInfo, ...rest);
  });
}
