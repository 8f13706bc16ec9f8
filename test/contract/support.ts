import { createHmac, randomUUID } from "node:crypto";
import { isJsonObject, type JsonObject, type JsonValue } from "../../demo/core/json.js";
import { startCore, type CoreOptions, type RunningCore } from "../../demo/core/server.js";

export interface Answer {
  status: number;
  headers: Headers;
  /** The parsed JSON; `{}` for a text answer. */
  body: JsonObject;
  /** What a text answer says; `''` for JSON. */
  text: string;
}

export interface CallOptions {
  /** `null` leaves the header out. */
  cdi?: string | null;
  headers?: Record<string, string>;
}

export interface TestCore {
  core: RunningCore;
  /** The core's clock stands still until a test turns it. */
  clock: { now: number; advance(ms: number): void };
  get(path: string, query?: Record<string, string>, options?: CallOptions): Promise<Answer>;
  post(path: string, body: unknown, options?: CallOptions): Promise<Answer>;
  put(path: string, body: unknown, options?: CallOptions): Promise<Answer>;
  /** Any method, and a body that need not be JSON. */
  raw(method: string, path: string, body?: string, options?: CallOptions): Promise<Answer>;
}

export const START = Date.parse("2030-01-01T00:00:00Z");

export async function startTestCore(options: CoreOptions = {}): Promise<TestCore> {
  const clock = {
    now: START,
    advance(ms: number) {
      clock.now += ms;
    },
  };
  const core = await startCore({ port: 0, now: () => clock.now, ...options });

  async function raw(method: string, path: string, body?: string, options: CallOptions = {}): Promise<Answer> {
    const cdi = options.cdi === undefined ? "5.4" : options.cdi;
    const response = await fetch(core.url + path, {
      method,
      headers: {
        ...(cdi === null ? {} : { "cdi-version": cdi }),
        ...(body === undefined ? {} : { "content-type": "application/json; charset=utf-8" }),
        ...options.headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    const content = await response.text();
    const isJson = response.headers.get("content-type")?.startsWith("application/json") === true;
    const parsed: unknown = isJson ? JSON.parse(content) : {};
    if (!isJsonObject(parsed)) throw new Error(`Not a JSON object: ${content}`);
    return { status: response.status, headers: response.headers, body: parsed, text: isJson ? "" : content };
  }

  return {
    core,
    clock,
    raw,
    get: (path, query = {}, options) => {
      const search = new URLSearchParams(query).toString();
      return raw("GET", search ? `${path}?${search}` : path, undefined, options);
    },
    post: (path, body, options) => raw("POST", path, JSON.stringify(body), options),
    put: (path, body, options) => raw("PUT", path, JSON.stringify(body), options),
  };
}

/** A user id, e-mail address, role or tenant nobody else in the test run has. */
export function unique(prefix: string): string {
  return `${prefix}-${randomUUID().slice(0, 8)}`;
}

export function str(value: JsonValue | undefined): string {
  if (typeof value !== "string") throw new Error(`Expected a string, not ${JSON.stringify(value)}`);
  return value;
}

export function obj(value: JsonValue | undefined): JsonObject {
  if (!isJsonObject(value)) throw new Error(`Expected an object, not ${JSON.stringify(value)}`);
  return value;
}

export function num(value: JsonValue | undefined): number {
  if (typeof value !== "number") throw new Error(`Expected a number, not ${JSON.stringify(value)}`);
  return value;
}

/** The claims of a token; who signed it is not looked at. */
export function claims(token: string): JsonObject {
  const parsed: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
  if (!isJsonObject(parsed)) throw new Error("Not a JWT");
  return parsed;
}

/** Base32 of RFC 6238's test key, the ASCII bytes `12345678901234567890`. */
export const RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

/** RFC 6238, written from the RFC so that the core is not checked by the library it uses. */
export function totpCode(secret: string, time: number, period = 30): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret].map((char) => alphabet.indexOf(char).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(time / 1000 / period)));
  const digest = createHmac("sha1", key).update(counter).digest();
  const offset = digest.readUInt8(19) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** A six-digit code that is wrong in every step near `time`. */
export function wrongCode(secret: string, time: number): string {
  const near = Array.from({ length: 41 }, (_, index) => totpCode(secret, time + (index - 20) * 30_000));
  for (let number = 100_000; ; number += 1) {
    const code = String(number);
    if (!near.includes(code)) return code;
  }
}

export interface Device {
  name: string;
  secret: string;
}

/** Creates a pending device. */
export async function createDevice(t: TestCore, userId: string, deviceName?: string): Promise<Device> {
  const body = { userId, skew: 1, period: 30, ...(deviceName === undefined ? {} : { deviceName }) };
  const answer = await t.post("/recipe/totp/device", body);
  return { name: str(answer.body.deviceName), secret: str(answer.body.secret) };
}

/** Adds a verified device without spending a code. */
export async function importDevice(
  t: TestCore,
  userId: string,
  device: Partial<Device> & { skew?: number; period?: number } = {},
): Promise<Device> {
  const { name = "phone", secret = RFC_SECRET, skew = 1, period = 30 } = device;
  await t.post("/recipe/totp/device/import", { userId, skew, period, deviceName: name, secretKey: secret });
  return { name, secret };
}

export function verifyCode(t: TestCore, userId: string, totp: string, tenant = "public"): Promise<Answer> {
  return t.post(`/${tenant}/recipe/totp/verify`, { userId, totp });
}

export function verifyDevice(t: TestCore, userId: string, deviceName: string, totp: string): Promise<Answer> {
  return t.post("/public/recipe/totp/device/verify", { userId, deviceName, totp });
}

const PASSWORD = "Passw0rd!";

export interface TestUser {
  id: string;
  email: string;
}

/** Signs up with a password. */
export async function signUp(t: TestCore, email = `${unique("u")}@example.com`, tenant = "public"): Promise<TestUser> {
  const { body } = await t.post(`/${tenant}/recipe/signup`, { email, password: PASSWORD });
  return { id: str(body.recipeUserId), email };
}

/** Signs in with the password of `signUp`. */
export function signIn(t: TestCore, email: string, tenant = "public"): Promise<Answer> {
  return t.post(`/${tenant}/recipe/signin`, { email, password: PASSWORD });
}

/** Signs up or in with a third party. */
export async function signInUp(t: TestCore, email: string, thirdPartyUserId = unique("acme")): Promise<TestUser> {
  const login = { thirdPartyId: "acme", thirdPartyUserId, email: { id: email, isVerified: true } };
  const { body } = await t.post("/public/recipe/signinup", login);
  return { id: str(body.recipeUserId), email };
}

/** Verifies an address over its token. */
export async function verifyEmail(t: TestCore, { id, email }: TestUser) {
  const { body } = await t.post("/public/recipe/user/email/verify/token", { userId: id, email });
  await t.post("/public/recipe/user/email/verify", { method: "token", token: body.token });
}

export interface TestSession {
  handle: string;
  userId: string;
  recipeUserId: string;
  accessToken: string;
  refreshToken: string;
}

export async function startSession(t: TestCore, userId: string, tenant = "public"): Promise<TestSession> {
  const session = { userId, userDataInJWT: {}, userDataInDatabase: {}, enableAntiCsrf: false };
  return sessionOf(await t.post(`/${tenant}/recipe/session`, session));
}

export async function refreshSession(t: TestCore, refreshToken: string): Promise<TestSession> {
  return sessionOf(await t.post("/recipe/session/refresh", { refreshToken, enableAntiCsrf: false, useDynamicSigningKey: true }));
}

function sessionOf({ body }: Answer): TestSession {
  const { handle, userId, recipeUserId } = obj(body.session);
  return {
    handle: str(handle),
    userId: str(userId),
    recipeUserId: str(recipeUserId),
    accessToken: str(obj(body.accessToken).token),
    refreshToken: str(obj(body.refreshToken).token),
  };
}
