import { afterEach, beforeEach, describe, expect, it, test, vi } from "vitest";
import { MultiFactorAuth } from "../../../src/multifactorauth/MultiFactorAuth.js";
import { loadSetup } from "../../../src/totp/setup/setupCode.js";
import { endVisit, holdVisit, keepVisit } from "../../../src/totp/setup/visit.js";
import { qrCodeStringFor, secret } from "../../fixtures/setup.js";
import { backend, forgetSession, json, signIn, startSdk, type SeenRequest } from "../support/backend.js";
import { visit, watchPageLoads } from "../support/page.js";

vi.mock("../../../src/totp/setup/setupCode.js", () => ({ loadSetup: vi.fn() }));

const setupPage = "/auth/mfa/totp?setup=true&redirectToPath=%2Fsettings";
const qrCodeString = qrCodeStringFor("Example", "ada@example.com");
let visibility: DocumentVisibilityState = "visible";
let requests: SeenRequest[];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  vi.spyOn(document, "visibilityState", "get").mockImplementation(() => visibility);
  visit("/");
  startSdk({ mfa: { onError: () => undefined } });
  requests = backend({
    "POST /auth/totp/device": () => json({ status: "OK", deviceName: "TOTP Device 0", secret, qrCodeString }),
    "POST /auth/session/refresh": () => new Response(null, { status: 401 }),
  });
  visit(setupPage);
  signIn();
});

afterEach(() => {
  endVisit();
  forgetSession();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.mocked(loadSetup).mockReset();
  visibility = "visible";
});

/** Until everything that needs no time has happened. */
const settle = () => vi.advanceTimersByTimeAsync(0);
/** Until the promises of this task have run out, and no later. */
const endOfTask = () => new Promise((resolve) => setImmediate(resolve));
const devices = () => requests.filter(({ path }) => path === "/auth/totp/device").length;

async function init() {
  startSdk();
  await settle();
}

describe("init, on a page at the setup's address", () => {
  it("asks for the code at once and for the device in the same task, with nothing rendered", async () => {
    const end = endOfTask();
    startSdk();
    expect(loadSetup).toHaveBeenCalledOnce();
    await end;
    expect(devices()).toBe(1);
  });

  it("makes one device, which the screen takes over", async () => {
    await init();
    const onDevice = vi.fn();
    holdVisit(onDevice);
    await settle();
    expect(onDevice).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ status: "OK" }));
    expect(devices()).toBe(1);
  });

  it.each(["hidden", "prerender"])("makes no device while the page is %s", async (state) => {
    visibility = state as DocumentVisibilityState;
    await init();
    expect(loadSetup).toHaveBeenCalledOnce();
    expect(devices()).toBe(0);
  });

  it("makes no device without a session", async () => {
    forgetSession();
    await init();
    expect(devices()).toBe(0);
  });

  it.each([
    ["the challenge", "/auth/mfa/totp"],
    ["a code that is asked for before the setup", "/auth/mfa/totp?setup=true&stepUp=true"],
    ["another factor", "/auth/mfa/otp-email?setup=true"],
    ["another page of the app", "/settings?setup=true"],
  ])("makes no device for %s", async (_name, path) => {
    visit(path);
    await init();
    expect(devices()).toBe(0);
  });

  it("drops the device when no screen takes it", async () => {
    await init();
    await vi.advanceTimersByTimeAsync(30_000);
    holdVisit();
    await settle();
    expect(devices()).toBe(2);
  });

  it("drops the device when the page is left", async () => {
    await init();
    window.dispatchEvent(new Event("pagehide"));
    holdVisit();
    await settle();
    expect(devices()).toBe(2);
  });

  it("keeps nothing once the screen has let go", async () => {
    await init();
    holdVisit()();
    await settle();
    holdVisit();
    await settle();
    expect(devices()).toBe(2);
  });

  it("keeps the device while the screen is mounted anew, and no longer", async () => {
    await init();
    const letGo = holdVisit();
    const release = keepVisit();
    letGo();
    await settle();
    const leave = holdVisit();
    await settle();
    expect(devices()).toBe(1);
    leave();
    release?.();
    await settle();
    holdVisit();
    await settle();
    expect(devices()).toBe(2);
  });

  it("shows the device to nobody else who signs in meanwhile", async () => {
    await init();
    signIn({ sub: "bob" });
    holdVisit();
    await settle();
    expect(devices()).toBe(2);
  });
});

describe("redirectToFactor to the setup", () => {
  beforeEach(() => {
    visit("/settings");
    startSdk();
  });

  it("asks for device and code in the task in which the router goes", async () => {
    const navigate = vi.fn();
    const end = endOfTask();
    void MultiFactorAuth.redirectToFactor({ factorId: "totp", forceSetup: true, navigate });
    await end;
    expect(navigate).toHaveBeenCalledExactlyOnceWith("/auth/mfa/totp?setup=true&redirectToPath=%2Fsettings", { replace: false });
    expect(loadSetup).toHaveBeenCalledOnce();
    expect(devices()).toBe(1);
  });

  it("leaves it to the next page, when it loads one", async () => {
    const { assign } = watchPageLoads();
    await MultiFactorAuth.redirectToFactor("totp", true);
    await settle();
    expect(assign).toHaveBeenCalledOnce();
    expect(devices()).toBe(0);
  });

  it("leaves it to the app's own page, where the app has one", async () => {
    startSdk({ mfa: { getRedirectionURL: () => "/own/setup" } });
    const navigate = vi.fn();
    await MultiFactorAuth.redirectToFactor({ factorId: "totp", forceSetup: true, navigate });
    await settle();
    expect(navigate).toHaveBeenCalledExactlyOnceWith("/own/setup", { replace: false });
    expect(devices()).toBe(0);
  });

  it.each([
    ["for a code", { factorId: "totp", stepUp: true }],
    ["for a code first", { factorId: "totp", stepUp: true, forceSetup: true }],
    ["for another factor", { factorId: "otp-email", forceSetup: true }],
  ])("asks for no device %s", async (_name, options) => {
    await MultiFactorAuth.redirectToFactor({ ...options, navigate: vi.fn() });
    await settle();
    expect(devices()).toBe(0);
  });
});

test("a server does nothing ahead of time", async () => {
  vi.stubGlobal("window", undefined);
  const { startUp } = await import("../../../src/multifactorauth/startUp.js");
  await startUp();
  expect(loadSetup).not.toHaveBeenCalled();
});
