import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { refetchMfaClaimForUser, requireTotp, totpMfa } from "../../src/server.js";
import { startApi, type Api } from "../support/api.js";
import type { Visitor } from "../support/visitor.js";

/** An app that links accounts of one verified address, and whatever is authenticated within a session. */
let api: Api;
let stock: string;
let owner: Visitor;
let coreIsDown = false;
const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
const asked = vi.fn();

beforeAll(async () => {
  api = await startApi({
    plugins: [totpMfa({ require: requireTotp.whenEnabled() })],
    withAcme: true,
    withEmailCodes: true,
    emailVerification: "OPTIONAL",
    mfa: { firstFactors: ["emailpassword", "thirdparty", "otp-email"] },
    accountLinking: {
      shouldDoAutomaticAccountLinking: (...question) => {
        asked(...question);
        return Promise.resolve({ shouldAutomaticallyLink: true, shouldRequireVerification: question[2] === undefined });
      },
    },
    totp: {
      override: {
        functions: (original) => ({
          ...original,
          listDevices: (input) => (coreIsDown ? Promise.reject(new Error("The core is down")) : original.listDevices(input)),
        }),
      },
    },
  });
  stock = await api.startStock();
});
afterAll(() => api.close());

beforeEach(async () => {
  coreIsDown = false;
  owner = api.visitor();
  await owner.signUp();
  logged.mockClear();
});

/** A primary user with the owner's address, as an import or a social login makes one. */
async function makePrimary(email = owner.email): Promise<string> {
  const made = await api.sdk.thirdParty.manuallyCreateOrUpdateUser("public", "acme", `acme-of-${email}`, email, true);
  if (made.status !== "OK") throw new Error(made.status);
  expect(made.user.isPrimaryUser).toBe(true);
  return made.user.id;
}

/** The owner follows the link in the mail, after which SuperTokens tries to link. */
async function verifyAddress(of: Visitor) {
  const { emailVerification, supertokens } = api.sdk;
  const token = await emailVerification.createEmailVerificationToken("public", supertokens.convertToRecipeUserId(of.userId()), of.email);
  if (token.status !== "OK") throw new Error(token.status);
  await emailVerification.verifyEmailUsingToken("public", token.token);
}

/** Whether a sign-in with the password alone is still asked for TOTP, by the user that it always was. */
async function expectStillAsked(userId: string) {
  const thief = owner.otherBrowser();
  await thief.signIn();
  expect(thief.userId()).toBe(userId);
  expect(thief.claim().v).toBe(false);
  expect((await thief.createDevice("Thief")).status).toBe(403);
}

