import { WindowHandlerReference } from "supertokens-web-js/utils/windowHandler/index.js";
import { PostSuperTokensInitCallbacks } from "supertokens-web-js/utils/postSuperTokensInitCallbacks.js";
import { hasMfaConfig } from "./config.js";
import { MfaMisuseError } from "./misuse.js";

/** @throws MfaMisuseError when the SDK was initialised without our recipes: a second `SuperTokens.init` is ignored. */
export function assertNotTooLate(): void {
  if (isInitialised() && !hasMfaConfig()) throw twoInits();
}

/** `supertokens-auth-react` ends its init by running once more what `supertokens-web-js` ran at the end of its own. */
export function watchForSecondInit(): void {
  let ends = 0;
  PostSuperTokensInitCallbacks.addPostInitCallback(() => {
    ends += 1;
    if (ends > 1) throw twoInits();
  });
}

function twoInits(): MfaMisuseError {
  return new MfaMisuseError(
    "There are two SuperTokens.init.",
    "Only the first counts, and that of supertokens-auth-react is one of supertokens-web-js, too.",
    "Keep one; beside supertokens-auth-react its own, with the recipes of supertokens-mfa-react/auth-react.",
  );
}

/** A recipe that says so when it is in the `recipeList` of `supertokens-auth-react`, which looks for its own part. */
export function forWebJs<T extends object>(recipe: T): T {
  return Object.defineProperty(recipe, "webJS", {
    get(): never {
      throw new MfaMisuseError(
        "A recipe of supertokens-mfa-react is in supertokens-auth-react's recipeList.",
        "It is one for supertokens-web-js.",
        "Import MultiFactorAuth and Totp from supertokens-mfa-react/auth-react.",
      );
    },
  });
}

function isInitialised(): boolean {
  try {
    WindowHandlerReference.getReferenceOrThrow();
    return true;
  } catch {
    return false;
  }
}
