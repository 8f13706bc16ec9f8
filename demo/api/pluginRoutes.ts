import type { Express, Response } from "express";
import type { SessionRequest } from "supertokens-node/framework/express";
import MultiFactorAuth from "supertokens-node/recipe/multifactorauth";
import type { SessionContainer } from "supertokens-node/recipe/session";
import { verifySession } from "supertokens-node/recipe/session/framework/express";
import UserMetadata from "supertokens-node/recipe/usermetadata";
import UserRoles from "supertokens-node/recipe/userroles";
import { refetchMfaClaimForUser, requireFreshTotp } from "supertokens-mfa-react/server";
import type { ApiEnvironment } from "./environment.js";
import { sessionOf } from "./routes.js";

/** Routes that need the plugin. */
export function addPluginRoutes(app: Express, { payoutWithin, policy }: ApiEnvironment): void {
  // A sensitive action: whoever is signed in must have entered a code within the last minute.
  app.post("/payout", verifySession(), (request: SessionRequest, response: Response) => {
    requireFreshTotp(sessionOf(request), { within: payoutWithin });
    response.json({ status: "OK", paidAt: new Date().toISOString() });
  });

  if (policy === "admin" || policy === "tenant-admin") addRoleRoute(app);
  if (policy === "custom") addPlanRoute(app);
}

/** Demo only: nobody gives themselves roles in an app. It changes the signed-in user alone. */
function addRoleRoute(app: Express): void {
  app.post("/demo/roles", verifySession(), async (request: SessionRequest, response: Response) => {
    const session = sessionOf(request);
    const { admin } = fieldsOf(request.body);
    if (typeof admin !== "boolean") {
      response.status(400).json({ message: 'Send {"admin": true} or {"admin": false}.' });
      return;
    }
    const change = admin ? UserRoles.addRoleToUser : UserRoles.removeUserRole;
    await change(session.getTenantId(), session.getUserId(), "admin");
    await session.fetchAndSetClaim(UserRoles.UserRoleClaim);
    await applyPolicyNow(session);
    response.json({ status: "OK" });
  });
}

/** Demo only: moves the signed-in user between plans. */
function addPlanRoute(app: Express): void {
  app.post("/demo/plan", verifySession(), async (request: SessionRequest, response: Response) => {
    const session = sessionOf(request);
    const { plan } = fieldsOf(request.body);
    if (plan !== "free" && plan !== "paid") {
      response.status(400).json({ message: 'Send {"plan": "free"} or {"plan": "paid"}.' });
      return;
    }
    await UserMetadata.updateUserMetadata(session.getUserId(), { plan });
    await applyPolicyNow(session);
    response.json({ status: "OK" });
  });
}

/** All sessions of the user, and this one's access token with this answer. */
async function applyPolicyNow(session: SessionContainer): Promise<void> {
  await refetchMfaClaimForUser(session.getUserId());
  await session.fetchAndSetClaim(MultiFactorAuth.MultiFactorAuthClaim);
}

function fieldsOf(body: unknown): Record<string, unknown> {
  return typeof body === "object" && body !== null ? { ...body } : {};
}
