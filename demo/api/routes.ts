import type { Express, Response } from "express";
import MultiFactorAuth from "supertokens-node/recipe/multifactorauth";
import type { SessionRequest } from "supertokens-node/framework/express";
import { verifySession } from "supertokens-node/recipe/session/framework/express";
import type { SessionContainer } from "supertokens-node/recipe/session";
import totp from "supertokens-node/recipe/totp";
import { requireFreshTotp } from "supertokens-mfa-react/server";
import type { TotpSwitch } from "./totpSwitch.js";

/** Routes that both configurations have. `freshFor`: seconds that a code covers turning TOTP off for. */
export function addCommonRoutes(app: Express, totpSwitch: TotpSwitch, freshFor: number): void {
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

  // An app's own endpoint must ask for what the plugin's asks for, or it is the way around it. The core is asked for
  // the session too: a token outlives the one that was revoked.
  app.post("/totp/enable", verifySession({ checkDatabase: true }), async (request: SessionRequest, response: Response) => {
    const session = sessionOf(request);
    if (!totpSwitch.isUsersChoice) return void response.json(generalError("Your administrator decides about two-factor authentication."));
    const { devices } = await totp.listDevices(session.getUserId());
    // Without a device the next sign-in would enrol whoever knows the password.
    if (!devices.some((device) => device.verified)) return void response.json(generalError("Add an authenticator app first."));
    await totpSwitch.enable(session);
    response.json({ status: "OK" });
  });

  app.post("/totp/disable", verifySession({ checkDatabase: true }), async (request: SessionRequest, response: Response) => {
    const session = sessionOf(request);
    if (!totpSwitch.isUsersChoice) return void response.json(generalError("Your administrator decides about two-factor authentication."));
    if (await totpSwitch.isEnabled(session)) requireFreshTotp(session, { within: freshFor });
    await totpSwitch.disable(session);
    response.json({ status: "OK" });
  });
}

/** `verifySession` puts the session on the request; the types can't say so. */
export function sessionOf(request: SessionRequest): SessionContainer {
  if (request.session === undefined) throw new Error("This route has no session: put verifySession() before its handler.");
  return request.session;
}

/** What SuperTokens' own APIs answer for the user to read. */
function generalError(message: string) {
  return { status: "GENERAL_ERROR", message };
}

function describe(session: SessionContainer) {
  return {
    sessionHandle: session.getHandle(),
    userId: session.getUserId(),
    tenantId: session.getTenantId(),
    accessTokenPayload: session.getAccessTokenPayload(),
  };
}