describe("an account with TOTP isn't linked into another user", () => {
  test("when its address is verified, nor at its next sign-in, and one line says so", async () => {
    const userId = owner.userId();
    await owner.addDevice("Phone");
    const primary = await makePrimary();
    await verifyAddress(owner);
    expect(logged.mock.calls).toEqual([[expect.stringMatching(`user ${userId} was not linked into user ${primary}`)]]);
    await expectStillAsked(userId);
  });

  test("when it has a device and TOTP is off", async () => {
    const userId = owner.userId();
    await owner.addDevice("Phone");
    expect((await owner.disable()).body).toEqual({ status: "OK" });
    await makePrimary();
    await verifyAddress(owner);
    expect((await api.sdk.supertokens.getUser(userId))?.id).toBe(userId);
  });

  test("when TOTP is on and there is no device yet", async () => {
    const userId = owner.userId();
    await api.sdk.multiFactorAuth.addToRequiredSecondaryFactorsForUser(userId, "totp");
    await makePrimary();
    await verifyAddress(owner);
    expect((await api.sdk.supertokens.getUser(userId))?.id).toBe(userId);
  });

  test("when it is authenticated within another user's session", async () => {
    const userId = owner.userId();
    await owner.addDevice("Phone");
    const other = api.visitor();
    await other.signUp();
    const answer = await other.auth("POST", "/signin", {
      formFields: [
        { id: "email", value: owner.email },
        { id: "password", value: "Passw0rd!" },
      ],
      shouldTryLinkingWithSessionUser: true,
    });
    expect(answer.body["status"]).not.toBe("OK");
    expect((await api.sdk.supertokens.getUser(userId))?.id).toBe(userId);
    await expectStillAsked(userId);
  });

  test("when the core can't say whether it uses TOTP", async () => {
    const userId = owner.userId();
    await makePrimary();
    coreIsDown = true;
    await verifyAddress(owner);
    coreIsDown = false;
    expect((await api.sdk.supertokens.getUser(userId))?.id).toBe(userId);
    expect(logged).toHaveBeenCalledWith(expect.stringMatching(/can't be read/), expect.any(Error));
  });

  test("unless the app links it by hand, and then the password alone is enough", async () => {
    const userId = owner.userId();
    await owner.addDevice("Phone");
    const primary = await makePrimary();
    const recipeUserId = api.sdk.supertokens.convertToRecipeUserId(userId);
    await api.sdk.accountLinking.linkAccounts(recipeUserId, primary);
    const thief = owner.otherBrowser().at(stock);
    await thief.signIn();
    expect(thief.userId()).toBe(primary);
    expect(thief.claim().v).toBe(true);
  });
});

describe("all else is linked as the app says", () => {
  test("an account without TOTP", async () => {
    const primary = await makePrimary();
    await verifyAddress(owner);
    await owner.signIn();
    expect(owner.userId()).toBe(primary);
    expect(logged).not.toHaveBeenCalled();
  });

  test("an account without TOTP into a user who has TOTP, who is asked for it then", async () => {
    const userId = owner.userId();
    await verifyAddress(owner);
    await owner.signIn();
    await owner.addDevice("Phone");
    const byAcme = owner.otherBrowser();
    await byAcme.signInWithAcme({ userId: `acme-${owner.email}`, email: owner.email });
    expect(byAcme.userId()).toBe(userId);
    expect(byAcme.claim().v).toBe(false);
  });

  test("a factor that is set up in the session of a user who has TOTP", async () => {
    const userId = owner.userId();
    await owner.addDevice("Phone");
    expect((await owner.completeEmailCode(`second-${owner.email}`)).body).toMatchObject({ status: "OK" });
    expect((await api.sdk.supertokens.getUser(userId))?.emails).toContain(`second-${owner.email}`);
  });

  test("also an address that belongs to another user stays refused to an account with TOTP", async () => {
    await owner.addDevice("Phone");
    await makePrimary(`other-${owner.email}`);
    const { accountLinking, supertokens } = api.sdk;
    const recipeUserId = supertokens.convertToRecipeUserId(owner.userId());
    expect(await accountLinking.isEmailChangeAllowed(recipeUserId, `other-${owner.email}`, false)).toBe(false);
  });

  test("and the app is asked with what SuperTokens asks", async () => {
    asked.mockClear();
    const primary = await makePrimary();
    await verifyAddress(owner);
    expect(asked.mock.lastCall?.[0]).toMatchObject({ recipeId: "emailpassword", email: owner.email });
    expect(asked.mock.lastCall?.[1]).toMatchObject({ id: primary });
    expect(asked.mock.lastCall?.slice(2)).toEqual([undefined, "public", expect.any(Object)]);
  });
});

test("refetchMfaClaimForUser reaches the sessions of every login method that is linked", async () => {
  const userId = owner.userId();
  await verifyAddress(owner);
  await owner.signIn();
  const byAcme = owner.otherBrowser();
  await byAcme.signInWithAcme({ userId: `acme-${owner.email}`, email: owner.email });
  expect(byAcme.userId()).toBe(userId);
  await api.sdk.multiFactorAuth.addToRequiredSecondaryFactorsForUser(userId, "otp-email");
  const handles = await api.sdk.session.getAllSessionHandlesForUser(userId);
  expect(await refetchMfaClaimForUser(userId)).toBe(handles.length);
  expect((await api.storedClaims(userId)).map(({ v }) => v)).toEqual(handles.map(() => false));
});
