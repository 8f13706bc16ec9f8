import { afterEach, beforeEach, describe, expect, it, test, vi } from "vitest";
import { resyncMfaInfo } from "../../../src/supertokens/mfaService.js";
import { clockAheadSeconds, readSession, sessionAtHand, signOut, wasTotpCompletedSince } from "../../../src/supertokens/sessionService.js";
import { backend, forgetSession, frontToken, html, json, signIn, startSdk } from "../support/backend.js";

const onError = vi.fn();
const refresh = "POST /auth/session/refresh";
const info = "PUT /auth/mfa/info";
const unauthorised = () => json({ message: "unauthorised" }, 401);
const refreshed = (payload: Record<string, unknown>) => () => json({}, 200, { "front-token": frontToken(payload) });
const mfa = (c: Record<string, unknown>, v: boolean) => ({ "st-mfa": { c, v } });
const factors = { next: [], alreadySetup: ["totp"], allowedToSetup: ["totp"] };

beforeEach(() => {
  vi.clearAllMocks();
  startSdk({ mfa: { onError } });
  forgetSession();
  backend({ [refresh]: unauthorised });
});

describe("what the session says", () => {
  it.each<[string, Record<string, unknown>, object]>([
    ["MFA is open", mfa({ emailpassword: 1 }, false), { mfa: "OPEN", totpCompletedAt: 0 }],
    [
      "MFA is complete, and when",
      mfa({ emailpassword: 1, totp: 1_702_877_999 }, true),
      { mfa: "COMPLETE", totpCompletedAt: 1_702_877_999 },
    ],
    ["the claim isn't there yet", {}, { mfa: "UNKNOWN", totpCompletedAt: 0 }],
    ["the claim is nothing", { "st-mfa": null }, { mfa: "UNKNOWN", totpCompletedAt: 0 }],
    ["the claim is garbage", { "st-mfa": "x" }, { mfa: "UNKNOWN", totpCompletedAt: 0 }],
    ["the claim is half", { "st-mfa": {} }, { mfa: "OPEN", totpCompletedAt: 0 }],
    ["v is no boolean", { "st-mfa": { c: { totp: "x" }, v: "true" } }, { mfa: "OPEN", totpCompletedAt: 0 }],
  ])("%s", async (_name, payload, expected) => {
    signIn(payload);
    expect(await readSession()).toEqual({ status: "ACTIVE", sessionKey: "public:ada", sessionHandle: "", ...expected });
  });

  it("and which session it is, where the token tells", async () => {
    signIn({ sessionHandle: "handle-1" });
    expect(await readSession()).toMatchObject({ sessionHandle: "handle-1" });
    signIn({ sessionHandle: 7 });
    expect(await readSession()).toMatchObject({ sessionHandle: "" });
  });

  it("asks nothing of the backend while the token is valid", async () => {
    const requests = backend({});
    signIn(mfa({}, false));
    await readSession();
    expect(requests).toEqual([]);
  });

  it("refreshes a token that is over", async () => {
    backend({ [refresh]: refreshed(mfa({ totp: 5 }, true)) });
    signIn(mfa({}, false), -1000);
    expect(await readSession()).toMatchObject({ mfa: "COMPLETE", totpCompletedAt: 5 });
  });

  it("is none without a session, which costs one request", async () => {
    const requests = backend({ [refresh]: unauthorised });
    expect(await readSession()).toEqual({ status: "NONE" });
    expect(await readSession()).toEqual({ status: "NONE" });
    expect(requests).toHaveLength(1);
  });

  it("is none when it can't be refreshed any more", async () => {
    signIn(mfa({}, false), -1000);
    backend({ [refresh]: () => json({ message: "unauthorised" }, 401, { "front-token": "remove" }) });
    expect(await readSession()).toEqual({ status: "NONE" });
  });

  it.each([
    ["an expired session", () => signIn(mfa({ totp: 1 }, true), -1000)],
    ["a visitor not seen before", () => undefined],
  ])("is a failure, not an end, when the network is down for %s", async (_name, arrive) => {
    arrive();
    backend({ [refresh]: () => new TypeError("Failed to fetch") });
    expect((await readSession()).status).toBe("NETWORK");
    backend({ [refresh]: () => html(502) });
    expect((await readSession()).status).toBe("FAULT");
  });

  it("is a failure, not a crash, for a cookie that holds garbage", async () => {
    signIn();
    document.cookie = "sFrontToken=%%%; path=/";
    expect((await readSession()).status).toBe("FAULT");
  });

  it("tells the users of a browser and their tenants apart", async () => {
    signIn({ sub: "bob", tId: "acme" });
    expect(await readSession()).toMatchObject({ sessionKey: "acme:bob" });
  });
});

