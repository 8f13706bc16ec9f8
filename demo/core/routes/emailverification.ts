import type { Core } from "../core.js";
import { badRequest, ok, status } from "../http.js";
import type { Route } from "../router.js";
import { normaliseEmail } from "../users.js";

export function emailVerificationRoutes({ emailVerification, userIds }: Core): Route[] {
  return [
    {
      method: "POST",
      path: "/recipe/user/email/verify/token",
      scope: "tenant",
      handle({ body }) {
        const userId = userIds.internal(body.string("userId"));
        const { status: name, ...fields } = emailVerification.createToken(userId, normaliseEmail(body.string("email")));
        return status(name, fields);
      },
    },
    {
      method: "POST",
      path: "/recipe/user/email/verify/token/remove",
      scope: "tenant",
      handle({ body }) {
        emailVerification.removeTokens(userIds.internal(body.string("userId")), normaliseEmail(body.string("email")));
        return ok();
      },
    },
    {
      method: "POST",
      path: "/recipe/user/email/verify",
      scope: "tenant",
      handle({ body }) {
        if (body.string("method") !== "token") throw badRequest("Unsupported method for email verification");
        const outcome = emailVerification.consumeToken(body.string("token"));
        if (outcome.status !== "OK") return status(outcome.status);
        return ok({ userId: userIds.external(outcome.userId), email: outcome.email });
      },
    },
    {
      method: "GET",
      path: "/recipe/user/email/verify",
      scope: "app",
      handle({ query }) {
        const userId = userIds.internal(query.string("userId"));
        return ok({ isVerified: emailVerification.isVerified(userId, normaliseEmail(query.string("email"))) });
      },
    },
    {
      method: "POST",
      path: "/recipe/user/email/verify/remove",
      scope: "app",
      handle({ body }) {
        emailVerification.unverify(userIds.internal(body.string("userId")), normaliseEmail(body.string("email")));
        return ok();
      },
    },
  ];
}
