import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { isTotpEnabledForUser, requireTotp, totpMfa } from "../../src/server.js";
import { startApi, type Api } from "../support/api.js";
import type { Answer, Visitor } from "../support/visitor.js";

/** The endpoints as HTTP sees them: base path, sessions, cookies, bodies, names. */
let api: Api;
let visitor: Visitor;

beforeAll(async () => {
  api = await startApi({
    apiBasePath: "/api/auth",
    session: { antiCsrf: "VIA_TOKEN" },
    plugins: [totpMfa({ require: requireTotp.whenEnabled() })],
  });
});
afterAll(() => api.close());

beforeEach(async () => {
  visitor = api.visitor();
  await visitor.signUp();
  await visitor.addDevice("Phone");
});

const routes = [
  ["GET", "/totp/settings"],
  ["POST", "/totp/settings/enable"],
  ["POST", "/totp/settings/disable"],
  ["POST", "/totp/device/rename"],
] as const;
const posts = routes.filter(([method]) => method === "POST").map(([, path]) => path);
const bodyOf = (method: string) => (method === "GET" ? undefined : { existingDeviceName: "Phone", newDeviceName: "Other" });

async function state() {
  return { enabled: await isTotpEnabledForUser(visitor.userId()), devices: await visitor.deviceNames() };
}

describe.each(routes)("%s %s", (method, path) => {
  test("lies below apiBasePath, and nowhere else", async () => {
    expect((await visitor.call(method, `/api/auth${path}`, bodyOf(method))).status).toBe(200);
    expect((await visitor.call(method, `/auth${path}`, bodyOf(method))).status).toBe(404);
    expect((await visitor.call(method, path, bodyOf(method))).status).toBe(404);
  });

  test("answers 401 without a session, and changes nothing", async () => {
    const before = await state();
    expect((await api.visitor().auth(method, path, bodyOf(method))).status).toBe(401);
    expect((await visitor.auth(method, path, bodyOf(method), { authorization: "Bearer a.b.c" })).status).toBe(401);
    expect(await state()).toEqual(before);
  });

  test("answers the SDK's 403 to a session that hasn't finished sign-in, and changes nothing", async () => {
    const before = await state();
    const thief = visitor.otherBrowser();
    await thief.signIn();
    expect((await thief.auth(method, path, bodyOf(method))).body).toEqual({
      message: "invalid claim",
      claimValidationErrors: [{ id: "st-mfa", reason: { message: "MFA requirement for auth is not satisfied" } }],
    });
    expect(await state()).toEqual(before);
  });

  test("isn't stored by any cache", async () => {
    expect((await visitor.auth(method, path, bodyOf(method))).headers.get("cache-control")).toBe("no-store");
  });

  test("takes no other method", async () => {
    const before = await state();
    for (const other of ["GET", "POST", "PUT", "PATCH", "DELETE"].filter((name) => name !== method)) {
      expect((await visitor.auth(other, path, other === "GET" ? undefined : {})).status).toBe(404);
    }
    expect(await state()).toEqual(before);
  });
});

describe.each(posts)("POST %s", (path) => {
  test.each([
    ["broken JSON", '{"existingDeviceName":'],
    ["null", "null"],
    ["an array", '["Phone","Other"]'],
    ["text", '"Phone"'],
    ["a number", "1"],
  ])("answers 400 to %s, in JSON, and changes nothing", async (_name, body) => {
    const before = await state();
    expect(await visitor.auth("POST", path, body)).toMatchObject({ status: 400, body: { message: expect.any(String) } });
    expect(await state()).toEqual(before);
  });

  test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonp"])(
    "answers 400 to a body sent as %s, which another site's page could send",
    async (contentType) => {
      const before = await state();
      expect((await visitor.auth("POST", path, bodyOf("POST"), { "content-type": contentType })).status).toBe(400);
      expect(await state()).toEqual(before);
    },
  );

  test("takes a charset with the content type", async () => {
    const headers = { "content-type": "application/json; charset=utf-8" };
    expect((await visitor.auth("POST", path, bodyOf("POST"), headers)).status).toBe(200);
  });

  test("takes the user from the session, whatever ids the body and the address name", async () => {
    const stranger = api.visitor();
    await stranger.signUp();
    await stranger.addDevice("Phone");
    await visitor.disable();
    const before = await state();
    const ids = { userId: visitor.userId(), user_id: visitor.userId(), recipeUserId: visitor.userId(), tenantId: "bank" };
    const body = { ...bodyOf("POST"), ...ids };
    expect((await stranger.auth("POST", `${path}?userId=${visitor.userId()}`, body)).body).toEqual({ status: "OK" });
    expect(await state()).toEqual(before);
  });
});

