import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  createDevice,
  importDevice,
  startTestCore,
  totpCode,
  unique,
  verifyCode,
  verifyDevice,
  wrongCode,
  type TestCore,
} from "./support.js";

let t: TestCore;
beforeAll(async () => {
  t = await startTestCore();
});
afterAll(() => t.core.close());

const list = async (userId: string) => (await t.get("/recipe/totp/device/list", { userId })).body.devices;
const verified = (userId: string, name: string, secret: string) => verifyDevice(t, userId, name, totpCode(secret, t.clock.now));

describe("creating a device", () => {
  test("answers the name and a secret of 20 random bytes in base32", async () => {
    const answer = await t.post("/recipe/totp/device", {
      userId: unique("u"),
      deviceName: "phone",
      skew: 1,
      period: 30,
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ status: "OK", deviceName: "phone", secret: expect.stringMatching(/^[A-Z2-7]{32}$/) });
  });

  test("two devices never share a secret", async () => {
    const userId = unique("u");
    const first = await createDevice(t, userId, "a");
    const second = await createDevice(t, userId, "b");
    expect(first.secret).not.toBe(second.secret);
  });

  test('without a name, devices are called "TOTP Device N" after the number of verified ones', async () => {
    const userId = unique("u");
    const first = await createDevice(t, userId);
    expect(first.name).toBe("TOTP Device 0");
    await verified(userId, first.name, first.secret);
    expect((await createDevice(t, userId)).name).toBe("TOTP Device 1");
    // Still pending, so the same name again.
    expect((await createDevice(t, userId)).name).toBe("TOTP Device 1");
  });

  test("a default name skips the names that verified devices hold", async () => {
    const userId = unique("u");
    await importDevice(t, userId, { name: "TOTP Device 1" });
    expect((await createDevice(t, userId)).name).toBe("TOTP Device 2");
  });

  test("a name held by a pending device is taken over, and the earlier secret is dead", async () => {
    const userId = unique("u");
    const first = await createDevice(t, userId, "phone");
    const second = await createDevice(t, userId, "phone");
    expect(second.secret).not.toBe(first.secret);
    expect(await list(userId)).toHaveLength(1);
    expect((await verified(userId, "phone", first.secret)).body.status).toBe("INVALID_TOTP_ERROR");
    expect((await verified(userId, "phone", second.secret)).body).toEqual({ status: "OK", wasAlreadyVerified: false });
  });

  test("a name held by a verified device is refused", async () => {
    const userId = unique("u");
    await importDevice(t, userId, { name: "phone" });
    const answer = await t.post("/recipe/totp/device", { userId, deviceName: "phone", skew: 1, period: 30 });
    expect(answer.body).toEqual({ status: "DEVICE_ALREADY_EXISTS_ERROR" });
  });

  test("the same name may be used by two users", async () => {
    const [a, b] = [unique("u"), unique("u")];
    await importDevice(t, a, { name: "phone" });
    expect((await createDevice(t, b, "phone")).name).toBe("phone");
    expect(await list(a)).toEqual([{ name: "phone", period: 30, skew: 1, verified: true }]);
  });

  test("no user of that id need exist", async () => {
    expect((await createDevice(t, "nobody-we-know")).name).toBe("TOTP Device 0");
  });

  test.each([
    [{ userId: "" }, "userId cannot be empty"],
    [{ userId: undefined }, "Field name 'userId' is invalid in JSON input"],
    [{ userId: 7 }, "Field name 'userId' is invalid in JSON input"],
    [{ deviceName: "" }, "deviceName cannot be empty"],
    [{ deviceName: null }, "Field name 'deviceName' is invalid in JSON input"],
    [{ deviceName: 5 }, "Field name 'deviceName' is invalid in JSON input"],
    [{ skew: -1 }, "skew must be >= 0"],
    [{ skew: undefined }, "Field name 'skew' is invalid in JSON input"],
    [{ skew: "one" }, "Field name 'skew' is invalid in JSON input"],
    [{ period: 0 }, "period must be > 0"],
    [{ period: -30 }, "period must be > 0"],
    [{ period: undefined }, "Field name 'period' is invalid in JSON input"],
  ])("%j is a 400 that names the field", async (change, message) => {
    const answer = await t.post("/recipe/totp/device", { userId: unique("u"), skew: 1, period: 30, ...change });
    expect(answer).toMatchObject({ status: 400, text: `${message}\n` });
    expect(answer.headers.get("content-type")).toBe("text/html;charset=UTF-8");
  });

  test("a number may be quoted or have a fraction", async () => {
    const userId = unique("u");
    await t.post("/recipe/totp/device", { userId, deviceName: "d", skew: "1", period: 30.9 });
    expect(await list(userId)).toEqual([{ name: "d", period: 30, skew: 1, verified: false }]);
  });
});

