import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { SessionRequest } from "supertokens-node/framework/express/index.js";
import type { SessionContainer } from "supertokens-node/recipe/session/index.js";
import { verifySession } from "supertokens-node/recipe/session/framework/express/index.js";
import { requireFreshTotp, requireTotp, totpMfa } from "../../src/server.js";
import { startApi, type Api } from "../support/api.js";
import type { Authenticator } from "../support/totp.js";
import type { Answer, Visitor } from "../support/visitor.js";

let api: Api;
let visitor: Visitor;
let phone: Authenticator;

beforeAll(async () => {
  api = await startApi({
    plugins: [totpMfa({ require: requireTotp.whenEnabled(), freshFor: 120 })],
    routes(app) {
      app.post("/pay", verifySession(), (request: SessionRequest, response) => {
        if (request.session === undefined) throw new Error("verifySession lets nobody in without a session");
        requireFreshTotp(request.session, { within: 60 });
        response.json({ status: "PAID" });
      });
    },
  });
});
afterAll(() => api.close());

beforeEach(async () => {
  visitor = api.visitor();
  await visitor.signUp();
  phone = await visitor.addDevice("Phone");
});

function stepUpTo(seconds: number) {
  return {
    status: 403,
    body: {
      message: "invalid claim",
      claimValidationErrors: [
        {
          id: "st-mfa",
          reason: {
            message: `A code from the authenticator app is needed that is at most ${seconds} seconds old.`,
            factorId: "totp",
            freshForSeconds: seconds,
          },
        },
      ],
    },
  };
}

const statusAndBody = ({ status, body }: Answer) => ({ status, body });

/** Each change of factors, and what shows that it took place. */
const changes: { name: string; change: (app: Authenticator) => Promise<Answer>; done: () => Promise<boolean> }[] = [
  {
    name: "creating a second device",
    change: () => visitor.createDevice("Tablet"),
    done: async () => (await visitor.deviceNames()).includes("Tablet"),
  },
  {
    name: "removing a verified device",
    change: () => visitor.removeDevice("Phone"),
    done: async () => (await visitor.deviceNames()).length === 0,
  },
  {
    name: "renaming a device",
    change: () => visitor.rename("Phone", "Old phone"),
    done: async () => (await visitor.deviceNames()).includes("Old phone"),
  },
  {
    name: "turning TOTP off",
    change: () => visitor.disable(),
    done: async () => (await visitor.settings()).body["enabled"] === false,
  },
];

describe.each(changes)("$name", ({ change, done }) => {
  test("needs a fresh TOTP, changes nothing without, and works after one", async () => {
    await visitor.ageTotp(121);
    expect(statusAndBody(await change(phone))).toEqual(stepUpTo(120));
    expect(await done()).toBe(false);

    expect((await visitor.verifyTotp(phone.code())).body).toEqual({ status: "OK" });
    expect(await change(phone)).toMatchObject({ status: 200, body: { status: "OK" } });
    expect(await done()).toBe(true);
  });

  test("works up to the age that is allowed", async () => {
    await visitor.ageTotp(110);
    expect((await change(phone)).body).toMatchObject({ status: "OK" });
  });

  test("needs a TOTP of a session that never completed one", async () => {
    await visitor.forgetTotp(true);
    expect(await change(phone)).toMatchObject({ status: 403, body: { claimValidationErrors: [{ id: "st-mfa" }] } });
    expect(await done()).toBe(false);
  });

  test("takes a TOTP from the future for none", async () => {
    await visitor.ageTotp(-3600);
    expect((await change(phone)).status).toBe(403);
    expect(await done()).toBe(false);
  });

  test("allows for clocks of two API servers that differ a little", async () => {
    await visitor.ageTotp(-10);
    expect((await change(phone)).body).toMatchObject({ status: "OK" });
  });

  test("takes milliseconds for no time of today", async () => {
    const { c } = visitor.claim();
    await visitor.call("POST", "/test/completed-factors", { c: { ...c, totp: Date.now() }, v: true });
    expect((await change(phone)).status).toBe(403);
  });

  test("tells a session that hasn't finished sign-in to finish it, not to step up", async () => {
    await visitor.signIn();
    const answer = await change(phone);
    expect(answer).toMatchObject({ status: 403, body: { claimValidationErrors: [{ id: "st-mfa" }] } });
    expect(JSON.stringify(answer.body)).not.toContain("freshForSeconds");
    await visitor.verifyTotp(phone.code());
    expect(await done()).toBe(false);
  });
});

