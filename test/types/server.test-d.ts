import type { SuperTokensPlugin } from "supertokens-node/index.js";
import type { SessionContainer } from "supertokens-node/recipe/session/index.js";
import { Pool } from "pg";
import { describe, expectTypeOf, test } from "vitest";
import type { DisableTotpAnswer, EnableTotpAnswer, RenameDeviceAnswer, TotpSettingsAnswer } from "../../src/protocol/totpSettings.js";
import {
  disableTotpForUser,
  enableTotpForUser,
  isTotpEnabledForUser,
  postgresLock,
  refetchMfaClaimForUser,
  requireFreshTotp,
  requireTotp,
  totpMfa,
  type FactorChange,
  type FactorChangedEvent,
  type OnFactorChanged,
  type RequireTotpPolicy,
  type StepUpReason,
  type TotpPolicyContext,
  type TotpReason,
} from "../../src/server.js";

describe("totpMfa", () => {
  test("is a plugin that supertokens.init takes", () => {
    expectTypeOf(totpMfa).returns.toEqualTypeOf<SuperTokensPlugin>();
    expectTypeOf(totpMfa).toBeCallableWith({ require: requireTotp.whenEnabled() });
    expectTypeOf(totpMfa).toBeCallableWith({
      require: requireTotp.forRoles("admin"),
      freshFor: 60,
      lock: (_key, work) => work(),
      onFactorChanged: async ({ userId, tenantId, change, at }) => {
        expectTypeOf({ userId, tenantId, change, at }).toEqualTypeOf<{
          userId: string;
          tenantId: string | undefined;
          change: FactorChange;
          at: Date;
        }>();
      },
    });
  });

  test("takes a lock on a pool of pg's", () => {
    expectTypeOf(totpMfa).toBeCallableWith({ require: requireTotp.whenEnabled(), lock: postgresLock(new Pool()) });
  });

  test("needs a policy", () => {
    // @ts-expect-error -- nobody would be asked
    totpMfa({});
    // @ts-expect-error -- a policy is made by requireTotp
    totpMfa({ require: () => true });
    // @ts-expect-error -- seconds, no duration in words
    totpMfa({ require: requireTotp.whenEnabled(), freshFor: "5m" });
  });
});

describe("the policies", () => {
  test("can each be limited to tenants, once", () => {
    for (const policy of [requireTotp.forRoles("admin"), requireTotp.whenEnabled(), requireTotp.when(() => true)]) {
      expectTypeOf(policy).toExtend<RequireTotpPolicy>();
      expectTypeOf(policy.inTenantsRequiringTotp()).toEqualTypeOf<RequireTotpPolicy>();
      expectTypeOf(policy.inTenantsRequiringTotp()).not.toHaveProperty("inTenantsRequiringTotp");
    }
  });

  test("are joined by anyOf, at least one", () => {
    expectTypeOf(
      requireTotp.anyOf(requireTotp.whenEnabled(), requireTotp.forRoles("admin").inTenantsRequiringTotp()),
    ).toEqualTypeOf<RequireTotpPolicy>();
    // @ts-expect-error -- no policy
    requireTotp.anyOf();
  });

  test("forRoles names at least one role", () => {
    expectTypeOf(requireTotp.forRoles).parameters.toEqualTypeOf<[string, ...string[]]>();
    // @ts-expect-error -- no role
    requireTotp.forRoles();
  });

  test("when takes a boolean or an object, at once or later, and nothing else", () => {
    requireTotp.when(() => true);
    requireTotp.when(async () => false);
    requireTotp.when(({ user }) => ({ required: user.emails.length > 0, reason: "You have an e-mail address." }));
    requireTotp.when(async ({ tenantId }) => ({ required: tenantId === "bank" }));
    // @ts-expect-error -- a forgotten return isn't "not required"
    requireTotp.when(async () => {});
    // @ts-expect-error -- truthy is not true
    requireTotp.when(() => "yes");
    // @ts-expect-error -- a reason without an answer
    requireTotp.when(() => ({ reason: "?" }));
  });

  test("a criterion is told who is asked, where, and with which token", () => {
    expectTypeOf<TotpPolicyContext["user"]["id"]>().toEqualTypeOf<string>();
    expectTypeOf<TotpPolicyContext["tenantId"]>().toEqualTypeOf<string>();
    expectTypeOf<TotpPolicyContext>().toHaveProperty("accessTokenPayload");
    expectTypeOf<TotpPolicyContext>().toHaveProperty("userContext");
  });
});

test("the functions for the app's own code", () => {
  expectTypeOf(isTotpEnabledForUser).returns.resolves.toBeBoolean();
  expectTypeOf(enableTotpForUser).returns.resolves.toBeVoid();
  expectTypeOf(disableTotpForUser).returns.resolves.toBeVoid();
  expectTypeOf(refetchMfaClaimForUser).returns.resolves.toBeNumber();
  expectTypeOf(requireFreshTotp).toBeCallableWith({} as SessionContainer, { within: 60 });
  expectTypeOf(requireFreshTotp).returns.toBeVoid();
  // @ts-expect-error -- there is no default: each route says how fresh
  requireFreshTotp({} as SessionContainer);
});

test("the events", () => {
  expectTypeOf<Parameters<OnFactorChanged>>().toEqualTypeOf<[FactorChangedEvent]>();
  expectTypeOf<ReturnType<OnFactorChanged>>().toBeUnknown();
  expectTypeOf<FactorChange>().toEqualTypeOf<
    | "DEVICE_ADDED"
    | "DEVICE_REMOVED"
    | "DEVICE_RENAMED"
    | "TOTP_ENABLED"
    | "TOTP_DISABLED"
    | "TOTP_RESET"
    | "RECOVERY_CODES_CREATED"
    | "RECOVERY_CODE_USED"
    | "TRUSTED_BROWSER_ADDED"
    | "TRUSTED_BROWSER_REMOVED"
  >();
});

describe("the answers of the endpoints are told apart by status", () => {
  test("settings", () => {
    expectTypeOf<TotpSettingsAnswer["status"]>().toEqualTypeOf<"OK" | "GENERAL_ERROR">();
    type Settings = Extract<TotpSettingsAnswer, { status: "OK" }>;
    expectTypeOf<Settings["reason"]>().toEqualTypeOf<TotpReason | undefined>();
    expectTypeOf<Settings["lastDevice"]>().toEqualTypeOf<"REFUSED" | "TURNS_OFF">();
    expectTypeOf<Settings["freshForSeconds"]>().toBeNumber();
  });

  test("enable, disable, rename", () => {
    expectTypeOf<EnableTotpAnswer["status"]>().toEqualTypeOf<"OK" | "GENERAL_ERROR">();
    expectTypeOf<DisableTotpAnswer["status"]>().toEqualTypeOf<"OK" | "TOTP_REQUIRED_ERROR" | "GENERAL_ERROR">();
    expectTypeOf<Extract<DisableTotpAnswer, { status: "TOTP_REQUIRED_ERROR" }>["reason"]>().toEqualTypeOf<TotpReason>();
    expectTypeOf<RenameDeviceAnswer["status"]>().toEqualTypeOf<
      "OK" | "UNKNOWN_DEVICE_ERROR" | "DEVICE_ALREADY_EXISTS_ERROR" | "INVALID_DEVICE_NAME_ERROR" | "GENERAL_ERROR"
    >();
  });

  test("step-up names the factor and the age in seconds", () => {
    expectTypeOf<StepUpReason>().toEqualTypeOf<{ message: string; factorId: "totp"; freshForSeconds: number }>();
  });
});
