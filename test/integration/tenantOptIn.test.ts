import { afterAll, beforeAll, expect, test } from "vitest";
import { enableTotpForUser, isTotpEnabledForUser, requireTotp, totpMfa } from "../../src/server.js";
import { startApi, type Api } from "../support/api.js";
import type { Visitor } from "../support/visitor.js";

/** `whenEnabled().inTenantsRequiringTotp()`, for one user in two tenants. */
let api: Api;

beforeAll(async () => {
  api = await startApi({ plugins: [totpMfa({ require: requireTotp.whenEnabled().inTenantsRequiringTotp() })] });
  const firstFactors = ["emailpassword"];
  await api.sdk.multitenancy.createOrUpdateTenant("bank", { firstFactors, requiredSecondaryFactors: ["totp"] });
  await api.sdk.multitenancy.createOrUpdateTenant("blog", { firstFactors });
});
afterAll(() => api.close());

async function inBoth(): Promise<[Visitor, Visitor]> {
  const atBank = api.visitor();
  await atBank.signUp("bank");
  await api.sdk.multitenancy.associateUserToTenant("blog", api.sdk.supertokens.convertToRecipeUserId(atBank.userId()));
  const atBlog = atBank.otherBrowser();
  await atBlog.signIn("blog");
  return [atBank, atBlog];
}

test("a user who turned nothing on is asked in neither tenant", async () => {
  const [atBank, atBlog] = await inBoth();
  expect([atBank.claim().v, atBlog.claim().v]).toEqual([true, true]);
});

test("a first device, set up anywhere, turns it on where the tenant asks for it", async () => {
  const [atBank, atBlog] = await inBoth();
  await atBlog.addDevice("Phone");
  expect(await isTotpEnabledForUser(atBlog.userId())).toBe(true);
  await atBank.signIn("bank");
  await atBlog.signIn("blog");
  expect([atBank.claim().v, atBlog.claim().v]).toEqual([false, true]);
  expect([await atBank.mayEnter(), await atBlog.mayEnter()]).toEqual([false, true]);
});

test("the setting is neither hidden nor taken for required where the tenant doesn't ask", async () => {
  const [, atBlog] = await inBoth();
  await atBlog.addDevice("Phone");
  expect((await atBlog.settings()).body).toMatchObject({
    enabled: true,
    required: false,
    canToggle: true,
    canDisable: true,
    lastDevice: "TURNS_OFF",
  });
});

test("TOTP turned on by an administrator sends the user to set it up, where the tenant asks for it", async () => {
  const [atBank, atBlog] = await inBoth();
  await enableTotpForUser(atBank.userId());
  await atBank.signIn("bank");
  await atBlog.signIn("blog");
  expect((await atBank.mfaInfo()).body).toMatchObject({ factors: { next: ["totp"], allowedToSetup: ["totp"] } });
  expect((await atBlog.mfaInfo()).body).toMatchObject({ factors: { next: [] } });
});

test("turning it off in one tenant turns it off in the other, too", async () => {
  const [atBank, atBlog] = await inBoth();
  await atBlog.addDevice("Phone");
  expect((await atBlog.disable()).body).toEqual({ status: "OK" });
  await atBank.signIn("bank");
  expect(atBank.claim().v).toBe(true);
});
