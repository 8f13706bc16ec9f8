import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { requireTotp, totpMfa } from "../../src/server.js";
import { startApi, type Api } from "../support/api.js";
import type { Authenticator } from "../support/totp.js";
import type { Visitor } from "../support/visitor.js";

/** One user in two tenants: `bank` requires TOTP of those whom the policy covers, `blog` of nobody. */
let api: Api;
let atBank: Visitor;
let atBlog: Visitor;

beforeAll(async () => {
  const adminsWhereAsked = requireTotp.forRoles("admin").inTenantsRequiringTotp();
  api = await startApi({ plugins: [totpMfa({ require: adminsWhereAsked })] });
  const { multitenancy, userRoles } = api.sdk;
  const firstFactors = ["emailpassword"];
  await multitenancy.createOrUpdateTenant("bank", { firstFactors, requiredSecondaryFactors: ["totp"] });
  await multitenancy.createOrUpdateTenant("blog", { firstFactors });
  await userRoles.createNewRoleOrAddPermissions("admin", []);
});
afterAll(() => api.close());

beforeEach(async () => {
  atBank = api.visitor();
  await atBank.signUp("bank");
  await api.sdk.multitenancy.associateUserToTenant("blog", api.sdk.supertokens.convertToRecipeUserId(atBank.userId()));
  atBlog = atBank.otherBrowser();
  await atBlog.signIn("blog");
});

const makeAdmin = (tenantId: string) => api.sdk.userRoles.addRoleToUser(tenantId, atBank.userId(), "admin");

describe("forRoles().inTenantsRequiringTotp()", () => {
  test("the tenant's list alone requires TOTP of nobody", async () => {
    expect(atBank.claim().v).toBe(true);
    expect((await atBank.settings()).body).toMatchObject({ required: false });
  });

  test("an admin is asked in the tenant that requires TOTP, and not in the other", async () => {
    await makeAdmin("bank");
    await makeAdmin("blog");
    await atBank.signIn("bank");
    await atBlog.signIn("blog");
    expect(atBank.claim().v).toBe(false);
    expect(await atBank.mayEnter()).toBe(false);
    expect(atBlog.claim().v).toBe(true);
    expect(await atBlog.mayEnter()).toBe(true);

    await atBank.addDevice("Phone");
    expect(await atBank.mayEnter()).toBe(true);
    expect((await atBank.settings()).body).toMatchObject({ required: true, reason: { code: "ROLE", role: "admin" } });
    expect((await atBlog.settings()).body).toMatchObject({ required: false });
  });

  test("a role in another tenant counts only there", async () => {
    await makeAdmin("blog");
    await atBank.signIn("bank");
    expect(atBank.claim().v).toBe(true);
  });

  test("the tenant that asks for nothing can't be used to remove the last device", async () => {
    await makeAdmin("bank");
    await atBank.signIn("bank");
    const phone = await atBank.addDevice("Phone");
    await atBlog.verifyTotp(phone.code());
    expect((await atBlog.settings()).body).toMatchObject({ required: false, lastDevice: "REFUSED" });
    expect((await atBlog.removeDevice("Phone")).body).toMatchObject({ status: "GENERAL_ERROR" });
  });

  test("a tenant that begins to require TOTP is honoured at the next claim refetch, and so is one that stops", async () => {
    await makeAdmin("blog");
    await atBlog.signIn("blog");
    await api.sdk.multitenancy.createOrUpdateTenant("blog", { requiredSecondaryFactors: ["totp"] });
    await atBlog.mfaInfo();
    expect(await atBlog.mayEnter()).toBe(false);
    await api.sdk.multitenancy.createOrUpdateTenant("blog", { requiredSecondaryFactors: null });
    await atBlog.mfaInfo();
    expect(await atBlog.mayEnter()).toBe(true);
  });

  test("other factors in the tenant's list stay required of everybody", async () => {
    await api.sdk.multitenancy.createOrUpdateTenant("both", {
      firstFactors: ["emailpassword"],
      requiredSecondaryFactors: ["totp", "otp-email"],
    });
    const visitor = api.visitor();
    await visitor.signUp("both");
    expect(visitor.claim().v).toBe(false);
  });

  test("a code that one tenant took is refused in the other, where the core would take it again", async () => {
    const phone: Authenticator = await atBank.addDevice("Phone");
    const code = phone.code();
    expect((await atBank.verifyTotp(code)).body).toEqual({ status: "OK" });
    expect((await atBank.verifyTotp(code)).body).toMatchObject({ status: "INVALID_TOTP_ERROR" });
    expect((await atBlog.verifyTotp(code)).body).toMatchObject({ status: "INVALID_TOTP_ERROR" });
  });
});
