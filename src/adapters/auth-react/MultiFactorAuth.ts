import { init as initAuthReactMfa } from "supertokens-auth-react/recipe/multifactorauth/index.js";
import { MultiFactorAuth as WebJsMultiFactorAuth } from "../../multifactorauth/MultiFactorAuth.js";
import { startUp } from "../../multifactorauth/startUp.js";
import { setWebsiteBasePath } from "../../supertokens/config.js";
import { initMultiFactorAuth, type MultiFactorAuthInput } from "../../supertokens/mfaRecipe.js";
import { ownFactorUrl, urlBesideAuthReact } from "../../supertokens/redirects.js";
import { forAuthReact } from "./recipe.js";

type AuthReactInput = NonNullable<Parameters<typeof initAuthReactMfa>[0]>;
type AuthReactMfa = ReturnType<typeof initAuthReactMfa>;

/**
 * Options of `MultiFactorAuth.init` beside `supertokens-auth-react`: those of `supertokens-mfa-react`, without
 * `websiteBasePath`, which is that of `appInfo`, and those of its own recipe.
 */
export interface AuthReactMultiFactorAuthInput
  extends
    Omit<MultiFactorAuthInput, "websiteBasePath">,
    Pick<AuthReactInput, "firstFactors" | "factorChooserScreen" | "disableDefaultUI"> {}

/**
 * The MultiFactorAuth recipe for the `recipeList` of `supertokens-auth-react`. Its sign-in and `SessionAuth` then lead
 * to our TOTP screen, with the page asked for as `redirectToPath`; other factors stay theirs.
 */
function init({ firstFactors, factorChooserScreen, disableDefaultUI = false, ...input }: AuthReactMultiFactorAuthInput = {}): AuthReactMfa {
  const recipe = initAuthReactMfa({
    disableDefaultUI,
    ...(firstFactors && { firstFactors }),
    ...(factorChooserScreen && { factorChooserScreen }),
    getRedirectionURL: async (context) => {
      if (context.action !== "GO_TO_FACTOR") return undefined;
      const { factorId, forceSetup = false, stepUp = false } = context;
      return factorId === "totp" ? urlBesideAuthReact({ factorId, forceSetup, stepUp }) : ownFactorUrl(factorId, undefined);
    },
  });
  return forAuthReact({
    ...recipe,
    webJS: initMultiFactorAuth(input),
    authReact: (...[appInfo, ...rest]: Parameters<AuthReactMfa["authReact"]>) => {
      setWebsiteBasePath(appInfo.websiteBasePath.getAsStringDangerous());
      void startUp();
      return recipe.authReact(appInfo, ...rest);
    },
  });
}

/** The MultiFactorAuth recipe beside `supertokens-auth-react`: `init` for its `recipeList`, and everything else as in `supertokens-mfa-react`. */
export const MultiFactorAuth = { ...WebJsMultiFactorAuth, init };
