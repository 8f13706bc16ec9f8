// What the snippets of the documentation take for granted: an app's own things, and names that the page has imported
// before. A snippet's own imports go before these.
import type * as tanStack from "@tanstack/react-router";
import type { Express } from "express";
import type { Pool } from "pg";
import type { ComponentType } from "react";
import type * as reactRouter from "react-router";
import type * as library from "supertokens-mfa-react";
import type * as door from "supertokens-mfa-react/react-router";
import type * as nextServer from "supertokens-mfa-react/next/server";
import type * as plugin from "supertokens-mfa-react/server";
import type * as panel from "supertokens-mfa-react/settings";
import type nodeSdk from "supertokens-node";
import type { RecipeUserId } from "supertokens-node";
import type nodeMultitenancy from "supertokens-node/recipe/multitenancy";
import type nodeUserMetadata from "supertokens-node/recipe/usermetadata";
import type nodeUserRoles from "supertokens-node/recipe/userroles";
import type { AppInfo, TypeInput } from "supertokens-node/types";
import type webSdk from "supertokens-web-js";
import type { SuperTokensConfig } from "supertokens-web-js/types";

declare global {
  // The app, in the browser.
  const YourSignInPage: ComponentType;
  const App: ComponentType;
  const analytics: { track(action: string): void };
  const monitoring: { capture(error: unknown): void };
  const api: { isTotpEnabled(): Promise<boolean>; enableTotp(): Promise<void>; disableTotp(): Promise<void> };
  const navigate: library.Navigate;
  const router: { push(path: string): void; replace(path: string): void };
  const raw: string | null;
  const search: string;
  const fetchCatalogue: (language: string) => Promise<library.Messages>;
  const recipeList: SuperTokensConfig["recipeList"];
  const appInfo: AppInfo & SuperTokensConfig["appInfo"];

  // The library and its neighbours.
  const SuperTokens: typeof webSdk;
  const MultiFactorAuth: typeof library.MultiFactorAuth;
  const Totp: typeof library.Totp;
  const RequireMfa: typeof library.RequireMfa;
  const MessagesProvider: typeof library.MessagesProvider;
  const TotpSettings: typeof panel.TotpSettings;
  const MfaNavigation: typeof door.MfaNavigation;
  const MfaRoutes: typeof door.MfaRoutes;
  const mfaRoutes: typeof door.mfaRoutes;
  const BrowserRouter: typeof reactRouter.BrowserRouter;
  const Outlet: typeof reactRouter.Outlet;
  const Route: typeof reactRouter.Route;
  const Routes: typeof reactRouter.Routes;
  const createBrowserRouter: typeof reactRouter.createBrowserRouter;
  const createRouter: typeof tanStack.createRouter;
  const routeTree: tanStack.AnyRoute;

  const mfaGuard: typeof nextServer.mfaGuard;

  // The app's API.
  const app: Express;
  const connectionURI: string;
  const pool: Pool;
  const recipeUserId: RecipeUserId;
  const primaryUserId: string;
  const sendMail: (userId: string, text: string) => Promise<void>;
  const userId: string;
  const yourRecipes: NonNullable<TypeInput["recipeList"]>;

  // The plugin and its neighbours.
  const supertokens: typeof nodeSdk;
  const requireTotp: typeof plugin.requireTotp;
  const totpMfa: typeof plugin.totpMfa;
  const postgresLock: typeof plugin.postgresLock;
  const requireFreshTotp: typeof plugin.requireFreshTotp;
  const refetchMfaClaimForUser: typeof plugin.refetchMfaClaimForUser;
  const isTotpEnabledForUser: typeof plugin.isTotpEnabledForUser;
  const enableTotpForUser: typeof plugin.enableTotpForUser;
  const disableTotpForUser: typeof plugin.disableTotpForUser;
  const resetTotpForUser: typeof plugin.resetTotpForUser;
  const getTotpStatus: typeof plugin.getTotpStatus;
  const forgetTrustedBrowsers: typeof plugin.forgetTrustedBrowsers;
  const UserRoles: typeof nodeUserRoles;
  const UserMetadata: typeof nodeUserMetadata;
  const Multitenancy: typeof nodeMultitenancy;
}