describe("importing a device", () => {
  test("it is verified at once, and its secret works", async () => {
    const userId = unique("u");
    const { secret } = await importDevice(t, userId, { name: "imported" });
    expect(await list(userId)).toEqual([{ name: "imported", period: 30, skew: 1, verified: true }]);
    expect((await verifyCode(t, userId, totpCode(secret, t.clock.now))).body).toEqual({ status: "OK" });
  });

  test("does not answer the secret", async () => {
    const answer = await t.post("/recipe/totp/device/import", {
      userId: unique("u"),
      skew: 1,
      period: 30,
      secretKey: "JBSWY3DPEHPK3PXP",
    });
    expect(answer.body).toEqual({ status: "OK", deviceName: "TOTP Device 0" });
  });

  test("a taken name is refused", async () => {
    const userId = unique("u");
    await importDevice(t, userId, { name: "d" });
    const again = { userId, deviceName: "d", skew: 1, period: 30, secretKey: "JBSWY3DPEHPK3PXP" };
    expect((await t.post("/recipe/totp/device/import", again)).body).toEqual({ status: "DEVICE_ALREADY_EXISTS_ERROR" });
  });

  test("a secret that is no base32 is stored, and no code fits it", async () => {
    const userId = unique("u");
    const answer = await t.post("/recipe/totp/device/import", { userId, skew: 1, period: 30, secretKey: "!!!" });
    expect(answer.body.status).toBe("OK");
    expect((await verifyCode(t, userId, "000000")).body.status).toBe("INVALID_TOTP_ERROR");
  });

  test("an empty secret is a 400", async () => {
    const answer = await t.post("/recipe/totp/device/import", { userId: "u", skew: 1, period: 30, secretKey: "" });
    expect(answer).toMatchObject({ status: 400, text: "secretKey cannot be empty\n" });
  });
});

describe("listing devices", () => {
  test("pending ones are included, ordered by name as bytes are", async () => {
    const userId = unique("u");
    for (const name of ["b", "TOTP Device 1", "a", "é", "B"]) await createDevice(t, userId, name);
    await importDevice(t, userId, { name: "imp" });
    expect(await list(userId)).toEqual(
      ["B", "TOTP Device 1", "a", "b", "imp", "é"].map((name) => ({
        name,
        period: 30,
        skew: 1,
        verified: name === "imp",
      })),
    );
  });

  test("an unknown user has none", async () => {
    const answer = await t.get("/recipe/totp/device/list", { userId: unique("u") });
    expect(answer.body).toEqual({ status: "OK", devices: [] });
  });

  test("without a user id it is a 400", async () => {
    expect(await t.get("/recipe/totp/device/list")).toMatchObject({
      status: 400,
      text: "Field name 'userId' is missing in GET request\n",
    });
    expect(await t.get("/recipe/totp/device/list", { userId: "" })).toMatchObject({
      status: 400,
      text: "userId cannot be empty\n",
    });
  });

  test("names come back as they were given, whatever is in them", async () => {
    const userId = unique("u");
    const names = ["<img onerror=alert(1)>", "x".repeat(300), "__proto__", "مرحبا \u202e", "📱"];
    for (const name of names) await createDevice(t, userId, name);
    const devices = await t.get("/recipe/totp/device/list", { userId });
    expect(devices.body.devices).toEqual(names.sort().map((name) => expect.objectContaining({ name })));
  });
});

describe("renaming a device", () => {
  const rename = (userId: string, existingDeviceName: string, newDeviceName: string) =>
    t.put("/recipe/totp/device", { userId, existingDeviceName, newDeviceName });

  test("keeps the secret and that it is verified", async () => {
    const userId = unique("u");
    const { secret } = await importDevice(t, userId, { name: "old" });
    expect((await rename(userId, "old", "new")).body).toEqual({ status: "OK" });
    expect(await list(userId)).toEqual([{ name: "new", period: 30, skew: 1, verified: true }]);
    expect((await verifyCode(t, userId, totpCode(secret, t.clock.now))).body.status).toBe("OK");
  });

  test("of a device that is not there is UNKNOWN_DEVICE_ERROR", async () => {
    expect((await rename(unique("u"), "old", "new")).body).toEqual({ status: "UNKNOWN_DEVICE_ERROR" });
  });

  test("to a name in use, even by a pending device, is DEVICE_ALREADY_EXISTS_ERROR", async () => {
    const userId = unique("u");
    await importDevice(t, userId, { name: "a" });
    await createDevice(t, userId, "b");
    expect((await rename(userId, "a", "b")).body).toEqual({ status: "DEVICE_ALREADY_EXISTS_ERROR" });
    expect((await rename(userId, "b", "a")).body).toEqual({ status: "DEVICE_ALREADY_EXISTS_ERROR" });
  });

  test("to its own name is OK", async () => {
    const userId = unique("u");
    await importDevice(t, userId, { name: "a" });
    expect((await rename(userId, "a", "a")).body).toEqual({ status: "OK" });
  });

  test("to nothing is a 400", async () => {
    expect(await rename(unique("u"), "a", "")).toMatchObject({ status: 400, text: "newDeviceName cannot be empty\n" });
  });
});

