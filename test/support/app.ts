import express, { type ErrorRequestHandler, type Express } from "express";
import * as supertokens from "supertokens-node/index.js";
import { errorHandler, middleware, type SessionRequest } from "supertokens-node/framework/express/index.js";
import * as emailPassword from "supertokens-node/recipe/emailpassword/index.js";
import * as multiFactorAuth from "supertokens-node/recipe/multifactorauth/index.js";
import type { TypeInput as MfaConfig } from "supertokens-node/recipe/multifactorauth/types/index.js";
import * as multitenancy from "supertokens-node/recipe/multitenancy/index.js";
import * as session from "supertokens-node/recipe/session/index.js";
import { verifySession } from "supertokens-node/recipe/session/framework/express/index.js";
import type { TypeInput as SessionConfig } from "supertokens-node/recipe/session/types/index.js";
import * as totp from "supertokens-node/recipe/totp/index.js";
import type { TypeInput as TotpConfig } from "supertokens-node/recipe/totp/types/index.js";
import * as userMetadata from "supertokens-node/recipe/usermetadata/index.js";
import type { TypeInput as UserMetadataConfig } from "supertokens-node/recipe/usermetadata/types/index.js";
import * as userRoles from "supertokens-node/recipe/userroles/index.js";

/** The SDK's functions, for what a test does on the server side. */
export const sdk = { supertokens, emailPassword, multiFactorAuth, multitenancy, session, totp, userMetadata, userRoles };

export interface AppOptions {
  /** @default none: the stock SDK */
  plugins?: supertokens.SuperTokensPlugin[];
  mfa?: MfaConfig;
  totp?: TotpConfig;
  session?: SessionConfig;
  userMetadata?: UserMetadataConfig;
  appName?: string;
  apiBasePath?: string;
  /** @default false */
  withoutRoles?: boolean;
  /** Routes of the app itself. */
  routes?: (app: Express) => void;
}

/** A backend as a team would write it: Express 5 and supertokens-node, which exists once per process. */
export function createApp(options: AppOptions, url: string, connectionURI: string): Express {
  supertokens.init({
    framework: "express",
    telemetry: false,
    supertokens: { connectionURI },
    appInfo: {
      appName: options.appName ?? "Example",
      apiDomain: url,
      websiteDomain: url,
      ...(options.apiBasePath !== undefined && { apiBasePath: options.apiBasePath }),
    },
    recipeList: [
      emailPassword.init(),
      session.init(options.session),
      userMetadata.init(options.userMetadata),
      multitenancy.init(),
      ...(options.withoutRoles ? [] : [userRoles.init()]),
      multiFactorAuth.init({ firstFactors: ["emailpassword"], ...options.mfa }),
      totp.init(options.totp),
    ],
    experimental: { plugins: options.plugins ?? [] },
  });

  const app = express();
  app.use(middleware());
  app.get("/protected", verifySession(), (_request, response) => void response.json({ status: "OK" }));
  app.get("/payload", verifySession({ overrideGlobalClaimValidators: () => [] }), (request: SessionRequest, response) => {
    response.json(request.session?.getAccessTokenPayload());
  });
  addFactorRoute(app);
  // The way the SuperTokens documentation turns a factor on.
  app.post("/test/required-factors", express.json(), async (request, response) => {
    const { userId, factorIds } = request.body as { userId: string; factorIds: string[] };
    await Promise.all(factorIds.map((factorId) => multiFactorAuth.addToRequiredSecondaryFactorsForUser(userId, factorId)));
    response.json({ status: "OK" });
  });
  options.routes?.(app);
  app.use(errorHandler());
  const last: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
    response.status(500).json({ error: error instanceof Error ? error.message : String(error) });
  };
  app.use(last);
  return app;
}

/** Stands in for time: makes the session's factors as old (or as future) as a test needs. */
export function addFactorRoute(app: Express) {
  app.post(
    "/test/completed-factors",
    express.json(),
    verifySession({ overrideGlobalClaimValidators: () => [] }),
    async (request: SessionRequest, response) => {
      const value = request.body as { c: Record<string, number>; v: boolean };
      await request.session?.mergeIntoAccessTokenPayload({ "st-mfa": value });
      response.json({ status: "OK" });
    },
  );
}
