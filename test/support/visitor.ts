import { decodeJwt } from "jose";
import { emailCode, type AcmeAccount } from "./app.js";
import type { CoreClock } from "./clock.js";
import { scan, type Authenticator } from "./totp.js";

/** What an API answered; a body that isn't a JSON object is under `text`. */
export interface Answer {
  status: number;
  body: Record<string, unknown>;
  headers: Headers;
}

/** The `st-mfa` claim: completed factors in epoch seconds, and whether they suffice. */
export interface MfaClaim {
  c: Record<string, number>;
  v: boolean;
}

/** One browser: its tokens, and the calls that the SuperTokens web SDK would make. */
export interface Visitor {
  email: string;
  userId(): string;
  accessToken(): string;
  claim(): MfaClaim;
  /** A request below the origin, with the visitor's session. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** A request below `apiBasePath`. */
  auth(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** The same browser with the same session, talking to another API on the same core. */
  at(url: string): Visitor;
  /** Another browser of the same user, not signed in yet. */
  otherBrowser(): Visitor;
  signUp(tenantId?: string): Promise<Answer>;
  signIn(tenantId?: string): Promise<Answer>;
  /** Signs up or in with the social login of `withAcme`. */
  signInWithAcme(account: AcmeAccount, tenantId?: string): Promise<Answer>;
  /** Asks for a code by e-mail and enters it: as a factor when there is a session, which links `email` to it. */
  completeEmailCode(email?: string, tenantId?: string): Promise<Answer>;
  refresh(): Promise<Answer>;
  mfaInfo(): Promise<Answer>;
  createDevice(deviceName?: string): Promise<Answer>;
  verifyDevice(deviceName: string, totp: string): Promise<Answer>;
  verifyTotp(totp: string): Promise<Answer>;
  removeDevice(deviceName: string): Promise<Answer>;
  /** Creates a device and verifies it; fails when the API refuses either. */
  addDevice(deviceName: string): Promise<Authenticator>;
  /** Creates a device and leaves it unverified. */
  addPendingDevice(deviceName: string): Promise<Authenticator>;
  deviceNames(): Promise<string[]>;
  settings(): Promise<Answer>;
  enable(): Promise<Answer>;
  disable(): Promise<Answer>;
  rename(existingDeviceName: string, newDeviceName: string): Promise<Answer>;
  /** Makes the session's TOTP `seconds` old (or as far in the future, if negative). */
  ageTotp(seconds: number): Promise<void>;
  /** Makes the session one that never completed TOTP; `v` says whether it counts as complete. */
  forgetTotp(v: boolean): Promise<void>;
  /** Whether the app's own route lets the session in. */
  mayEnter(): Promise<boolean>;
}

interface Place {
  url: string;
  clock: CoreClock;
  basePath: string;
}

interface Tokens {
  access: string | undefined;
  refresh: string | undefined;
}

const password = "Passw0rd!";
let visitors = 0;

export function createVisitor(place: Place, email = `visitor${++visitors}@example.com`, tokens?: Tokens): Visitor {
  const own: Tokens = tokens ?? { access: undefined, refresh: undefined };

  async function call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer> {
    const response = await fetch(place.url + path, {
      method,
      headers: {
        "st-auth-mode": "header",
        ...(body !== undefined && { "content-type": "application/json" }),
        ...(own.access !== undefined && { authorization: `Bearer ${own.access}` }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const access = response.headers.get("st-access-token");
    const refresh = response.headers.get("st-refresh-token");
    if (access) own.access = access;
    if (refresh) own.refresh = refresh;
    return { status: response.status, body: toObject(await response.text()), headers: response.headers };
  }

  const auth: Visitor["auth"] = (method, path, body, headers) => call(method, place.basePath + path, body, headers);
  const inTenant = (tenantId: string | undefined, path: string) => (tenantId === undefined ? path : `/${tenantId}${path}`);
  const firstFactor = (way: string) => (tenantId?: string) =>
    auth("POST", inTenant(tenantId, `/${way}`), {
      formFields: [
        { id: "email", value: email },
        { id: "password", value: password },
      ],
    });
  const payload = () => decodeJwt<{ "st-mfa"?: MfaClaim }>(visitor.accessToken());
  const setClaim = async (value: MfaClaim) => expectOk(await call("POST", "/test/completed-factors", value));

  const visitor: Visitor = {
    email,
    userId: () => payload().sub ?? "",
    accessToken() {
      if (own.access === undefined) throw new Error("This visitor has no session");
      return own.access;
    },
    claim() {
      const claim = payload()["st-mfa"];
      if (claim === undefined) throw new Error("The session has no MFA claim");
      return claim;
    },
    call,
    auth,
    at: (url) => createVisitor({ ...place, url }, email, own),
    otherBrowser: () => createVisitor(place, email),
    signUp: firstFactor("signup"),
    signIn: firstFactor("signin"),
    signInWithAcme: (account, tenantId) =>
      auth("POST", inTenant(tenantId, "/signinup"), { thirdPartyId: "acme", oAuthTokens: { account } }),
    async completeEmailCode(address = email, tenantId) {
      const linking = { shouldTryLinkingWithSessionUser: own.access !== undefined };
      const sent = await auth("POST", inTenant(tenantId, "/signinup/code"), { email: address, ...linking });
      if (sent.body["status"] !== "OK") return sent;
      const { deviceId, preAuthSessionId } = sent.body;
      const userInputCode = emailCode(address);
      return auth("POST", inTenant(tenantId, "/signinup/code/consume"), { deviceId, preAuthSessionId, userInputCode, ...linking });
    },
    refresh: () => auth("POST", "/session/refresh", undefined, { authorization: `Bearer ${own.refresh ?? ""}` }),
    mfaInfo: () => auth("PUT", "/mfa/info"),
    createDevice: (deviceName) => auth("POST", "/totp/device", { deviceName }),
    verifyDevice: (deviceName, totp) => auth("POST", "/totp/device/verify", { deviceName, totp }),
    verifyTotp: (totp) => auth("POST", "/totp/verify", { totp }),
    removeDevice: (deviceName) => auth("POST", "/totp/device/remove", { deviceName }),
    async addDevice(deviceName) {
      const app = await visitor.addPendingDevice(deviceName);
      expectOk(await visitor.verifyDevice(deviceName, app.code()));
      return app;
    },
    async addPendingDevice(deviceName) {
      const { body } = expectOk(await visitor.createDevice(deviceName));
      return scan(String(body["qrCodeString"]), place.clock);
    },
    async deviceNames() {
      const { body } = expectOk(await auth("GET", "/totp/device/list"));
      const devices = body["devices"];
      return Array.isArray(devices) ? devices.map((device: { name: string }) => device.name) : [];
    },
    settings: () => auth("GET", "/totp/settings"),
    enable: () => auth("POST", "/totp/settings/enable", {}),
    disable: () => auth("POST", "/totp/settings/disable", {}),
    rename: (existingDeviceName, newDeviceName) => auth("POST", "/totp/device/rename", { existingDeviceName, newDeviceName }),
    async ageTotp(seconds) {
      const { c } = visitor.claim();
      await setClaim({ c: { ...c, totp: Math.floor(Date.now() / 1000) - seconds }, v: true });
    },
    async forgetTotp(v) {
      const { totp: _, ...c } = visitor.claim().c;
      await setClaim({ c, v });
    },
    async mayEnter() {
      const { status } = await call("GET", "/protected");
      return status === 200;
    },
  };
  return visitor;
}

function toObject(text: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null ? { ...parsed } : { text };
  } catch {
    return { text };
  }
}

function expectOk(answer: Answer): Answer {
  if (answer.status !== 200 || answer.body["status"] !== "OK") {
    throw new Error(`Expected OK, got ${answer.status} ${JSON.stringify(answer.body)}`);
  }
  return answer;
}
