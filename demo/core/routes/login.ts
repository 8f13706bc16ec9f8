import type { Core } from "../core.js";
import { Body, badRequest, ok, status } from "../http.js";
import type { Route } from "../router.js";
import { normaliseEmail, type RecipeUser } from "../users.js";

/** Email-password and third-party sign-in. */
export function loginRoutes({ emailPassword, thirdPartyLogin, users }: Core): Route[] {
  const signedIn = (user: RecipeUser, body = {}) =>
    ok({ ...body, user: users.json(users.userOf(user)), recipeUserId: users.publicId(user.id) });

  return [
    {
      method: "POST",
      path: "/recipe/signup",
      scope: "tenant",
      async handle({ tenantId, body }) {
        const { email, password } = readCredentials(body);
        if (password === "") throw badRequest("Password cannot be an empty string");
        const outcome = await emailPassword.signUp(tenantId, email, password);
        return outcome.status === "OK" ? signedIn(outcome.user) : status(outcome.status);
      },
    },
    {
      method: "POST",
      path: "/recipe/signin",
      scope: "tenant",
      async handle({ tenantId, body }) {
        const { email, password } = readCredentials(body);
        const outcome = await emailPassword.signIn(tenantId, email, password);
        return outcome.status === "OK" ? signedIn(outcome.user) : status(outcome.status);
      },
    },
    {
      method: "PUT",
      path: "/recipe/user",
      scope: "app",
      async handle({ body }) {
        const userId = body.string("recipeUserId");
        const email = body.optionalString("email");
        const password = body.optionalString("password");
        if (email === undefined && password === undefined) {
          throw badRequest("You have to provide either email or password.");
        }
        if (password === "") throw badRequest("Password cannot be an empty string");
        const newEmail = email === undefined ? undefined : normaliseEmail(email);
        const { status: name, ...fields } = await emailPassword.update(userId, { email: newEmail, password });
        return status(name, fields);
      },
    },
    {
      method: "POST",
      path: "/recipe/user/password/reset/token",
      scope: "tenant",
      handle({ tenantId, body }) {
        const { status: name, ...fields } = emailPassword.createResetToken(tenantId, body.string("userId"), body.string("email"));
        return status(name, fields);
      },
    },
    {
      method: "POST",
      path: "/recipe/user/password/reset/token/consume",
      scope: "tenant",
      handle({ body }) {
        const { status: name, ...fields } = emailPassword.consumeResetToken(body.string("token"));
        return status(name, fields);
      },
    },
    {
      method: "POST",
      path: "/recipe/signinup",
      scope: "tenant",
      handle({ tenantId, body }) {
        const id = body.string("thirdPartyId");
        const userId = body.string("thirdPartyUserId");
        const email = new Body(body.object("email"));
        const address = normaliseEmail(email.string("id"));
        const outcome = thirdPartyLogin.signInUp(tenantId, { id, userId }, address, email.boolean("isVerified"));
        if (outcome.status !== "OK") return status(outcome.status, { reason: outcome.reason });
        return signedIn(outcome.user, { createdNewUser: outcome.createdNewUser });
      },
    },
  ];
}

function readCredentials(body: Body): { email: string; password: string } {
  return { email: normaliseEmail(body.string("email")), password: body.string("password") };
}
