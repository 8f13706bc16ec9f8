import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { isTotpEnabledForUser, requireTotp, totpMfa } from "../../src/server.js";
import { startApi, type Api } from "../support/api.js";
import type { Visitor } from "../support/visitor.js";

/** Users may turn TOTP on, admins must use it, and so must whoever pays, in tenants that ask for it. */
let api: Api;
let visitor: Visitor;
let pays: boolean | undefined = false;
vi.spyOn(console, "error").mockImplementation(() => undefined);

beforeAll(async () => {
  api = await startApi({
    plugins: [
      totpMfa({
        require: requireTotp.anyOf(
          requireTotp.whenEnabled(),
          requireTotp.forRoles("admin"),
          requireTotp.when(() => ({ required: pays as boolean, reason: "You pay." })).inTenantsRequiringTotp(),
        ),
      }),
    ],
  });
  await api.sdk.userRoles.createNewRoleOrAddPermissions("admin", []);
  await api.sdk.multitenancy.createOrUpdateTenant("bank", { firstFactors: ["emailpassword"], requiredSecondaryFactors: ["totp"] });
});
afterAll(() => api.close());

beforeEach(async () => {
  pays = false;
  visitor = api.visitor();
  await visitor.signUp();
});

const makeAdmin = () => api.sdk.userRoles.addRoleToUser("public", visitor.userId(), "admin");

describe("of several policies", () => {
  test("none requires TOTP of a user whom none covers", async () => {
    expect(visitor.claim().v).toBe(true);
    expect((await visitor.settings()).body).toMatchObject({ enabled: false, required: false, canToggle: true });
  });

  test("the one for roles does so of an admin, who can't turn it off or do without a device", async () => {
    await makeAdmin();
    await visitor.signIn();
    expect(visitor.claim().v).toBe(false);
    await visitor.addDevice("Phone");
    expect((await visitor.settings()).body).toMatchObject({ required: true, canDisable: false, lastDevice: "REFUSED" });
    expect((await visitor.disable()).body).toEqual({ status: "TOTP_REQUIRED_ERROR", reason: { code: "ROLE", role: "admin" } });
    expect((await visitor.removeDevice("Phone")).body).toMatchObject({ status: "GENERAL_ERROR" });
  });

  test("the one that users turn on does so from their first device on, until they remove it", async () => {
    await visitor.addDevice("Phone");
    expect(await isTotpEnabledForUser(visitor.userId())).toBe(true);
    const other = visitor.otherBrowser();
    await other.signIn();
    expect(other.claim().v).toBe(false);
    expect((await visitor.settings()).body).toMatchObject({ reason: { code: "ENABLED" }, canDisable: true, lastDevice: "TURNS_OFF" });
    expect((await visitor.removeDevice("Phone")).body).toEqual({ status: "OK", didDeviceExist: true });
    expect(await isTotpEnabledForUser(visitor.userId())).toBe(false);
    await other.signIn();
    expect(other.claim().v).toBe(true);
  });

  test("the first that requires TOTP gives the reason", async () => {
    await makeAdmin();
    await visitor.signIn();
    await visitor.addDevice("Phone");
    expect((await visitor.settings()).body).toMatchObject({ reason: { code: "ENABLED" }, canDisable: false });
    await api.sdk.multiFactorAuth.removeFromRequiredSecondaryFactorsForUser(visitor.userId(), "totp");
    expect((await visitor.settings()).body).toMatchObject({ reason: { code: "ROLE", role: "admin" } });
  });

  test("the one limited to tenants gives their list its meaning, and the others hold everywhere", async () => {
    const customer = api.visitor();
    await customer.signUp("bank");
    expect(customer.claim().v).toBe(true);
    pays = true;
    await customer.signIn("bank");
    expect(customer.claim().v).toBe(false);
    await visitor.signIn();
    expect(visitor.claim().v).toBe(true);

    pays = false;
    await api.sdk.userRoles.addRoleToUser("bank", customer.userId(), "admin");
    await customer.signIn("bank");
    expect(customer.claim().v).toBe(false);
  });

  test("one that fails refuses, also where another one would have required TOTP or nothing", async () => {
    const customer = api.visitor();
    await customer.signUp("bank");
    await api.sdk.userRoles.addRoleToUser("bank", customer.userId(), "admin");
    pays = undefined;
    expect((await customer.otherBrowser().signIn("bank")).status).toBe(500);
    expect((await customer.mfaInfo()).body).toMatchObject({ status: "GENERAL_ERROR" });
  });
});