describe("removing a device", () => {
  const remove = (userId: string, deviceName: string) => t.post("/recipe/totp/device/remove", { userId, deviceName });

  test("answers OK and whether there was one", async () => {
    const userId = unique("u");
    await importDevice(t, userId, { name: "phone" });
    expect((await remove(userId, "phone")).body).toEqual({ status: "OK", didDeviceExist: true });
    expect((await remove(userId, "phone")).body).toEqual({ status: "OK", didDeviceExist: false });
    expect(await list(userId)).toEqual([]);
  });

  test("leaves the other devices alone", async () => {
    const userId = unique("u");
    await importDevice(t, userId, { name: "a" });
    await createDevice(t, userId, "b");
    await remove(userId, "a");
    expect(await list(userId)).toEqual([{ name: "b", period: 30, skew: 1, verified: false }]);
  });

  test("of two parallel removals, one finds it", async () => {
    const userId = unique("u");
    await importDevice(t, userId, { name: "phone" });
    const answers = await Promise.all([remove(userId, "phone"), remove(userId, "phone")]);
    expect(answers.map((answer) => answer.body.didDeviceExist).sort()).toEqual([false, true]);
  });

  test("the last one leaves the required factors in the metadata", async () => {
    const userId = unique("u");
    const metadataUpdate = { _supertokens: { requiredSecondaryFactors: ["totp"] } };
    await t.put("/recipe/user/metadata", { userId, metadataUpdate });
    await importDevice(t, userId, { name: "phone" });
    await remove(userId, "phone");
    expect((await t.get("/recipe/user/metadata", { userId })).body.metadata).toEqual(metadataUpdate);
  });
});

describe("verifying a device", () => {
  test("marks it verified", async () => {
    const userId = unique("u");
    const { name, secret } = await createDevice(t, userId);
    expect((await verified(userId, name, secret)).body).toEqual({ status: "OK", wasAlreadyVerified: false });
    expect(await list(userId)).toEqual([{ name, period: 30, skew: 1, verified: true }]);
  });

  test("a wrong code leaves it pending and counts", async () => {
    const userId = unique("u");
    const { name, secret } = await createDevice(t, userId);
    expect((await verifyDevice(t, userId, name, wrongCode(secret, t.clock.now))).body).toEqual({
      status: "INVALID_TOTP_ERROR",
      currentNumberOfFailedAttempts: 1,
      maxNumberOfFailedAttempts: 5,
    });
    expect(await list(userId)).toEqual([{ name, period: 30, skew: 1, verified: false }]);
  });

  test("another device's code does not verify it", async () => {
    const userId = unique("u");
    const first = await createDevice(t, userId, "a");
    const second = await createDevice(t, userId, "b");
    expect((await verified(userId, "b", first.secret)).body.status).toBe("INVALID_TOTP_ERROR");
    expect((await verified(userId, "b", second.secret)).body.status).toBe("OK");
  });

  test("a device that is not there is UNKNOWN_DEVICE_ERROR and costs no attempt", async () => {
    const userId = unique("u");
    await createDevice(t, userId, "a");
    for (let attempt = 0; attempt < 6; attempt += 1) {
      expect((await verifyDevice(t, userId, "nope", "123456")).body).toEqual({ status: "UNKNOWN_DEVICE_ERROR" });
    }
    expect((await verifyDevice(t, unique("u"), "d", "123456")).body).toEqual({ status: "UNKNOWN_DEVICE_ERROR" });
  });

  test("a verified device answers OK to any code, unchecked, even while the user is locked out", async () => {
    const userId = unique("u");
    const { name, secret } = await importDevice(t, userId);
    const unchecked = { status: "OK", wasAlreadyVerified: true };
    expect((await verifyDevice(t, userId, name, "anything at all")).body).toEqual(unchecked);
    for (let attempt = 0; attempt < 6; attempt += 1) await verifyCode(t, userId, wrongCode(secret, t.clock.now));
    expect((await verifyDevice(t, userId, name, "000000")).body).toEqual(unchecked);
  });

  test("of many parallel right answers, each says OK and one says it was the first", async () => {
    const userId = unique("u");
    const { name, secret } = await createDevice(t, userId);
    const code = totpCode(secret, t.clock.now);
    const answers = await Promise.all(Array.from({ length: 8 }, () => verifyDevice(t, userId, name, code)));
    expect(answers.every((answer) => answer.body.status === "OK")).toBe(true);
    expect(answers.filter((answer) => answer.body.wasAlreadyVerified === false)).toHaveLength(1);
  });

  test("an empty device name is a 400", async () => {
    expect(await verifyDevice(t, "u", "", "123456")).toMatchObject({
      status: 400,
      text: "deviceName cannot be empty\n",
    });
  });
});
