import express, { type ErrorRequestHandler, type Express } from "express";
import * as supertokens from "supertokens-node/index.js";
import { errorHandler, middleware, type SessionRequest } from "supertokens-node/framework/express/index.js";
import * as accountLinking from "supertokens-node/recipe/accountlinking/index.js";
import type { TypeInput as AccountLinkingConfig } from "supertokens-node/recipe/accountlinking/types/index.js";
import * as emailPassword from "supertokens-node/recipe/emailpassword/index.js";
import * as emailVerification from "supertokens-node/recipe/emailverification/index.js";
import * as multiFactorAuth from "supertokens-node/recipe/multifactorauth/index.js";
import type { TypeInput as MfaConfig } from "supertokens-node/recipe/multifactorauth/types/index.js";
import * as multitenancy from "supertokens-node/recipe/multitenancy/index.js";
import * as passwordless from "supertokens-node/recipe/passwordless/index.js";
import * as session from "supertokens-node/recipe/session/index.js";
import { verifySession } from "supertokens-node/recipe/session/framework/express/index.js";
import type { TypeInput as SessionConfig } from "supertokens-node/recipe/session/types/index.js";
import * as thirdParty from "supertokens-node/recipe/thirdparty/index.js";
import type { ProviderInput } from "supertokens-node/recipe/thirdparty/types/index.js";
import * as totp from "supertokens-node/recipe/totp/index.js";
import type { TypeInput as TotpConfig } from "supertokens-node/recipe/totp/types/index.js";
import * as userMetadata from "supertokens-node/recipe/usermetadata/index.js";
import type { TypeInput as UserMetadataConfig } from "supertokens-node/recipe/usermetadata/types/index.js";
import * as userRoles from "supertokens-node/recipe/userroles/index.js";

/** The SDK's functions, for what a test does on the server side. */
export const sdk = {
  supertokens,
  accountLinking,
  emailPassword,
  emailVerification,
  multiFactorAuth,
  multitenancy,
  passwordless,
  session,
  thirdParty,
  totp,
  userMetadata,
  userRoles,
};

export interface AppOptions {
  /** @default none: the stock SDK */
  plugins?: supertokens.SuperTokensPlugin[];
  mfa?: MfaConfig;
  totp?: TotpConfig;
  session?: SessionConfig;
  userMetadata?: UserMetadataConfig;
  appName?: string;
  /** Where browsers find the API and the app, as far as the session's cookies go. @default where it is served */
  domains?: { api: string; website: string };
  apiBasePath?: string;
  /** A recipe of the app's own, by `EmailPassword.init()`. @default the stock one */
  emailPassword?: ReturnType<typeof emailPassword.init>;
  /** @default false */
  withoutRoles?: boolean;
  /** @default no linking */
  accountLinking?: AccountLinkingConfig;
  /** @default no e-mail verification; no mail is ever sent */
  emailVerification?: "REQUIRED" | "OPTIONAL";
  /**
   * Codes by e-mail: a visitor reads theirs with `completeEmailCode()`.
   * @default false
   */
  withEmailCodes?: boolean;
  /**
   * A social login that takes a visitor's word for who they are: `signInWithAcme()`.
   * @default false
   */
  withAcme?: boolean;
  /** Told of each call of the core, such as `GET /recipe/user/metadata`. */
  onCoreCall?: (call: string) => void;
  /** Routes of the app itself. */
  routes?: (app: Express) => void;
}

/** A new factor is linked to the session's user; nobody is linked by address alone. */
export const linkToSession: AccountLinkingConfig = {
  shouldDoAutomaticAccountLinking: async (_newAccount, _user, ofRequest) =>
    ofRequest === undefined ? { shouldAutomaticallyLink: false } : { shouldAutomaticallyLink: true, shouldRequireVerification: false },
};

const noDelivery = { service: { sendEmail: () => Promise.resolve() } };

/** address → the code that was sent last */
const codesSent = new Map<string, string>();

/** The code that an address got last, from any app of this process. */
export function emailCode(email: string): string {
  const code = codesSent.get(email);
  if (code === undefined) throw new Error(`No code was sent to ${email}`);
  return code;
}

function passwordlessByEmail() {
  return passwordless.init({
    contactMethod: "EMAIL",
    flowType: "USER_INPUT_CODE",
    emailDelivery: {
      service: {
        sendEmail: ({ email, userInputCode }) => {
          codesSent.set(email, userInputCode ?? "");
          return Promise.resolve();
        },
      },
    },
  });
}

/** Who somebody says they are at Acme; an API reads it from what stands for the provider's token. */
export interface AcmeAccount {
  userId: string;
  email: string;
  /** @default true */
  isVerified?: boolean;
}

const acme: ProviderInput = {
  config: { thirdPartyId: "acme", clients: [{ clientId: "acme" }] },
  includeInNonPublicTenantsByDefault: true,
  override: (original) => {
    if (original.type === "saml") return original;
    const getUserInfo = (input: { oAuthTokens: unknown }) => {
      const { userId, email, isVerified = true } = (input.oAuthTokens as { account: AcmeAccount }).account;
      return Promise.resolve({
        thirdPartyUserId: userId,
        email: { id: email, isVerified },
        rawUserInfoFromProvider: { fromIdTokenPayload: {}, fromUserInfoAPI: {} },
      });
    };
    return { ...original, getUserInfo };
  },
};

/** A backend as a team would write it: Express 5 and supertokens-node, which exists once per process. */
export function createApp(options: AppOptions, url: string, connectionURI: string): Express {
  supertokens.init({
    framework: "express",
    telemetry: false,
    supertokens: {
      connectionURI,
      networkInterceptor: (request) => {
        options.onCoreCall?.(`${request.method.toUpperCase()} ${new URL(request.url).pathname}`);
        return request;
      },
    },
    appInfo: {
      appName: options.appName ?? "Example",
      apiDomain: options.domains?.api ?? url,
      websiteDomain: options.domains?.website ?? url,
      ...(options.apiBasePath !== undefined && { apiBasePath: options.apiBasePath }),
    },
    recipeList: [
      options.emailPassword ?? emailPassword.init(),
      session.init(options.session),
      userMetadata.init(options.userMetadata),
      multitenancy.init(),
      ...(options.accountLinking ? [accountLinking.init(options.accountLinking)] : []),
      ...(options.emailVerification ? [emailVerification.init({ mode: options.emailVerification, emailDelivery: noDelivery })] : []),
      ...(options.withEmailCodes ? [passwordlessByEmail()] : []),
      ...(options.withAcme ? [thirdParty.init({ signInAndUpFeature: { providers: [acme] } })] : []),
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
  // The way the SuperTokens documentation turns a factor on and off.
  app.use("/test/required-factors", express.json(), async (request, response) => {
    const { userId, factorIds } = request.body as { userId: string; factorIds: string[] };
    const { addToRequiredSecondaryFactorsForUser: add, removeFromRequiredSecondaryFactorsForUser: remove } = multiFactorAuth;
    const change = request.method === "DELETE" ? remove : add;
    await Promise.all(factorIds.map((factorId) => change(userId, factorId)));
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
