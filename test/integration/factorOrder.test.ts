import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { requireTotp, totpMfa, type RequireTotpPolicy } from "../../src/server.js";
import { startApi, type Api } from "../support/api.js";
import { linkToSession } from "../support/app.js";
import type { Authenticator } from "../support/totp.js";
import type { Visitor } from "../support/visitor.js";

/** Which factor is asked first where TOTP and codes by e-mail meet, and so what a password alone may enrol. */
let api: Api;
let stock: string;
let visitor: Visitor;
const admins = requireTotp.forRoles("admin");
let policy: RequireTotpPolicy = admins;

beforeAll(async () => {
  api = await startApi({
    // SuperTokens starts once in a process, so one plugin stands for the policies of all tests.
    plugins: [
      totpMfa({
        require: {
          decide: (question) => policy.decide(question),
          get ownsUserSetting() {
            return policy.ownsUserSetting;
          },
          get ownsTenantSetting() {
            return policy.ownsTenantSetting;
          },
          recipes: [],
        },
      }),
    ],
    accountLinking: linkToSession,
    withEmailCodes: true,
  });
  stock = await api.startStock();
  await api.sdk.userRoles.createNewRoleOrAddPermissions("admin", []);
});
afterAll(() => api.close());

beforeEach(async () => {
  policy = admins;
  visitor = api.visitor();
  await requireOfTenant(null);
  await visitor.signUp();
});

const requireOfUser = (factorId: string) => api.sdk.multiFactorAuth.addToRequiredSecondaryFactorsForUser(visitor.userId(), factorId);
const requireOfTenant = (requiredSecondaryFactors: string[] | null) =>
  api.sdk.multitenancy.createOrUpdateTenant("public", { requiredSecondaryFactors });
const makeAdmin = () => api.sdk.userRoles.addRoleToUser("public", visitor.userId(), "admin");

interface Factors {
  next: string[];
  alreadySetup: string[];
  allowedToSetup: string[];
}

async function factors(of: Visitor): Promise<Factors> {
  const { body } = await of.mfaInfo();
  return body["factors"] as Factors;
}

async function expectTotpFirst(thief: Visitor) {
  expect(await factors(thief)).toMatchObject({ next: ["totp"], allowedToSetup: [] });
  const answer = await thief.completeEmailCode(`thief-of-${thief.email}`);
  expect(answer).toMatchObject({ status: 403, body: { claimValidationErrors: [{ id: "st-mfa" }] } });
  const owner = await api.sdk.supertokens.getUser(thief.userId());
  expect(owner?.emails).toEqual([thief.email]);
}

describe("a password alone adds no factor beside a device", () => {
  let phone: Authenticator;
  beforeEach(async () => {
    phone = await visitor.addDevice("Phone");
  });

  const ways: [string, () => RequireTotpPolicy, () => Promise<unknown>][] = [
    [
      "whenEnabled(), for a user who turned TOTP on and must also enter codes by e-mail",
      requireTotp.whenEnabled,
      async () => {
        await requireOfUser("totp");
        await requireOfUser("otp-email");
      },
    ],
    [
      "forRoles().inTenantsRequiringTotp(), in a tenant that requires codes by e-mail and TOTP",
      () => admins.inTenantsRequiringTotp(),
      () => Promise.all([makeAdmin(), requireOfTenant(["otp-email", "totp"])]),
    ],
    [
      "the same tenant, for a user whom the policy doesn't cover",
      () => admins.inTenantsRequiringTotp(),
      () => requireOfTenant(["otp-email", "totp"]),
    ],
    [
      "forRoles(), in a tenant that requires codes by e-mail",
      () => admins,
      () => Promise.all([makeAdmin(), requireOfTenant(["otp-email"])]),
    ],
    ["the same tenant, for a user whom the policy doesn't cover but who has a device", () => admins, () => requireOfTenant(["otp-email"])],
  ];

  test.each(ways)("%s", async (_name, of, require) => {
    policy = of();
    await require();
    const thief = visitor.otherBrowser();
    await thief.signIn();
    await expectTotpFirst(thief);

    const owner = visitor.otherBrowser();
    await owner.signIn();
    expect((await owner.verifyTotp(phone.code())).body).toEqual({ status: "OK" });
    expect((await factors(owner)).next).toEqual(["otp-email"]);
    expect((await owner.completeEmailCode()).body).toMatchObject({ status: "OK" });
    expect(await owner.mayEnter()).toBe(true);
  });

  test("which the stock SDK grants in the tenant that requires codes by e-mail", async () => {
    await requireOfTenant(["otp-email"]);
    const thief = visitor.otherBrowser().at(stock);
    await thief.signIn();
    expect(await factors(thief)).toMatchObject({ next: ["otp-email"], alreadySetup: expect.arrayContaining(["totp"]) });
    expect((await factors(thief)).allowedToSetup).toContain("otp-email");
  });
});

describe("a user without a device", () => {
  test("sets up the other factor first, and TOTP last", async () => {
    await makeAdmin();
    await requireOfTenant(["otp-email"]);
    await visitor.signIn();
    expect(await factors(visitor)).toMatchObject({ next: ["otp-email"] });
    expect((await visitor.createDevice("Phone")).status).toBe(403);
  });

  test("whose device is pending is one, too", async () => {
    policy = requireTotp.whenEnabled();
    await visitor.addPendingDevice("Phone");
    await requireOfUser("totp");
    await requireOfUser("otp-email");
    await visitor.signIn();
    expect(await factors(visitor)).toMatchObject({ next: ["otp-email"] });
  });
});
