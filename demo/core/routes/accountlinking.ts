import type { LinkOutcome, PrimaryOutcome } from "../accountlinking.js";
import type { Core } from "../core.js";
import { badRequest, ok, paymentRequired, status } from "../http.js";
import type { Route } from "../router.js";

const NO_LICENCE = "Account linking feature is not enabled for this app. Please contact support to enable it.";

export function accountLinkingRoutes({ accountLinking, link, unlink, settings, users }: Core): Route[] {
  const requireLicence = () => {
    if (!settings.mfaLicence) throw paymentRequired(NO_LICENCE);
  };

  function checked(outcome: PrimaryOutcome | LinkOutcome) {
    if (outcome.status === "UNKNOWN_USER_ID") throw badRequest("Unknown user ID provided");
    if (outcome.status !== "OK") return { outcome, user: undefined };
    const { user, ...rest } = outcome;
    return { outcome: rest, user: users.json(user) };
  }

  return [
    {
      method: "GET",
      path: "/recipe/accountlinking/user/primary/check",
      scope: "app",
      handle({ query }) {
        const { status: name, ...fields } = checked(accountLinking.canBePrimary(query.string("recipeUserId"))).outcome;
        return status(name, fields);
      },
    },
    {
      method: "POST",
      path: "/recipe/accountlinking/user/primary",
      scope: "app",
      handle({ body }) {
        const recipeUserId = body.string("recipeUserId");
        requireLicence();
        const { outcome, user } = checked(accountLinking.makePrimary(recipeUserId));
        const { status: name, ...fields } = outcome;
        return status(name, { ...fields, ...(user && { user }) });
      },
    },
    {
      method: "GET",
      path: "/recipe/accountlinking/user/link/check",
      scope: "app",
      handle({ query }) {
        const recipeUserId = query.string("recipeUserId");
        const { status: name, ...fields } = checked(accountLinking.canLink(recipeUserId, query.string("primaryUserId"))).outcome;
        return status(name, fields);
      },
    },
    {
      method: "POST",
      path: "/recipe/accountlinking/user/link",
      scope: "app",
      handle({ body }) {
        const recipeUserId = body.string("recipeUserId");
        const primaryUserId = body.string("primaryUserId");
        requireLicence();
        const { outcome, user } = checked(link(recipeUserId, primaryUserId));
        const { status: name, ...fields } = outcome;
        // The SDK reads the user who has the login method already, too.
        const other = name === "RECIPE_USER_ID_ALREADY_LINKED_WITH_ANOTHER_PRIMARY_USER_ID_ERROR" ? users.get(recipeUserId) : undefined;
        const shown = user ?? (other && users.json(other));
        return status(name, { ...fields, ...(shown && { user: shown }) });
      },
    },
    {
      method: "POST",
      path: "/recipe/accountlinking/user/unlink",
      scope: "app",
      handle({ body }) {
        const outcome = unlink(body.string("recipeUserId"));
        if (outcome.status !== "OK") throw badRequest("Unknown user ID provided");
        return ok({ wasRecipeUserDeleted: outcome.removesMethod, wasLinked: outcome.wasLinked });
      },
    },
  ];
}