test("GET settings changes nothing, nor does it issue a token", async () => {
  const before = await state();
  const { headers } = await visitor.settings();
  expect(headers.get("st-access-token")).toBeNull();
  expect(await state()).toEqual(before);
});

describe("in cookie mode", () => {
  test("a change needs the SDK's anti-CSRF token", async () => {
    const signIn = await visitor.auth(
      "POST",
      "/signin",
      {
        formFields: [
          { id: "email", value: visitor.email },
          { id: "password", value: "Passw0rd!" },
        ],
      },
      { "st-auth-mode": "cookie", authorization: "" },
    );
    const cookie = signIn.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
    const antiCsrf = signIn.headers.get("anti-csrf") ?? "";
    const ask = (headers: Record<string, string>): Promise<Answer> =>
      visitor.auth("POST", "/totp/settings/enable", {}, { "st-auth-mode": "cookie", authorization: "", cookie, ...headers });

    expect(antiCsrf).not.toBe("");
    expect((await ask({})).status).toBe(401);
    // Past the anti-CSRF check this session is told to finish sign-in.
    expect((await ask({ "anti-csrf": antiCsrf })).status).toBe(403);
  });
});

describe("renaming", () => {
  test("changes the name and nothing else: the device still makes the codes", async () => {
    const other = api.visitor();
    await other.signUp();
    const phone = await other.addDevice("Phone");
    expect((await other.rename("Phone", "  Work phone ")).body).toEqual({ status: "OK" });
    expect(await other.deviceNames()).toEqual(["Work phone"]);
    await other.signIn();
    expect((await other.verifyTotp(phone.code())).body).toEqual({ status: "OK" });
  });

  test.each(["", "   ", "x".repeat(65), "a\u0000b", "a\nb", "a\u007fb", "a\u202eb", "a\u2066b", "a\u200fb", "\ud800", "a\u2028b"])(
    "refuses the name %j",
    async (name) => {
      expect((await visitor.rename("Phone", name)).body).toEqual({ status: "INVALID_DEVICE_NAME_ERROR", maxLength: 64 });
      expect(await visitor.deviceNames()).toEqual(["Phone"]);
    },
  );

  test.each(["x".repeat(64), "携帯電話", "هاتف", "👩‍💻 phone", "<img src=x onerror=alert(1)>", "'; DROP TABLE devices; --"])(
    "takes the name %j as text",
    async (name) => {
      expect((await visitor.rename("Phone", name)).body).toEqual({ status: "OK" });
      expect(await visitor.deviceNames()).toEqual([name]);
    },
  );

  test("refuses a name that another device has", async () => {
    await visitor.addDevice("Tablet");
    expect((await visitor.rename("Phone", "Tablet")).body).toEqual({ status: "DEVICE_ALREADY_EXISTS_ERROR" });
    expect(await visitor.deviceNames()).toEqual(["Phone", "Tablet"]);
  });

  test("takes the name of a setup that was abandoned: the user's list doesn't show it", async () => {
    await visitor.addPendingDevice("Tablet");
    expect((await visitor.rename("Phone", "Tablet")).body).toEqual({ status: "OK" });
    expect(await visitor.deviceNames()).toEqual(["Tablet"]);
  });

  test("to the same name is done already", async () => {
    expect((await visitor.rename("Phone", "Phone ")).body).toEqual({ status: "OK" });
  });

  test("knows neither missing nor pending devices nor those of others", async () => {
    await visitor.addPendingDevice("Pending");
    const stranger = api.visitor();
    await stranger.signUp();
    await stranger.addDevice("Stranger's phone");
    for (const name of ["Missing", "Pending", "Stranger's phone", "__proto__", ""]) {
      expect((await visitor.rename(name, "Mine")).body).toEqual({ status: "UNKNOWN_DEVICE_ERROR" });
    }
    expect(await stranger.deviceNames()).toEqual(["Stranger's phone"]);
  });

  test("the same device twice at once: one is done, the other finds it gone", async () => {
    const answers = await Promise.all([visitor.rename("Phone", "A"), visitor.rename("Phone", "B")]);
    expect(answers.map(({ body }) => body["status"]).sort()).toEqual(["OK", "UNKNOWN_DEVICE_ERROR"]);
    expect(await visitor.deviceNames()).toHaveLength(1);
  });

  test.each([
    [{}],
    [{ existingDeviceName: "Phone" }],
    [{ existingDeviceName: "Phone", newDeviceName: 1 }],
    [{ existingDeviceName: ["Phone"], newDeviceName: "Other" }],
  ])("answers 400 to the fields of %j", async (body) => {
    expect((await visitor.auth("POST", "/totp/device/rename", body)).status).toBe(400);
    expect(await visitor.deviceNames()).toEqual(["Phone"]);
  });
});
