import supertokens from "supertokens-node";
import EmailPassword from "supertokens-node/recipe/emailpassword";
import MultiFactorAuth from "supertokens-node/recipe/multifactorauth";
import Multitenancy from "supertokens-node/recipe/multitenancy";
import Session from "supertokens-node/recipe/session";
import { PrimitiveClaim } from "supertokens-node/recipe/session/claims";
import ThirdParty from "supertokens-node/recipe/thirdparty";
import Totp from "supertokens-node/recipe/totp";
import UserMetadata from "supertokens-node/recipe/usermetadata";
import UserRoles from "supertokens-node/recipe/userroles";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startCore, type RunningCore } from "../../demo/core/server.js";
import { totpCode, unique, wrongCode } from "./support.js";

/**
 * The real SDK against the embedded core. The SDK checks access tokens by the system clock, so the
 * core runs by it too, but for the one offset a test may set.
 */
let core: RunningCore;
let offset = 0;
const now = () => Date.now() + offset;

beforeAll(async () => {
  core = await startCore({ port: 0, now });
  supertokens.init({
    framework: "express",
    supertokens: { connectionURI: core.url },
    appInfo: { appName: "Contract", apiDomain: "http://127.0.0.1:4100", websiteDomain: "http://127.0.0.1:4101" },
    telemetry: false,
    recipeList: [
      EmailPassword.init(),
      ThirdParty.init(),
      Session.init(),
      UserMetadata.init(),
      UserRoles.init(),
      Multitenancy.init(),
      MultiFactorAuth.init({ firstFactors: ["emailpassword", "thirdparty"] }),
      Totp.init({ issuer: "Contract" }),
    ],
  });
});
afterAll(() => core.close());

const PASSWORD = "Passw0rd!";

async function newUser(tenant = "public") {
  const answer = await EmailPassword.signUp(tenant, `${unique("u")}@example.com`, PASSWORD);
  if (answer.status !== "OK") throw new Error(answer.status);
  return answer;
}

async function newSession(payload: Record<string, unknown> = {}) {
  const { user, recipeUserId } = await newUser();
  const session = await Session.createNewSessionWithoutRequestResponse("public", recipeUserId, payload);
  return { session, userId: user.id, handle: session.getHandle() };
}

async function newDevice(userId: string) {
  const device = await Totp.createDevice(userId);
  if (device.status !== "OK") throw new Error(device.status);
  return device;
}

describe("users", () => {
  test("sign up, sign in, and are found", async () => {
    const { user } = await newUser();
    const [email = ""] = user.emails;
    expect(await EmailPassword.signIn("public", email, PASSWORD)).toMatchObject({
      status: "OK",
      user: { id: user.id },
    });
    expect((await EmailPassword.signIn("public", email, "Wrong123!")).status).toBe("WRONG_CREDENTIALS_ERROR");
    expect((await supertokens.getUser(user.id))?.emails).toEqual([email]);
    expect(await supertokens.listUsersByAccountInfo("public", { email })).toHaveLength(1);
    const { users } = await supertokens.getUsersNewestFirst({ tenantId: "public", limit: 1 });
    expect(users.map(({ id }) => id)).toEqual([user.id]);
    expect(await supertokens.getUserCount()).toBeGreaterThan(0);
  });

  test("sign in with a third party", async () => {
    const signInUp = (id: string) => ThirdParty.manuallyCreateOrUpdateUser("public", "acme", id, "someone@example.com", true);
    const id = unique("acme");
    const first = await signInUp(id);
    expect(first).toMatchObject({ status: "OK", createdNewRecipeUser: true });
    expect(await signInUp(id)).toMatchObject({ status: "OK", createdNewRecipeUser: false });
    const thirdParty = { id: "acme", userId: id };
    const [found] = await supertokens.listUsersByAccountInfo("public", { thirdParty });
    expect(found?.loginMethods[0]).toMatchObject({ recipeId: "thirdparty", thirdParty, verified: true });
  });

  test("change their password, and reset it", async () => {
    const { user, recipeUserId } = await newUser();
    const [email = ""] = user.emails;
    const change = await EmailPassword.updateEmailOrPassword({ recipeUserId, password: "Second123" });
    expect(change.status).toBe("OK");
    expect((await EmailPassword.signIn("public", email, "Second123")).status).toBe("OK");
    const reset = await EmailPassword.createResetPasswordToken("public", user.id, email);
    if (reset.status !== "OK") throw new Error(reset.status);
    expect((await EmailPassword.resetPasswordUsingToken("public", reset.token, "Third1234")).status).toBe("OK");
    expect((await EmailPassword.signIn("public", email, "Third1234")).status).toBe("OK");
  });

  test("are deleted", async () => {
    const { user } = await newUser();
    expect(await supertokens.deleteUser(user.id)).toEqual({ status: "OK" });
    expect(await supertokens.getUser(user.id)).toBeUndefined();
  });
});

