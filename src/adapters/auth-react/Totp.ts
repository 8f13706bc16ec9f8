import { init as initAuthReactTotp } from "supertokens-auth-react/recipe/totp/index.js";
import { Totp as WebJsTotp } from "../../supertokens/Totp.js";
import type { TotpInput } from "../../supertokens/totpRecipe.js";
import { forAuthReact } from "./recipe.js";

type AuthReactTotp = ReturnType<typeof initAuthReactTotp>;

/** The TOTP recipe for the `recipeList` of `supertokens-auth-react`, with the same options. */
function init(input?: TotpInput): AuthReactTotp {
  return forAuthReact({ ...initAuthReactTotp(), webJS: WebJsTotp.init(input) });
}

/** The TOTP recipe beside `supertokens-auth-react`: `init` for its `recipeList`, and the calls of `supertokens-web-js`. */
export const Totp = { ...WebJsTotp, init };