describe("whether a code whose reply was lost was accepted", () => {
  const ask = () => wasTotpCompletedSince(100);

  beforeEach(() => signIn(mfa({ totp: 100 }, false)));

  it("yes, when the refreshed session has completed TOTP since", async () => {
    backend({ [refresh]: refreshed(mfa({ totp: 101 }, true)), [info]: () => json({ status: "OK", factors }) });
    expect(await ask()).toBe(true);
  });

  it("no, when it was completed before", async () => {
    backend({ [refresh]: refreshed(mfa({ totp: 100 }, true)), [info]: () => json({ status: "OK", factors }) });
    expect(await ask()).toBe(false);
  });

  it("unknown, while the backend can't be asked", async () => {
    backend({ [refresh]: () => new TypeError("Failed to fetch") });
    expect(await ask()).toMatchObject({ status: "NETWORK" });
    backend({ [refresh]: refreshed(mfa({ totp: 101 }, true)), [info]: () => html(502) });
    expect(await ask()).toMatchObject({ status: "FAULT" });
  });

  it("never mind, when the session is over", async () => {
    expect(await ask()).toEqual({ status: "UNAUTHORISED" });
  });
});

describe("the requirements", () => {
  beforeEach(() => signIn(mfa({}, false)));

  it("are the backend's", async () => {
    backend({ [info]: () => json({ status: "OK", factors, emails: {}, phoneNumbers: {} }) });
    expect(await resyncMfaInfo()).toEqual({ status: "OK", factors, offers: { recoveryCodes: false, trustDays: undefined } });
  });

  it.each([
    [
      { recoveryCodes: true, trustDays: 30 },
      { recoveryCodes: true, trustDays: 30 },
    ],
    [
      { recoveryCodes: "yes", trustDays: "30" },
      { recoveryCodes: false, trustDays: undefined },
    ],
    [{ trustDays: -1 }, { recoveryCodes: false, trustDays: undefined }],
    [null, { recoveryCodes: false, trustDays: undefined }],
  ])("offer beside a code what the plugin says: %j", async (totp, offers) => {
    backend({ [info]: () => json({ status: "OK", factors, totp }) });
    expect(await resyncMfaInfo()).toMatchObject({ offers });
  });

  it.each([
    { status: "OK" },
    { status: "OK", factors: null },
    { status: "OK", factors: [] },
    { status: "OK", factors: { next: "totp", alreadySetup: [] } },
    { status: "OK", factors: { next: ["totp"] } },
    { status: "OK", factors: { next: ["totp"], alreadySetup: "totp" } },
    { status: "WHATEVER" },
  ])("that read %o are a fault", async (body) => {
    backend({ [info]: () => json(body) });
    expect((await resyncMfaInfo()).status).toBe("FAULT");
  });

  it("that read null are a fault, as any reply that can't be used", async () => {
    backend({ [info]: () => json(null) });
    expect((await resyncMfaInfo()).status).toBe("FAULT");
  });

  it("of an unsatisfiable policy are a fault", async () => {
    backend({ [info]: () => json({ message: "no way" }, 500) });
    expect((await resyncMfaInfo()).status).toBe("FAULT");
  });
});

describe("signing out", () => {
  beforeEach(() => signIn());

  // No test finds what an earlier one left to be done when the network is back.
  afterEach(async () => {
    signIn();
    window.dispatchEvent(new Event("online"));
    await settle();
  });

  const settle = () => new Promise((resolve) => setTimeout(resolve));

  it("asks the backend to end the session", async () => {
    const requests = backend({ "POST /auth/signout": () => json({ status: "OK" }, 200, { "front-token": "remove" }) });
    await signOut();
    expect(requests.map(({ path }) => path)).toEqual(["/auth/signout"]);
    expect(onError).not.toHaveBeenCalled();
  });

  it.each([
    ["the network is down", () => new TypeError("Failed to fetch")],
    ["the backend fails", () => html(502)],
  ])("ends the session in this browser and tells the app when %s", async (_name, answer) => {
    backend({ "POST /auth/signout": answer, [refresh]: unauthorised });
    await signOut();
    expect(onError).toHaveBeenCalledOnce();
    expect(sessionAtHand()).toBeUndefined();
    expect(await readSession()).toEqual({ status: "NONE" });
  });

  describe("without a network", () => {
    /** The browser is back online; answers with the sign-outs that the backend sees then. */
    const goOnline = async () => {
      const requests = backend({ "POST /auth/signout": () => json({ status: "OK" }), [refresh]: unauthorised });
      window.dispatchEvent(new Event("online"));
      await settle();
      return requests.filter(({ path }) => path === "/auth/signout");
    };

    beforeEach(async () => {
      backend({ "POST /auth/signout": () => new TypeError("Failed to fetch") });
      await signOut();
    });

    it("tells the backend as soon as there is one, once", async () => {
      expect(await goOnline()).toHaveLength(1);
      expect(await goOnline()).toEqual([]);
    });

    it("leaves alone the session of whoever has signed in since", async () => {
      signIn({ sub: "bob" });
      expect(await goOnline()).toEqual([]);
      expect(await readSession()).toMatchObject({ sessionKey: "public:bob" });
    });
  });
});

test("the clock of this device is taken for right until the SDK has learned otherwise", () => {
  expect(clockAheadSeconds()).toBeCloseTo(0);
});
