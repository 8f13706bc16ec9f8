import { randomUUID } from "node:crypto";
import { isRecipeInitialized, type SuperTokensPlugin } from "supertokens-node/index.js";
import type { TypeInput as MultiFactorAuthConfig } from "supertokens-node/recipe/multifactorauth/types/index.js";
import { withTotpKept } from "./policies/accountLinking.js";
import { withClaimAtRefresh } from "./policies/claimAtRefresh.js";
import { withAttemptsPerUser } from "./factors/attempts.js";
import { createFactorEvents, type OnFactorChanged } from "./factors/factorEvents.js";
import { createFailureAnswers, type Log } from "./failureAnswers.js";
import { assertSeconds } from "./factors/freshTotp.js";
import type { PluginParts } from "./parts.js";
import type { RequireTotpPolicy } from "./policies/policies.js";
import { withRefusedSignIns } from "./policies/refusedSignIn.js";
import { withSafeRequiredFactors } from "./policies/requiredFactors.js";
import { createRequirements, type TotpRequirements } from "./policies/requirements.js";
import { settingsRoutes } from "./settings/settingsRoutes.js";
import { withChallengeOffers } from "./mfaInfo.js";
import { recoveryRoutes } from "./recovery/recoveryRoutes.js";
import { assertTrustBrowsersOptions, createBrowserTrust, type TrustBrowsersOptions } from "./trust/browserTrust.js";
import { createTrustCookie } from "./trust/trustCookie.js";
import { codeBeforeSetup } from "./trust/codeBeforeSetup.js";
import { trustedSessions, withLearntCookie } from "./trust/trustedSessions.js";
import { trustRoutes } from "./trust/trustRoutes.js";
import { checkTotpRequests } from "./factors/totpRequests.js";
import { withTotpRules } from "./factors/totpApis.js";
import type { Lock } from "./lock/lock.js";
import { processLock } from "./lock/processLock.js";
import { createUserChanges } from "./lock/userChanges.js";
import { putPartsInUse } from "./partsInUse.js";

/** Options of {@link totpMfa}. */
export interface TotpMfaOptions {
  /** Who must use TOTP. One of {@link requireTotp}. */
  require: RequireTotpPolicy;
  /**
   * Greatest age, in seconds, of the TOTP that a change of factors needs: adding a device beyond the first, removing
   * or renaming a verified one, turning TOTP off.
   *
   * @default 300
   */
  freshFor?: number;
  /**
   * Told after each change that a user made to their factors through the API; send a notification mail here. Not
   * awaited: if it throws, rejects or hangs, the change stands, is answered at once, and one line is logged. Calls of
   * `enableTotpForUser` and `disableTotpForUser` in your own code aren't reported, you know of them.
   *
   * @default none
   */
  onFactorChanged?: OnFactorChanged;
  /**
   * Keeps two changes of one user's factors apart: "read the devices, decide, act" must not meet another one. Needed as
   * soon as the API runs in more than one process: {@link postgresLock}, or a function of your own.
   *
   * @default a queue inside this process
   */
  lock?: Lock;
  /**
   * Recovery codes: how many are made at a time, for a user whose phone is lost; `false`: none.
   *
   * @default { count: 10 }
   */
  recoveryCodes?: { count: number } | false;
  /**
   * Lets users trust a browser: there the policy's TOTP isn't required at sign-in.
   *
   * @default none is trusted
   */
  trustBrowsers?: TrustBrowsersOptions;
}

const idPrefix = "supertokens-mfa-react#";

const moreThanOne =
  "supertokens-mfa-react: totpMfa() is among the plugins more than once, so one's rules would be a way around the other's. " +
  'List it once and join the policies: totpMfa({ require: requireTotp.anyOf(requireTotp.whenEnabled(), requireTotp.forRoles("admin")) }).';

/**
 * A `supertokens-node` plugin: joins a TOTP policy with whatever else requires a factor, serves the settings panel
 * below `apiBasePath`, asks for a recent TOTP before factors change, and keeps the last device while it is needed.
 *
 * ```ts
 * supertokens.init({ …, experimental: { plugins: [totpMfa({ require: requireTotp.forRoles("admin") })] } });
 * ```
 *
 * Needs `MultiFactorAuth.init()` and `Totp.init()` in the `recipeList`.
 *
 * @throws TypeError when `freshFor` is no positive number of seconds, `recoveryCodes.count` no whole number from 1 to 50,
 * or `trustBrowsers.days` no number of days up to 400. `supertokens.init()` throws when a recipe that the plugin or the
 * policy needs is missing, and when there is more than one `totpMfa()`: {@link requireTotp}`.anyOf` joins policies.
 */