describe("sessions", () => {
  test("are created, and checked with the database", async () => {
    const { session, userId, handle } = await newSession({ plan: "pro" });
    const found = await Session.getSessionWithoutRequestResponse(session.getAccessToken(), undefined, {
      checkDatabase: true,
      overrideGlobalClaimValidators: () => [],
    });
    expect(found?.getUserId()).toBe(userId);
    expect(found?.getHandle()).toBe(handle);
    expect(found?.getAccessTokenPayload()).toMatchObject({ plan: "pro" });
  });

  test("are refreshed, and end when a used token comes back", async () => {
    const { session } = await newSession();
    const { refreshToken: first = "" } = session.getAllSessionTokensDangerously();
    const second = await Session.refreshSessionWithoutRequestResponse(first, true);
    const { refreshToken = "" } = second.getAllSessionTokensDangerously();
    await Session.refreshSessionWithoutRequestResponse(refreshToken, true);
    await expect(Session.refreshSessionWithoutRequestResponse(first, true)).rejects.toMatchObject({
      type: "TOKEN_THEFT_DETECTED",
    });
  });

  test("carry data, in the database and in the token", async () => {
    const { handle } = await newSession({ a: 1 });
    expect(await Session.updateSessionDataInDatabase(handle, { note: "x" })).toBe(true);
    expect(await Session.mergeIntoAccessTokenPayload(handle, { b: 2 })).toBe(true);
    expect(await Session.getSessionInformation(handle)).toMatchObject({
      sessionHandle: handle,
      sessionDataInDatabase: { note: "x" },
      customClaimsInAccessTokenPayload: { a: 1, b: 2 },
      tenantId: "public",
    });
  });

  test("carry claims", async () => {
    const { handle } = await newSession();
    const claim = new PrimitiveClaim<string>({ key: "plan", fetchValue: () => "pro" });
    expect(await Session.fetchAndSetClaim(handle, claim)).toBe(true);
    expect(await Session.getClaimValue(handle, claim)).toEqual({ status: "OK", value: "pro" });
    expect(await Session.removeClaim(handle, claim)).toBe(true);
    expect(await Session.getClaimValue(handle, claim)).toEqual({ status: "OK", value: undefined });
  });

  test("are listed and revoked, one or all", async () => {
    const { userId, handle } = await newSession();
    const recipeUserId = supertokens.convertToRecipeUserId(userId);
    await Session.createNewSessionWithoutRequestResponse("public", recipeUserId);
    expect(await Session.getAllSessionHandlesForUser(userId)).toHaveLength(2);
    expect(await Session.revokeSession(handle)).toBe(true);
    expect(await Session.revokeSession(handle)).toBe(false);
    expect(await Session.revokeAllSessionsForUser(userId)).toHaveLength(1);
    expect(await Session.getSessionInformation(handle)).toBeUndefined();
  });
});

describe("TOTP", () => {
  test("a device is created, verified, used, renamed and removed", async () => {
    const { user } = await newUser();
    const { deviceName, secret, qrCodeString } = await newDevice(user.id);
    expect(qrCodeString).toContain(`?secret=${secret}&issuer=Contract&digits=6&period=30`);

    const verification = await Totp.verifyDevice("public", user.id, deviceName, totpCode(secret, now()));
    expect(verification).toMatchObject({ status: "OK", wasAlreadyVerified: false });
    expect(await Totp.verifyTOTP("public", user.id, totpCode(secret, now() + 30_000))).toMatchObject({ status: "OK" });

    const rename = await Totp.updateDevice(user.id, deviceName, "Phone");
    expect(rename.status).toBe("OK");
    const { devices } = await Totp.listDevices(user.id);
    expect(devices).toEqual([{ name: "Phone", period: 30, skew: 1, verified: true }]);
    expect(await Totp.removeDevice(user.id, "Phone")).toMatchObject({ status: "OK", didDeviceExist: true });
    expect(await Totp.verifyTOTP("public", user.id, "123456")).toMatchObject({ status: "UNKNOWN_USER_ID_ERROR" });
  });

  test("the sixth wrong code is limited, and the limit ends", async () => {
    const { user } = await newUser();
    const { deviceName, secret } = await newDevice(user.id);
    const wrong = wrongCode(secret, now());
    for (let count = 1; count <= 5; count += 1) {
      expect(await Totp.verifyDevice("public", user.id, deviceName, wrong)).toMatchObject({
        status: "INVALID_TOTP_ERROR",
        currentNumberOfFailedAttempts: count,
      });
    }
    const limited = await Totp.verifyDevice("public", user.id, deviceName, wrong);
    if (limited.status !== "LIMIT_REACHED_ERROR") throw new Error(limited.status);
    offset += limited.retryAfterMs;
    const right = await Totp.verifyDevice("public", user.id, deviceName, totpCode(secret, now()));
    expect(right.status).toBe("OK");
  });
});