describe("verifying a device beyond the first", () => {
  test("needs a fresh TOTP although the device was created with one", async () => {
    const tablet = await visitor.addPendingDevice("Tablet");
    await visitor.ageTotp(121);
    expect(statusAndBody(await visitor.verifyDevice("Tablet", tablet.code()))).toEqual(stepUpTo(120));
    await visitor.verifyTotp(phone.code());
    expect((await visitor.verifyDevice("Tablet", tablet.code())).body).toMatchObject({ status: "OK", wasAlreadyVerified: false });
  });

  test("needs one too when both were created before either was verified", async () => {
    const other = api.visitor();
    await other.signUp();
    const first = await other.addPendingDevice("First");
    const second = await other.addPendingDevice("Second");
    const thief = other.otherBrowser();
    await thief.signIn();
    expect((await other.verifyDevice("First", first.code())).body).toMatchObject({ status: "OK" });
    expect((await thief.verifyDevice("Second", second.code())).status).toBe(403);
    expect((await other.settings()).body).toMatchObject({ enabled: true });
  });

  test("refused, spends no attempt of the user", async () => {
    const tablet = await visitor.addPendingDevice("Tablet");
    await visitor.ageTotp(121);
    for (let attempt = 0; attempt < 6; attempt++) await visitor.verifyDevice("Tablet", tablet.wrongCode());
    expect((await visitor.verifyTotp(phone.code())).body).toEqual({ status: "OK" });
  });
});

describe("no fresh TOTP is needed", () => {
  test("for the first device", async () => {
    const other = api.visitor();
    await other.signUp();
    await expect(other.addDevice("Phone")).resolves.toBeDefined();
  });

  test("to give up a pending device", async () => {
    await visitor.addPendingDevice("Tablet");
    await visitor.ageTotp(121);
    expect((await visitor.removeDevice("Tablet")).body).toEqual({ status: "OK", didDeviceExist: true });
  });

  test("to read the settings", async () => {
    await visitor.ageTotp(121);
    expect((await visitor.settings()).body).toMatchObject({ status: "OK", freshForSeconds: 120 });
  });
});

describe("requireFreshTotp on a route of the app", () => {
  test("lets a fresh TOTP in and answers the SDK's 403 to an old one", async () => {
    expect(statusAndBody(await visitor.call("POST", "/pay"))).toEqual({ status: 200, body: { status: "PAID" } });
    await visitor.ageTotp(61);
    expect(statusAndBody(await visitor.call("POST", "/pay"))).toEqual(stepUpTo(60));
    await visitor.verifyTotp(phone.code());
    expect((await visitor.call("POST", "/pay")).status).toBe(200);
  });

  test("has its own limit, whatever freshFor the plugin has", async () => {
    await visitor.ageTotp(90);
    expect((await visitor.call("POST", "/pay")).status).toBe(403);
    expect((await visitor.rename("Phone", "Old phone")).status).toBe(200);
  });

  test("answers the SDK's own 401 and 403 to a session that is missing or incomplete", async () => {
    expect((await api.visitor().call("POST", "/pay")).status).toBe(401);
    await visitor.signIn();
    expect((await visitor.call("POST", "/pay")).body).toEqual({
      message: "invalid claim",
      claimValidationErrors: [{ id: "st-mfa", reason: { message: "MFA requirement for auth is not satisfied" } }],
    });
  });

  test("refuses a token whose TOTP was made fresh by hand", async () => {
    await visitor.ageTotp(61);
    const [header = "", payload = "", signature = ""] = visitor.accessToken().split(".");
    const claims: { "st-mfa": { c: Record<string, number> } } = JSON.parse(Buffer.from(payload, "base64url").toString());
    claims["st-mfa"].c["totp"] = Math.floor(Date.now() / 1000);
    const forged = [header, Buffer.from(JSON.stringify(claims)).toString("base64url"), signature].join(".");
    expect((await visitor.call("POST", "/pay", undefined, { authorization: `Bearer ${forged}` })).status).toBe(401);
  });

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("takes within: %d for a mistake", (within) => {
    const session = { getAccessTokenPayload: () => ({}) } as SessionContainer;
    expect(() => requireFreshTotp(session, { within })).toThrow(TypeError);
  });
});

test.each([0, -1, Number.NaN])("totpMfa takes freshFor: %d for a mistake", (freshFor) => {
  expect(() => totpMfa({ require: requireTotp.whenEnabled(), freshFor })).toThrow(TypeError);
});