export function totpMfa({
  require: policy,
  freshFor = 300,
  onFactorChanged,
  lock = processLock(),
  recoveryCodes = { count: 10 },
  trustBrowsers,
}: TotpMfaOptions): SuperTokensPlugin {
  assertSeconds("totpMfa: freshFor", freshFor);
  assertRecoveryCodeCount(recoveryCodes);
  if (trustBrowsers !== undefined) assertTrustBrowsersOptions(trustBrowsers);
  const changes = createUserChanges(lock);
  const tellChanged = createFactorEvents(onFactorChanged && ((event) => changes.detached(() => onFactorChanged(event))), log);
  const cookie = createTrustCookie();
  const trust = trustBrowsers && createBrowserTrust(trustBrowsers, { changes, tellChanged, log, cookie });
  const requirements = createRequirements(policy, trust);
  let place = { apiGatewayPath: "", apiBasePath: "" };
  const parts: PluginParts = {
    policy,
    requirements,
    changes,
    failures: createFailureAnswers(log),
    tellChanged,
    log,
    freshFor,
    recoveryCodes,
    trust,
  };

  return {
    // SuperTokens drops a plugin whose id it knows, without a word. With an id of its own the second is there to be refused.
    id: idPrefix + randomUUID(),
    compatibleSDKVersions: "24.x",
    init: () => {
      assertRecipes(["multifactorauth", "totp", ...policy.recipes]);
      putPartsInUse(parts);
    },
    overrideMap: {
      accountlinking: { config: (config) => withTotpKept(config, log) },
      multifactorauth: {
        functions: (original) => ({
          ...withSafeRequiredFactors(changes, policy, withRefusedSignIns(original)),
          ...(trust && codeBeforeSetup(original, freshFor)),
        }),
        apis: (original) => {
          const { resyncSessionAndFetchMFAInfoPUT: info } = original;
          return {
            ...original,
            resyncSessionAndFetchMFAInfoPUT: info && withChallengeOffers(parts, (input) => info.call(original, input)),
          };
        },
        config: (config) => withRequirementsOutermost(config, requirements),
      },
      totp: { functions: withAttemptsPerUser, apis: (original) => withTotpRules(parts, original) },
      session: {
        functions: (original) => ({
          ...withClaimAtRefresh(original, parts),
          ...checkTotpRequests(original, () => place),
          ...(trust && trustedSessions(original, trust)),
        }),
        apis: (original) => withLearntCookie(original, cookie),
      },
    },
    // Asked while SuperTokens starts, so that an error here leaves no half of it behind.
    routeHandlers: ({ appInfo }, plugins) => {
      if (plugins.filter((plugin) => plugin.id.startsWith(idPrefix)).length > 1) return { status: "ERROR", message: moreThanOne };
      const apiBasePath = appInfo.apiBasePath.getAsStringDangerous();
      cookie.setPath(apiBasePath);
      place = { apiBasePath, apiGatewayPath: appInfo.apiGatewayPath.getAsStringDangerous() };
      const routes = [settingsRoutes, recoveryRoutes, trustRoutes];
      return { status: "OK", routeHandlers: routes.flatMap((make) => make(parts, apiBasePath)) };
    },
  };
}

/**
 * SuperTokens puts a plugin's overrides *under* the app's. An app that overrides `getMFARequirementsForAuth` without
 * calling the original would silence the policy there, so this one goes around the app's override.
 */
function withRequirementsOutermost(config: MultiFactorAuthConfig | undefined, requirements: TotpRequirements): MultiFactorAuthConfig {
  const ofApp = config?.override?.functions;
  return {
    ...config,
    override: {
      ...config?.override,
      functions: (original, builder) => {
        if (ofApp !== undefined) builder.override(ofApp);
        builder.override((inner) => requirements.override(inner, ofApp === undefined));
        return original;
      },
    },
  };
}

function assertRecoveryCodeCount(recoveryCodes: { count: number } | false): void {
  if (recoveryCodes === false) return;
  const { count } = recoveryCodes;
  if (Number.isInteger(count) && count >= 1 && count <= 50) return;
  throw new TypeError(`totpMfa: recoveryCodes.count must be a whole number from 1 to 50, not ${String(count)}.`);
}

function assertRecipes(recipes: readonly string[]): void {
  const missing = recipes.filter((recipe) => !isRecipeInitialized(recipe));
  if (missing.length > 0) {
    throw new Error(
      `supertokens-mfa-react: totpMfa() needs the recipes ${missing.join(", ")}. Add their init() to the recipeList of supertokens.init().`,
    );
  }
}

const log: Log = (line, error) => {
  if (error === undefined) console.error(line);
  else console.error(line, error);
};
