import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestCore, unique, type TestCore } from "./support.js";

const MFA_MESSAGE = "MFA feature is not enabled. Please subscribe to a SuperTokens core license key to enable this feature.\n";
const TENANT_MESSAGE = "Cannot use feature: multi_tenancy, because the license key is missing, or doesn't have this feature enabled.\n";

describe("without a licence", () => {
  let t: TestCore;
  beforeAll(async () => {
    t = await startTestCore({ mfaLicence: false });
  });
  afterAll(() => t.core.close());

  test.each([
    ["/recipe/totp/device", { userId: "u", skew: 1, period: 30 }],
    ["/recipe/totp/device/import", { userId: "u", skew: 1, period: 30, secretKey: "JBSWY3DPEHPK3PXP" }],
    ["/public/recipe/totp/verify", { userId: "u", totp: "123456" }],
  ])("POST %s is a 402 in plain text", async (path, body) => {
    const answer = await t.post(path, body);
    expect(answer).toMatchObject({ status: 402, text: MFA_MESSAGE });
    expect(answer.headers.get("content-type")).toBe("text/html;charset=UTF-8");
  });

  test("bad input is refused first", async () => {
    expect((await t.post("/recipe/totp/device", { userId: "u", skew: 1, period: 0 })).status).toBe(400);
  });

  test("listing, verifying and removing devices still answer", async () => {
    const device = { userId: "u", deviceName: "d" };
    const verification = await t.post("/public/recipe/totp/device/verify", { ...device, totp: "123456" });
    expect(verification.body).toEqual({ status: "UNKNOWN_DEVICE_ERROR" });
    expect((await t.get("/recipe/totp/device/list", { userId: "u" })).body).toEqual({ status: "OK", devices: [] });
    const removal = await t.post("/recipe/totp/device/remove", device);
    expect(removal.body).toEqual({ status: "OK", didDeviceExist: false });
  });

  test("no further tenant can be made, but public can be changed", async () => {
    const path = "/recipe/multitenancy/tenant/v2";
    expect(await t.put(path, { tenantId: "t1" })).toMatchObject({ status: 402, text: TENANT_MESSAGE });
    const change = await t.put(path, { tenantId: "public", requiredSecondaryFactors: ["totp"] });
    expect(change.body).toEqual({ status: "OK", createdNew: false });
  });

  test("roles, metadata, sign-up and sessions are free", async () => {
    const email = `${unique("u")}@example.com`;
    const answers = await Promise.all([
      t.put("/recipe/role", { role: "r" }),
      t.put("/recipe/user/metadata", { userId: "u", metadataUpdate: { a: 1 } }),
      t.post("/public/recipe/signup", { email, password: "Passw0rd!" }),
      t.get("/recipe/session/user", { userId: "u" }),
    ]);
    expect(answers.map((answer) => answer.body.status)).toEqual(["OK", "OK", "OK", "OK"]);
  });

  test("linking accounts is a 402", async () => {
    expect(await t.post("/recipe/accountlinking/user/primary", { recipeUserId: "u" })).toMatchObject({
      status: 402,
      text: "Account linking feature is not enabled for this app. Please contact support to enable it.\n",
    });
  });

  test("no paid feature is listed", async () => {
    expect((await t.get("/ee/featureflag")).body).toEqual({ status: "OK", features: [], usageStats: {} });
    expect((await t.get("/ee/license")).body).toEqual({ status: "NO_LICENSE_KEY_FOUND_ERROR" });
  });
});

test("with one, mfa and multi_tenancy are listed", async () => {
  const t = await startTestCore();
  try {
    const { body } = await t.get("/ee/featureflag");
    expect(body.features).toEqual(expect.arrayContaining(["mfa", "multi_tenancy"]));
    expect(body.usageStats).toEqual({ maus: Array.from({ length: 31 }, () => 0) });
  } finally {
    await t.core.close();
  }
});
