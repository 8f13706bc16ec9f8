import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { JsonObject } from "../../demo/core/json.js";
import { obj, signUp, START, startTestCore, str, unique, type TestCore } from "./support.js";

let t: TestCore;
beforeAll(async () => {
  t = await startTestCore();
});
beforeEach(() => {
  t.clock.now = START;
});
afterAll(() => t.core.close());

const address = () => `${unique("u")}@example.com`;
const createCode = async (target: JsonObject, tenant = "public") => (await t.post(`/${tenant}/recipe/signinup/code`, target)).body;
const consume = (code: JsonObject, change: JsonObject = {}, tenant = "public") => {
  const { preAuthSessionId, deviceId, userInputCode } = code;
  return t.post(`/${tenant}/recipe/signinup/code/consume`, { preAuthSessionId, deviceId, userInputCode, ...change });
};
const devices = async (query: Record<string, string>) => (await t.get("/public/recipe/signinup/codes", query)).body.devices;
/** A code of six digits that isn't the one that was sent. */
const other = (code: JsonObject) => (code.userInputCode === "000000" ? "111111" : "000000");

describe("asking for a code", () => {
  test("answers what the user gets, and what keeps it apart from other sign-ins", async () => {
    expect(await createCode({ email: address() })).toEqual({
      status: "OK",
      preAuthSessionId: expect.stringMatching(/^[\w-]{43}$/),
      deviceId: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
      codeId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      userInputCode: expect.stringMatching(/^\d{6}$/),
      linkCode: expect.stringMatching(/^[\w-]{43}$/),
      timeCreated: START,
      codeLifetime: 900_000,
    });
  });

  test("is listed without the codes themselves", async () => {
    const email = address();
    const { preAuthSessionId, deviceId, codeId } = await createCode({ email });
    const listed = [
      { preAuthSessionId, failedCodeInputAttemptCount: 0, email, codes: [{ codeId, timeCreated: START, codeLifetime: 900_000 }] },
    ];
    expect(await devices({ email: email.toUpperCase() })).toEqual(listed);
    expect(await devices({ preAuthSessionId: str(preAuthSessionId) })).toEqual(listed);
    expect(await devices({ deviceId: str(deviceId) })).toEqual(listed);
    expect(await devices({ email: address() })).toEqual([]);
  });

  test("again for the same device adds a code; for an unknown one it starts over", async () => {
    const first = await createCode({ email: address() });
    const second = await createCode({ deviceId: str(first.deviceId) });
    expect(second.preAuthSessionId).toBe(first.preAuthSessionId);
    expect(second.userInputCode).not.toBe(first.userInputCode);
    expect(await createCode({ deviceId: "AAAA" })).toEqual({ status: "RESTART_FLOW_ERROR" });
  });

  test.each([[{}], [{ email: "a@example.com", phoneNumber: "+49123" }], [{ email: "a@example.com", deviceId: "AAAA" }]])(
    "for %j is a 400",
    async (target) => {
      expect(await t.post("/public/recipe/signinup/code", target)).toMatchObject({
        status: 400,
        text: "Please provide exactly one of email, phoneNumber or deviceId\n",
      });
    },
  );
});

