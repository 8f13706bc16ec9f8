import type { SessionRequest } from "supertokens-node/framework/express/index.js";
import { verifySession } from "supertokens-node/recipe/session/framework/express/index.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refetchMfaClaimForUser, requireTotp, totpMfa } from "../../src/server.js";
import { startApi, type Api } from "../support/api.js";
import type { Visitor } from "../support/visitor.js";

let api: Api;

beforeAll(async () => {
  api = await startApi({
    plugins: [totpMfa({ require: requireTotp.forRoles("admin", "auditor") })],
    routes(app) {
      app.post("/note", verifySession(), async (request: SessionRequest, response) => {
        await request.session?.mergeIntoAccessTokenPayload({ note: "seen" });
        response.json({});
      });
    },
  });
  await api.sdk.userRoles.createNewRoleOrAddPermissions("admin", []);
  await api.sdk.userRoles.createNewRoleOrAddPermissions("auditor", []);
});
afterAll(() => api.close());

const give = (visitor: Visitor, role = "admin") => api.sdk.userRoles.addRoleToUser("public", visitor.userId(), role);
const take = (visitor: Visitor, role = "admin") => api.sdk.userRoles.removeUserRole("public", visitor.userId(), role);

async function signedUp(): Promise<Visitor> {
  const visitor = api.visitor();
  await visitor.signUp();
  return visitor;
}

describe("at sign-in", () => {
  test("a user without the role isn't asked", async () => {
    const visitor = await signedUp();
    expect(visitor.claim()).toMatchObject({ v: true });
    expect(visitor.claim().c).not.toHaveProperty("totp");
    expect(await visitor.mayEnter()).toBe(true);
  });

  test.each(["admin", "auditor"])("a user with the role %s is asked, and let in once TOTP is complete", async (role) => {
    const visitor = await signedUp();
    await give(visitor, role);
    await visitor.signIn();
    expect(visitor.claim().v).toBe(false);
    expect(await visitor.mayEnter()).toBe(false);

    await visitor.addDevice("Phone");
    expect(visitor.claim()).toMatchObject({ v: true, c: { totp: expect.closeTo(Date.now() / 1000, -1) } });
    expect(await visitor.mayEnter()).toBe(true);
  });

  test("an admin who has a device is challenged, and a wrong code doesn't do", async () => {
    const visitor = await signedUp();
    await give(visitor);
    await visitor.signIn();
    const phone = await visitor.addDevice("Phone");

    await visitor.signIn();
    expect(await visitor.mfaInfo()).toMatchObject({ body: { factors: { next: ["totp"], alreadySetup: ["emailpassword", "totp"] } } });
    expect((await visitor.verifyTotp(phone.wrongCode())).body).toMatchObject({ status: "INVALID_TOTP_ERROR" });
    expect(await visitor.mayEnter()).toBe(false);
    expect((await visitor.verifyTotp(phone.code())).body).toEqual({ status: "OK" });
    expect(await visitor.mayEnter()).toBe(true);
  });
});

