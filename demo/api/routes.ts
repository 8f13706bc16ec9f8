import type { Express, Response } from "express";
import MultiFactorAuth from "supertokens-node/recipe/multifactorauth";
import type { SessionRequest } from "supertokens-node/framework/express";
import { verifySession } from "supertokens-node/recipe/session/framework/express";
import type { SessionContainer } from "supertokens-node/recipe/session";
import type { TotpSwitch } from "./totpSwitch.js";

/** Routes that both configurations have. */
export function addCommonRoutes(app: Express, totpSwitch: TotpSwitch): void {
  // Protected by default: a session, and every claim satisfied, MFA included.
  app.get("/sessioninfo", verifySession(), (request: SessionRequest, response: Response) => {
    response.json(describe(sessionOf(request)));
  });

  // Excluded from MFA: the session is enough, for what a half signed-in user may see.
  app.get(
    "/sessioninfo-without-mfa",
    verifySession({
      overrideGlobalClaimValidators: (validators) =>
        validators.filter((validator) => validator.id !== MultiFactorAuth.MultiFactorAuthClaim.key),
    }),
    (request: SessionRequest, response: Response) => {
      response.json(describe(sessionOf(request)));
    },
  );

  app.get("/totp/enabled", verifySession(), async (request: SessionRequest, response: Response) => {
    response.json({ status: "OK", enabled: await totpSwitch.isEnabled(sessionOf(request)) });
  });

  app.post("/totp/enable", verifySession(), async (request: SessionRequest, response: Response) => {
    await totpSwitch.enable(sessionOf(request));
    response.json({ status: "OK" });
  });

  app.post("/totp/disable", verifySession(), async (request: SessionRequest, response: Response) => {
    await totpSwitch.disable(sessionOf(request));
    response.json({ status: "OK" });
  });
}

/** `verifySession` puts the session on the request; the types can't say so. */
export function sessionOf(request: SessionRequest): SessionContainer {
  if (request.session === undefined) throw new Error("This route has no session: put verifySession() before its handler.");
  return request.session;
}

function describe(session: SessionContainer) {
  return {
    sessionHandle: session.getHandle(),
    userId: session.getUserId(),
    tenantId: session.getTenantId(),
    accessTokenPayload: session.getAccessTokenPayload(),
  };
}