test("required factors are kept in the user's metadata", async () => {
  const { user } = await newUser();
  await UserMetadata.updateUserMetadata(user.id, { theme: "dark" });
  await MultiFactorAuth.addToRequiredSecondaryFactorsForUser(user.id, "totp");
  expect(await MultiFactorAuth.getRequiredSecondaryFactorsForUser(user.id)).toEqual(["totp"]);
  await MultiFactorAuth.removeFromRequiredSecondaryFactorsForUser(user.id, "totp");
  expect(await MultiFactorAuth.getRequiredSecondaryFactorsForUser(user.id)).toEqual([]);
  expect((await UserMetadata.getUserMetadata(user.id)).metadata).toMatchObject({ theme: "dark" });
  await UserMetadata.clearUserMetadata(user.id);
  expect((await UserMetadata.getUserMetadata(user.id)).metadata).toEqual({});
});

test("roles reach the access token", async () => {
  const role = unique("role");
  const { user, recipeUserId } = await newUser();
  await UserRoles.createNewRoleOrAddPermissions(role, ["read"]);
  await UserRoles.addRoleToUser("public", user.id, role);
  expect((await UserRoles.getRolesForUser("public", user.id)).roles).toEqual([role]);
  expect(await UserRoles.getUsersThatHaveRole("public", role)).toEqual({ status: "OK", users: [user.id] });
  expect((await UserRoles.getRolesThatHavePermission("read")).roles).toContain(role);
  const session = await Session.createNewSessionWithoutRequestResponse("public", recipeUserId);
  expect(session.getAccessTokenPayload()).toMatchObject({ "st-role": { v: [role] }, "st-perm": { v: ["read"] } });
  await UserRoles.removePermissionsFromRole(role, ["read"]);
  expect(await UserRoles.removeUserRole("public", user.id, role)).toEqual({ status: "OK", didUserHaveRole: true });
  expect(await UserRoles.deleteRole(role)).toEqual({ status: "OK", didRoleExist: true });
  expect((await UserRoles.getAllRoles()).roles).not.toContain(role);
});

test("tenants have factors, providers and users", async () => {
  const tenantId = unique("t");
  const factors = { firstFactors: ["emailpassword"], requiredSecondaryFactors: ["totp"] };
  expect(await Multitenancy.createOrUpdateTenant(tenantId, factors)).toEqual({ status: "OK", createdNew: true });
  const clients = [{ clientId: "id" }];
  const provider = await Multitenancy.createOrUpdateThirdPartyConfig(tenantId, { thirdPartyId: "acme", clients });
  expect(provider).toEqual({ status: "OK", createdNew: true });
  expect(await Multitenancy.getTenant(tenantId)).toMatchObject({
    ...factors,
    thirdParty: { providers: [{ thirdPartyId: "acme", clients }] },
  });
  const found = await ThirdParty.getProvider(tenantId, "acme", undefined);
  expect(found?.config.clientId).toBe("id");
  expect(await Multitenancy.deleteThirdPartyConfig(tenantId, "acme")).toEqual({ status: "OK", didConfigExist: true });
  expect((await Multitenancy.listAllTenants()).tenants.map((tenant) => tenant.tenantId)).toContain(tenantId);

  const { user, recipeUserId } = await newUser();
  expect(await Multitenancy.associateUserToTenant(tenantId, recipeUserId)).toMatchObject({ status: "OK" });
  expect((await supertokens.getUser(user.id))?.tenantIds).toEqual(["public", tenantId]);
  const left = await Multitenancy.disassociateUserFromTenant(tenantId, recipeUserId);
  expect(left).toMatchObject({ status: "OK", wasAssociated: true });
  expect(await Multitenancy.deleteTenant(tenantId)).toEqual({ status: "OK", didExist: true });
  expect(await Multitenancy.getTenant(tenantId)).toBeUndefined();
});