describe("while signed in", () => {
  test("a role that is given is honoured at the next claim refetch", async () => {
    const visitor = await signedUp();
    await give(visitor);
    expect(await visitor.mayEnter()).toBe(true);
    await visitor.mfaInfo();
    expect(visitor.claim().v).toBe(false);
    expect(await visitor.mayEnter()).toBe(false);
  });

  test("a role that is taken is honoured at the next claim refetch", async () => {
    const visitor = await signedUp();
    await give(visitor);
    await visitor.signIn();
    await take(visitor);
    expect(await visitor.mayEnter()).toBe(false);
    expect((await visitor.mfaInfo()).body).toMatchObject({ factors: { next: [] } });
    expect(await visitor.mayEnter()).toBe(true);
  });

  test("refetchMfaClaimForUser forces a new role on every session of the user, on every tenant, and on nobody else's", async () => {
    await api.sdk.multitenancy.createOrUpdateTenant("branch", { firstFactors: ["emailpassword"] });
    const laptop = await signedUp();
    await api.sdk.multitenancy.associateUserToTenant("branch", api.sdk.supertokens.convertToRecipeUserId(laptop.userId()));
    const tablet = laptop.otherBrowser();
    const branch = laptop.otherBrowser();
    const stranger = await signedUp();
    await tablet.signIn();
    await branch.signIn("branch");
    await give(laptop);
    await api.sdk.userRoles.addRoleToUser("branch", laptop.userId(), "admin");

    expect(await refetchMfaClaimForUser(laptop.userId())).toBe(3);
    expect((await api.storedClaims(laptop.userId())).map(({ v }) => v)).toEqual([false, false, false]);
    for (const browser of [laptop, tablet, branch, stranger]) await browser.refresh();
    expect([laptop, tablet, branch].map((browser) => browser.claim().v)).toEqual([false, false, false]);
    expect(await tablet.mayEnter()).toBe(false);
    expect(await stranger.mayEnter()).toBe(true);
  });

  test("refetchMfaClaimForUser lets sessions in again, and keeps the factors that they completed", async () => {
    const visitor = await signedUp();
    await give(visitor);
    await visitor.signIn();
    const other = visitor.otherBrowser();
    await other.signIn();
    await visitor.addDevice("Phone");
    const completed = visitor.claim().c;
    await take(visitor);

    // The session of the sign-up counts as well.
    expect(await refetchMfaClaimForUser(visitor.userId())).toBe(3);
    expect((await api.storedClaims(visitor.userId())).map(({ v }) => v)).toEqual([true, true, true]);
    await other.refresh();
    await visitor.refresh();
    expect(await other.mayEnter()).toBe(true);
    expect(visitor.claim()).toEqual({ c: completed, v: true });
  });
});

test("a token from before the role writes its payload back, and the next refresh asks for TOTP all the same", async () => {
  const visitor = await signedUp();
  await give(visitor);
  await refetchMfaClaimForUser(visitor.userId());
  // What any change of the payload does, a role guard's refetch of its own claim among them.
  expect((await visitor.call("POST", "/note")).status).toBe(200);
  expect((await api.storedClaims(visitor.userId())).map(({ v }) => v)).toEqual([true]);

  await visitor.refresh();
  expect(visitor.claim().v).toBe(false);
  expect(await visitor.mayEnter()).toBe(false);
});

test("a sign-in that waits for TOTP is let in at its next refresh, once the role was taken", async () => {
  const visitor = await signedUp();
  await give(visitor);
  await visitor.signIn();
  await visitor.refresh();
  expect(visitor.claim().v).toBe(false);
  await take(visitor);
  await visitor.refresh();
  expect(visitor.claim().v).toBe(true);
});

test("refetchMfaClaimForUser leaves a session without an MFA claim to its next request", async () => {
  const visitor = await signedUp();
  const recipeUserId = api.sdk.supertokens.convertToRecipeUserId(visitor.userId());
  await api.sdk.session.createNewSessionWithoutRequestResponse("public", recipeUserId);
  expect(await refetchMfaClaimForUser(visitor.userId())).toBe(1);
});

test("the panel is told which role requires TOTP, and offers no switch", async () => {
  const visitor = await signedUp();
  expect((await visitor.settings()).body).toEqual({
    status: "OK",
    enabled: false,
    required: false,
    canDisable: false,
    canToggle: false,
    lastDevice: "TURNS_OFF",
    freshForSeconds: 300,
    recoveryCodes: null,
  });

  await give(visitor, "auditor");
  await visitor.signIn();
  await visitor.addDevice("Phone");
  expect((await visitor.settings()).body).toEqual({
    status: "OK",
    enabled: false,
    required: true,
    reason: { code: "ROLE", role: "auditor" },
    canDisable: false,
    canToggle: false,
    lastDevice: "REFUSED",
    freshForSeconds: 300,
    recoveryCodes: null,
  });
  expect((await visitor.disable()).body).toEqual({ status: "TOTP_REQUIRED_ERROR", reason: { code: "ROLE", role: "auditor" } });
  expect((await visitor.enable()).body).toMatchObject({ status: "GENERAL_ERROR" });
});

test("forRoles refuses to cover nobody", () => {
  const untyped: (...roles: string[]) => unknown = Reflect.get(requireTotp, "forRoles");
  expect(() => untyped()).toThrow(TypeError);
  for (const noRole of ["", " ", undefined, null, ["admin"]]) expect(() => untyped("auditor", noRole as string)).toThrow(TypeError);
});
