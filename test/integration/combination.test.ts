import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { getMFARequirementsForAuth } from "supertokens-node/recipe/multifactorauth/index.js";
import type { MFARequirementList } from "supertokens-node/recipe/multifactorauth/types/index.js";
import { verifySession } from "supertokens-node/recipe/session/framework/express/index.js";
import type { SessionRequest } from "supertokens-node/framework/express/index.js";
import { requireTotp, totpMfa } from "../../src/server.js";
import { startApi, type Api } from "../support/api.js";
import type { Visitor } from "../support/visitor.js";

/** A policy for admins, in an app that overrides `getMFARequirementsForAuth` itself and asks users and tenants for more. */
let api: Api;
let visitor: Visitor;
/** What the app's override answers, without asking the original; `undefined`: it does ask. */
let ofApp: MFARequirementList | undefined;

beforeAll(async () => {
  api = await startApi({
    plugins: [totpMfa({ require: requireTotp.forRoles("admin") })],
    mfa: {
      override: {
        functions: (original) => ({
          ...original,
          getMFARequirementsForAuth: (input) => ofApp ?? original.getMFARequirementsForAuth(input),
        }),
      },
    },
    routes(app) {
      app.get("/requirements", verifySession({ overrideGlobalClaimValidators: () => [] }), async (request: SessionRequest, response) => {
        if (request.session !== undefined) response.json(await getMFARequirementsForAuth(request.session));
      });
    },
  });
  await api.sdk.userRoles.createNewRoleOrAddPermissions("admin", []);
});
afterAll(() => api.close());

beforeEach(async () => {
  ofApp = undefined;
  await api.sdk.multitenancy.createOrUpdateTenant("public", { requiredSecondaryFactors: null });
  visitor = api.visitor();
  await visitor.signUp();
});

const makeAdmin = () => api.sdk.userRoles.addRoleToUser("public", visitor.userId(), "admin");
const requireOfUser = (factorId: string) => api.sdk.multiFactorAuth.addToRequiredSecondaryFactorsForUser(visitor.userId(), factorId);
const requireOfTenant = (...requiredSecondaryFactors: string[]) =>
  api.sdk.multitenancy.createOrUpdateTenant("public", { requiredSecondaryFactors });

async function requirements(): Promise<unknown[]> {
  return Object.values((await visitor.call("GET", "/requirements")).body);
}

describe("of a user whom the policy covers", () => {
  beforeEach(makeAdmin);

  test("TOTP alone is required when nothing else is", async () => {
    expect(await requirements()).toEqual([{ oneOf: [] }, "totp"]);
  });

  test("TOTP is required on its own, not as one of several, when the user's metadata names it among others", async () => {
    await requireOfUser("totp");
    await requireOfUser("otp-email");
    expect(await requirements()).toEqual([{ oneOf: ["totp", "otp-email"] }, "totp"]);
  });

  test("a factor of the user stays required", async () => {
    await requireOfUser("otp-email");
    expect(await requirements()).toEqual([{ oneOf: ["otp-email"] }, "totp"]);
  });

  test("a factor of the tenant stays required", async () => {
    await requireOfTenant("otp-phone");
    expect(await requirements()).toEqual([{ oneOf: ["otp-phone"] }, "totp"]);
  });

  test.each<[MFARequirementList]>([
    [["otp-email"]],
    [[{ allOfInAnyOrder: ["otp-email", "otp-phone"] }]],
    [[{ oneOf: ["totp", "otp-email"] }]],
    [[]],
  ])("an override that doesn't ask the original keeps %j and can't silence the policy", async (list) => {
    ofApp = list;
    expect(await requirements()).toEqual([...list, "totp"]);
  });

  test.each<[MFARequirementList]>([[["totp", "otp-email"]], [[{ oneOf: ["totp"] }]], [[{ allOfInAnyOrder: ["otp-email", "totp"] }]]])(
    "an override that requires TOTP already (%j) isn't told twice",
    async (list) => {
      ofApp = list;
      expect(await requirements()).toEqual(list);
    },
  );
});

describe("of a user whom the policy doesn't cover", () => {
  test("nothing is required", async () => {
    expect(await requirements()).toEqual([{ oneOf: [] }]);
    expect(visitor.claim().v).toBe(true);
  });

  test("TOTP that the user's metadata requires is still required, as the policy doesn't own it", async () => {
    await requireOfUser("totp");
    expect(await requirements()).toEqual([{ oneOf: ["totp"] }]);
    await visitor.signIn();
    await visitor.addDevice("Phone");
    expect((await visitor.settings()).body).toMatchObject({
      enabled: true,
      required: true,
      reason: { code: "ENABLED" },
      canDisable: false,
      canToggle: false,
      lastDevice: "REFUSED",
    });
    expect((await visitor.removeDevice("Phone")).body).toMatchObject({ status: "GENERAL_ERROR" });
  });

  test("TOTP that the tenant requires is still required, and the panel says why", async () => {
    await requireOfTenant("totp");
    await visitor.signIn();
    expect(visitor.claim().v).toBe(false);
    await visitor.addDevice("Phone");
    expect((await visitor.settings()).body).toMatchObject({ required: true, reason: { code: "TENANT" }, lastDevice: "REFUSED" });
  });

  test("TOTP that the app's override requires is still required, and the last device stays", async () => {
    ofApp = ["totp"];
    await visitor.signIn();
    await visitor.addDevice("Phone");
    expect((await visitor.settings()).body).toMatchObject({ required: true, reason: { code: "CUSTOM" }, lastDevice: "REFUSED" });
    expect((await visitor.removeDevice("Phone")).body).toMatchObject({ status: "GENERAL_ERROR" });
  });

  test("a choice between TOTP and another factor is the user's, so the last device may go", async () => {
    ofApp = [{ oneOf: ["totp", "emailpassword"] }];
    await visitor.addDevice("Phone");
    expect((await visitor.settings()).body).toMatchObject({ required: false, lastDevice: "TURNS_OFF" });
    expect((await visitor.removeDevice("Phone")).body).toEqual({ status: "OK", didDeviceExist: true });
  });
});
