import { MfaMisuseError } from "../../supertokens/misuse.js";

/** `supertokens-auth-react` takes the parts of a recipe; `supertokens-web-js` calls it, and is told that it got the wrong one. */
export function forAuthReact<T extends object>(recipe: T): T {
  return Object.assign(() => {
    throw new MfaMisuseError(
      "A recipe of supertokens-mfa-react/auth-react is in the recipeList of supertokens-web-js.",
      "It is one for supertokens-auth-react's SuperTokens.init.",
      "Put it there, or import MultiFactorAuth and Totp from supertokens-mfa-react.",
    );
  }, recipe);
}
