import { isRecipeInitialized, type SuperTokensPlugin } from "supertokens-node/index.js";
import type { TypeInput as MultiFactorAuthConfig } from "supertokens-node/recipe/multifactorauth/types/index.js";
import { withClaimAtRefresh } from "./policies/claimAtRefresh.js";
import { createFactorEvents, type OnFactorChanged } from "./factors/factorEvents.js";
import { createFailureAnswers, type Log } from "./failureAnswers.js";
import { assertSeconds } from "./factors/freshTotp.js";
import type { PluginParts } from "./parts.js";
import type { RequireTotpPolicy } from "./policies/policies.js";
import { withSafeRequiredFactors } from "./policies/requiredFactors.js";
import { createRequirements, type TotpRequirements } from "./policies/requirements.js";
import { settingsRoutes } from "./settings/settingsRoutes.js";
import { withTotpRules } from "./factors/totpApis.js";
import type { Lock } from "./lock/lock.js";
import { processLock } from "./lock/processLock.js";
import { createUserChanges } from "./lock/userChanges.js";
import { putChangesInUse } from "./lock/changesInUse.js";

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
   * soon as the API runs in more than one process: `postgresLock(pool)`, or a function of your own.
   *
   * @default a queue inside this process
   */
  lock?: Lock;
}

const id = "supertokens-mfa-react";

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
 * @throws TypeError when `freshFor` is no positive number of seconds. `supertokens.init()` throws when a recipe that
 * the plugin or the policy needs is missing.
 */
export function totpMfa({ require: policy, freshFor = 300, onFactorChanged, lock = processLock() }: TotpMfaOptions): SuperTokensPlugin {
  assertSeconds("totpMfa: freshFor", freshFor);
  const requirements = createRequirements(policy);
  const changes = createUserChanges(lock);
  const parts: PluginParts = {
    policy,
    requirements,
    changes,
    failures: createFailureAnswers(log),
    tellChanged: createFactorEvents(onFactorChanged && ((event) => changes.detached(() => onFactorChanged(event))), log),
    log,
    freshFor,
  };

  return {
    id,
    compatibleSDKVersions: "24.x",
    init: () => {
      assertRecipes(["multifactorauth", "totp", ...policy.recipes]);
      putChangesInUse(changes);
    },
    overrideMap: {
      multifactorauth: {
        functions: (original) => withSafeRequiredFactors(changes, original),
        apis: (original) => {
          const { resyncSessionAndFetchMFAInfoPUT: info } = original;
          return {
            ...original,
            resyncSessionAndFetchMFAInfoPUT: info && ((input) => parts.failures.run(() => info.call(original, input))),
          };
        },
        config: (config) => withRequirementsOutermost(config, requirements),
      },
      totp: { apis: (original) => withTotpRules(parts, original) },
      session: { functions: (original) => withClaimAtRefresh(original, parts.failures, log) },
    },
    routeHandlers: ({ appInfo }) => ({
      status: "OK",
      routeHandlers: settingsRoutes(parts, appInfo.apiBasePath.getAsStringDangerous()),
    }),
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
        builder.override((inner) => requirements.override(inner));
        return original;
      },
    },
  };
}

function assertRecipes(recipes: readonly string[]): void {
  const missing = recipes.filter((recipe) => !isRecipeInitialized(recipe));
  if (missing.length > 0) {
    throw new Error(`${id}: totpMfa() needs the recipes ${missing.join(", ")}. Add their init() to the recipeList of supertokens.init().`);
  }
}

const log: Log = (line, error) => {
  if (error === undefined) console.error(line);
  else console.error(line, error);
};
