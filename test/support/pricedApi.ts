import express, { type Express } from "express";
import type { SessionRequest } from "supertokens-node/framework/express/index.js";
import * as multiFactorAuth from "supertokens-node/recipe/multifactorauth/index.js";
import type { RecipeInterface } from "supertokens-node/recipe/multifactorauth/types/index.js";
import { verifySession } from "supertokens-node/recipe/session/framework/express/index.js";
import { listDevices, updateDevice, type APIInterface } from "supertokens-node/recipe/totp/index.js";
import * as userRoles from "supertokens-node/recipe/userroles/index.js";
import { requireTotp, totpMfa, type RequireTotpPolicy } from "../../src/server.js";
import { serve } from "./api.js";
import type { AppOptions } from "./app.js";

/** A policy of the plugin, beside the overrides that do the same for the stock SDK (see the README). */
interface PricedPolicy {
  policy: RequireTotpPolicy;
  /** Whether the documented override adds TOTP; it keeps what user and tenant require, as the plugin does. */
  covers?: (input: RequirementInput) => Promise<boolean>;
  /** Users turn TOTP on with their first device and off with their last. */
  turnsOn?: true;
}

type RequirementInput = Parameters<RecipeInterface["getMFARequirementsForAuth"]>[0];

const isAdmin = async ({ tenantId, user, userContext }: RequirementInput) =>
  (await userRoles.getRolesForUser(tenantId, (await user).id, userContext)).roles.includes("admin");

const pricedPolicies = {
  "opt-in": { policy: requireTotp.whenEnabled(), turnsOn: true },
  admin: { policy: requireTotp.forRoles("admin"), covers: isAdmin },
  "tenant-admin": {
    policy: requireTotp.forRoles("admin").inTenantsRequiringTotp(),
    covers: async (input) => (await input.requiredSecondaryFactorsForTenant).includes("totp") && (await isAdmin(input)),
  },
} satisfies Record<string, PricedPolicy>;

type PricedPolicyName = keyof typeof pricedPolicies;

let chosen: PricedPolicy = pricedPolicies["opt-in"];

const withPlugin: AppOptions = {
  plugins: [
    totpMfa({
      // SuperTokens starts once in a process, so one plugin stands for each policy in turn.
      require: {
        decide: (question) => chosen.policy.decide(question),
        get ownsUserSetting() {
          return chosen.policy.ownsUserSetting;
        },
        get ownsTenantSetting() {
          return chosen.policy.ownsTenantSetting;
        },
        recipes: [],
      },
    }),
  ],
};

const withOverrides: AppOptions = {
  mfa: {
    override: {
      functions: (original) => ({
        ...original,
        getMFARequirementsForAuth: async (input) => {
          const isCovered = await chosen.covers?.(input);
          const others = await original.getMFARequirementsForAuth(input);
          return isCovered ? [...others, "totp"] : others;
        },
      }),
    },
  },
  totp: { override: { apis: turningOnAndOff } },
};

function turningOnAndOff(original: APIInterface): APIInterface {
  const { verifyDevicePOST, removeDevicePOST } = original;
  return {
    ...original,
    verifyDevicePOST:
      verifyDevicePOST &&
      (async (input) => {
        const answer = await verifyDevicePOST.call(original, input);
        if (chosen.turnsOn && answer.status === "OK") {
          await multiFactorAuth.addToRequiredSecondaryFactorsForUser(input.session.getUserId(), "totp", input.userContext);
        }
        return answer;
      }),
    removeDevicePOST:
      removeDevicePOST &&
      (async (input) => {
        const answer = await removeDevicePOST.call(original, input);
        if (chosen.turnsOn && answer.status === "OK") {
          const userId = input.session.getUserId();
          const { devices } = await input.options.recipeImplementation.listDevices({ userId, userContext: input.userContext });
          if (!devices.some((device) => device.verified)) {
            await multiFactorAuth.removeFromRequiredSecondaryFactorsForUser(userId, "totp", input.userContext);
          }
        }
        return answer;
      }),
  };
}

/** What the settings panel changes, as little of it as does the job. The stock SDK has no API for it. */
function addSwitch(app: Express) {
  const add = (path: string, change: (userId: string, body: Record<string, string>) => Promise<unknown>) =>
    app.post(`/auth${path}`, express.json(), verifySession(), async (request: SessionRequest, response) => {
      await change(request.session?.getUserId() ?? "", request.body as Record<string, string>);
      response.json({ status: "OK" });
    });
  add("/totp/settings/enable", async (userId) => {
    const { devices } = await listDevices(userId);
    if (devices.some((device) => device.verified)) await multiFactorAuth.addToRequiredSecondaryFactorsForUser(userId, "totp");
  });
  add("/totp/settings/disable", (userId) => multiFactorAuth.removeFromRequiredSecondaryFactorsForUser(userId, "totp"));
  add("/totp/device/rename", (userId, { existingDeviceName = "", newDeviceName = "" }) =>
    updateDevice(userId, existingDeviceName, newDeviceName),
  );
}

let calls: string[] = [];

const [coreUrl = "", variant] = process.argv.slice(2);
const { url } = await serve(
  {
    ...(variant === "plugin" ? withPlugin : withOverrides),
    onCoreCall: (call) => calls.push(call),
    routes: (app) => {
      if (variant === "stock") addSwitch(app);
      app.post("/test/core-calls", (_request, response) => {
        response.json({ calls });
        calls = [];
      });
      app.post("/test/policy", express.json(), (request, response) => {
        chosen = pricedPolicies[(request.body as { name: PricedPolicyName }).name];
        response.json({ status: "OK" });
      });
    },
  },
  coreUrl,
);
process.send?.(url);
