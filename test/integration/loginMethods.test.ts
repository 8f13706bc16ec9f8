import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startApi, type Api } from "../support/api.js";

let api: Api;
beforeAll(async () => {
  api = await startApi({
    withAcme: true,
    withEmailCodes: true,
    emailVerification: "OPTIONAL",
    mfa: { firstFactors: ["emailpassword", "thirdparty", "otp-email"] },
    accountLinking: {
      shouldDoAutomaticAccountLinking: (_account, _user, session) =>
        Promise.resolve({ shouldAutomaticallyLink: true, shouldRequireVerification: session === undefined }),
    },
  });
});
afterAll(() => api.close());

const loginMethods = async (userId: string) =>
  ((await api.sdk.supertokens.getUser(userId))?.loginMethods ?? []).map((method) => method.recipeId).sort();

// The stock SDK on the embedded core: what the tests of the plugin stand on.
describe("the stock SDK", () => {
  test("takes a code by e-mail for a second factor, and links its address to the session's user", async () => {
    const visitor = api.visitor();
    await visitor.signUp();
    await api.sdk.multiFactorAuth.addToRequiredSecondaryFactorsForUser(visitor.userId(), "otp-email");
    await visitor.signIn();
    expect(visitor.claim().v).toBe(false);
    const answer = await visitor.completeEmailCode("somebody-else@example.com");
    expect(answer.body).toMatchObject({ status: "OK", createdNewRecipeUser: true });
    expect(visitor.claim()).toMatchObject({ c: { "otp-email": expect.any(Number) }, v: true });
    expect(await loginMethods(visitor.userId())).toEqual(["emailpassword", "passwordless"]);
  });

  test("takes a code by e-mail for a first factor", async () => {
    const visitor = api.visitor();
    expect((await visitor.completeEmailCode()).body).toMatchObject({ status: "OK", createdNewRecipeUser: true });
    expect(await loginMethods(visitor.userId())).toEqual(["passwordless"]);
  });

  test("links a password to a social login of the same address once that is verified", async () => {
    const withPassword = api.visitor();
    await withPassword.signUp();
    const { email } = withPassword;
    const social = await api.sdk.thirdParty.manuallyCreateOrUpdateUser("public", "acme", "acme-1", email, true);
    if (social.status !== "OK") throw new Error(social.status);
    expect(social.user.id).not.toBe(withPassword.userId());

    const recipeUserId = api.sdk.supertokens.convertToRecipeUserId(withPassword.userId());
    const { emailVerification } = api.sdk;
    const created = await emailVerification.createEmailVerificationToken("public", recipeUserId, email);
    if (created.status !== "OK") throw new Error(created.status);
    await emailVerification.verifyEmailUsingToken("public", created.token);
    await withPassword.signIn();
    expect(withPassword.userId()).toBe(social.user.id);
    const byAcme = withPassword.otherBrowser();
    await byAcme.signInWithAcme({ userId: "acme-1", email });
    expect(byAcme.userId()).toBe(social.user.id);
    expect(await loginMethods(social.user.id)).toEqual(["emailpassword", "thirdparty"]);
  });
});