describe("using a code", () => {
  test("the first time makes a user whose address is verified, later times find it", async () => {
    const email = address();
    const code = await createCode({ email });
    const { body } = await consume(code);
    expect(body).toEqual({
      status: "OK",
      createdNewUser: true,
      user: expect.objectContaining({
        isPrimaryUser: false,
        emails: [email],
        phoneNumbers: [],
        loginMethods: [
          {
            tenantIds: ["public"],
            recipeUserId: body.recipeUserId,
            verified: true,
            timeJoined: START,
            recipeId: "passwordless",
            email,
          },
        ],
      }),
      recipeUserId: obj(body.user).id,
      consumedDevice: { preAuthSessionId: code.preAuthSessionId, failedCodeInputAttemptCount: 0, email },
    });
    const again = (await consume(await createCode({ email: email.toUpperCase() }))).body;
    expect(again).toMatchObject({ createdNewUser: false, recipeUserId: body.recipeUserId });
  });

  test("with a phone number works alike", async () => {
    const { body } = await consume(await createCode({ phoneNumber: "+491234567" }));
    expect(body.user).toMatchObject({ emails: [], phoneNumbers: ["+491234567"], loginMethods: [{ verified: true }] });
    const found = await t.get("/public/users/by-accountinfo", { phoneNumber: "+491234567", doUnionOfAccountInfo: "false" });
    expect(found.body.users).toEqual([body.user]);
  });

  test("an address signed up with a password makes another user", async () => {
    const user = await signUp(t);
    const { body } = await consume(await createCode({ email: user.email }));
    expect(body).toMatchObject({ createdNewUser: true });
    expect(body.recipeUserId).not.toBe(user.id);
  });

  test("works once, and takes the address's other codes along", async () => {
    const email = address();
    const [first, second] = [await createCode({ email }), await createCode({ email })];
    expect((await consume(first)).body.status).toBe("OK");
    expect((await consume(first)).body).toEqual({ status: "RESTART_FLOW_ERROR" });
    expect((await consume(second)).body).toEqual({ status: "RESTART_FLOW_ERROR" });
  });

  test("of several at once, one succeeds", async () => {
    const code = await createCode({ email: address() });
    const answers = await Promise.all(Array.from({ length: 8 }, () => consume(code)));
    expect(answers.filter(({ body }) => body.status === "OK")).toHaveLength(1);
  });

  test("by its link needs no device", async () => {
    const { preAuthSessionId, linkCode } = await createCode({ email: address() });
    const body = { preAuthSessionId, linkCode };
    expect((await t.post("/public/recipe/signinup/code/consume", body)).body).toMatchObject({ status: "OK", createdNewUser: true });
    expect((await t.post("/public/recipe/signinup/code/consume", body)).body).toEqual({ status: "RESTART_FLOW_ERROR" });
  });

  test("a wrong one is counted, and the fifth starts over", async () => {
    const code = await createCode({ email: address() });
    for (let count = 1; count < 5; count += 1) {
      expect((await consume(code, { userInputCode: other(code) })).body).toEqual({
        status: "INCORRECT_USER_INPUT_CODE_ERROR",
        failedCodeInputAttemptCount: count,
        maximumCodeInputAttemptCount: 5,
      });
    }
    expect((await consume(code, { userInputCode: other(code) })).body).toEqual({ status: "RESTART_FLOW_ERROR" });
    expect((await consume(code)).body).toEqual({ status: "RESTART_FLOW_ERROR" });
  });

  test("after 15 minutes is EXPIRED_USER_INPUT_CODE_ERROR, and counted too", async () => {
    const code = await createCode({ email: address() });
    t.clock.advance(900_000 - 1);
    expect((await consume(code, { userInputCode: other(code) })).body.status).toBe("INCORRECT_USER_INPUT_CODE_ERROR");
    t.clock.advance(1);
    expect((await consume(code)).body).toEqual({
      status: "EXPIRED_USER_INPUT_CODE_ERROR",
      failedCodeInputAttemptCount: 2,
      maximumCodeInputAttemptCount: 5,
    });
  });

  test("can be checked without being used", async () => {
    const email = address();
    const { preAuthSessionId, deviceId, userInputCode } = await createCode({ email });
    const check = () => t.post("/public/recipe/signinup/code/check", { preAuthSessionId, deviceId, userInputCode });
    const consumedDevice = { preAuthSessionId, failedCodeInputAttemptCount: 0, email };
    expect((await check()).body).toEqual({ status: "OK", consumedDevice });
    expect((await check()).body.status).toBe("OK");
  });

  test("counts in its own tenant", async () => {
    const tenantId = unique("t");
    await t.put("/recipe/multitenancy/tenant/v2", { tenantId });
    const code = await createCode({ email: address() }, tenantId);
    expect((await consume(code)).body).toEqual({ status: "RESTART_FLOW_ERROR" });
    expect((await consume(code, {}, tenantId)).body.user).toMatchObject({ tenantIds: [tenantId] });
  });

  test("for another device, or in two ways at once, is a 400", async () => {
    const [code, { deviceId }] = [await createCode({ email: address() }), await createCode({ email: address() })];
    expect(await consume(code, { deviceId: str(deviceId) })).toMatchObject({
      status: 400,
      text: "preAuthSessionId and deviceId doesn't match\n",
    });
    expect((await consume(code, { linkCode: str(code.linkCode) })).status).toBe(400);
    expect((await t.post("/public/recipe/signinup/code/consume", { preAuthSessionId: code.preAuthSessionId })).status).toBe(400);
  });
});

describe("taking codes back", () => {
  test("all of an address", async () => {
    const email = address();
    const code = await createCode({ email });
    expect((await t.post("/public/recipe/signinup/codes/remove", { email })).body).toEqual({ status: "OK" });
    expect((await consume(code)).body).toEqual({ status: "RESTART_FLOW_ERROR" });
  });

  test("one of two leaves the other; the last one takes the device along", async () => {
    const email = address();
    const first = await createCode({ email });
    const second = await createCode({ deviceId: str(first.deviceId) });
    const revoke = (codeId: unknown) => t.post("/public/recipe/signinup/code/remove", { codeId });
    await revoke(first.codeId);
    expect(await devices({ email })).toMatchObject([{ codes: [{ codeId: second.codeId }] }]);
    await revoke(second.codeId);
    expect(await devices({ email })).toEqual([]);
  });
});
