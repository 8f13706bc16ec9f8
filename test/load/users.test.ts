import { decodeJwt } from "jose";
import { TOTP, URI } from "otpauth";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startStack, type Stack } from "../../demo/stack.js";

const users = 200;
const period = 30;
/** The core's time stands still, so that a slow machine makes no code expire. */
const now = Date.now();

let demo: Stack;
beforeAll(async () => {
  demo = await startStack({ coreOptions: { now: () => now } });
}, 120_000);
afterAll(() => demo.close());

test(`${users} users at once sign up, set up, sign out and pass the challenge: no wrong answer, no device lost, no session crossed`, async () => {
  const everybody = Array.from({ length: users }, (_, index) => createUser(demo.apiUrl, `load-${index}@example.com`));

  await Promise.all(everybody.map((user) => user.signUp()));
  await Promise.all(everybody.map((user) => user.setUp()));
  await Promise.all(everybody.map((user) => user.signOut()));
  await Promise.all(everybody.map((user) => user.signIn()));
  // The neighbour's code, right for the neighbour: refused, and counted for this user alone.
  await Promise.all(everybody.map((user, index) => user.tryCode((everybody[(index + 1) % users] ?? user).nextCode())));
  await Promise.all(everybody.map((user) => user.passChallenge()));
  await Promise.all(everybody.map((user) => user.checkOwn()));

  const distinct = (values: string[]) => expect(new Set(values).size).toBe(values.length);
  distinct(everybody.map((user) => user.id()));
  distinct(everybody.map((user) => user.secret()));
  distinct(everybody.flatMap((user) => user.sessions));
}, 180_000);

interface MfaPayload {
  sub: string;
  sessionHandle: string;
  "st-mfa": { c: Record<string, number>; v: boolean };
}

/** One browser's worth of calls, with its tokens in headers; every answer is checked where it comes in. */
function createUser(apiUrl: string, email: string) {
  const credentials = {
    formFields: [
      { id: "email", value: email },
      { id: "password", value: "Passw0rd-1" },
    ],
  };
  const sessions: string[] = [];
  let token = "";
  let userId = "";
  let totp: TOTP | undefined;

  async function call(method: string, path: string, body?: object): Promise<{ status: number; body: Record<string, unknown> }> {
    const response = await fetch(apiUrl + path, {
      method,
      headers: {
        "content-type": "application/json",
        "st-auth-mode": "header",
        ...(token === "" ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    token = response.headers.get("st-access-token") ?? token;
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  const payload = () => decodeJwt<MfaPayload>(token);
  const device = () => {
    if (totp === undefined) throw new Error(`${email} has no device yet.`);
    return totp;
  };
  /** Setting up uses the code of this time step, signing in the next one: the core takes a code once. */
  const codeAt = (ahead: number) => device().generate({ timestamp: now + ahead * period * 1000 });

  return {
    sessions,
    id: () => userId,
    secret: () => device().secret.base32,
    nextCode: () => codeAt(1),

    async signUp() {
      const { body } = await call("POST", "/auth/signup", credentials);
      expect(body).toMatchObject({ status: "OK", user: { emails: [email] } });
      userId = payload().sub ?? "";
      sessions.push(payload().sessionHandle);
      expect(payload()["st-mfa"]).toMatchObject({ v: true });
    },

    async setUp() {
      const { body } = await call("POST", "/auth/totp/device", {});
      expect(body).toMatchObject({ status: "OK", deviceName: "TOTP Device 0" });
      const parsed = URI.parse(String(body["qrCodeString"]));
      if (!(parsed instanceof TOTP)) throw new Error("The QR code is not one of a TOTP.");
      expect(parsed.label).toBe(email);
      totp = parsed;
      const verified = await call("POST", "/auth/totp/device/verify", { deviceName: "TOTP Device 0", totp: codeAt(0) });
      expect(verified.body).toEqual({ status: "OK", wasAlreadyVerified: false, offerRecoveryCodes: true });
      expect(payload()).toMatchObject({ sub: userId, "st-mfa": { v: true } });
    },

    async signOut() {
      expect((await call("POST", "/auth/signout")).body).toEqual({ status: "OK" });
      token = "";
    },

    async signIn() {
      const { body } = await call("POST", "/auth/signin", credentials);
      expect(body).toMatchObject({ status: "OK", user: { id: userId } });
      sessions.push(payload().sessionHandle);
      expect(payload()).toMatchObject({ sub: userId, "st-mfa": { v: false } });
      expect((await call("GET", "/sessioninfo")).status).toBe(403);
    },

    async tryCode(code: string) {
      const { body } = await call("POST", "/auth/totp/verify", { totp: code });
      expect(body).toEqual({ status: "INVALID_TOTP_ERROR", currentNumberOfFailedAttempts: 1, maxNumberOfFailedAttempts: 5 });
    },

    async passChallenge() {
      expect((await call("POST", "/auth/totp/verify", { totp: codeAt(1) })).body).toEqual({ status: "OK" });
      expect(payload()).toMatchObject({ sub: userId, "st-mfa": { v: true } });
    },

    async checkOwn() {
      const { status, body } = await call("GET", "/sessioninfo");
      expect(status).toBe(200);
      expect(body).toMatchObject({ userId, sessionHandle: sessions[1] });
      const { body: list } = await call("GET", "/auth/totp/device/list");
      expect(list).toMatchObject({ status: "OK", devices: [{ name: "TOTP Device 0", period, skew: 1, verified: true }] });
    },
  };
}
