import { act, renderHook, waitFor } from "@testing-library/react";
import { StrictMode, type ReactNode } from "react";
import { afterEach, beforeEach, describe, expect, it, test, vi } from "vitest";
import { noOffers } from "../../../src/protocol/challengeOffers.js";
import { useMfaScreen } from "../../../src/multifactorauth/useMfaScreen.js";
import { askConsent, challengeConsent, takeConsent } from "../../../src/routing/consent.js";
import type { Navigate } from "../../../src/routing/navigate.js";
import { NavigateProvider } from "../../../src/routing/NavigateContext.js";
import { resyncMfaInfo } from "../../../src/supertokens/mfaService.js";
import { readSession, signOut } from "../../../src/supertokens/sessionService.js";
import { trustThisBrowser } from "../../../src/supertokens/trustService.js";
import { factorsOf, sessionOf } from "../../fixtures/mfaScreen.js";
import { configure } from "../support/config.js";
import { visit, watchPageLoads } from "../support/page.js";

vi.mock("../../../src/supertokens/sessionService.js", () => ({ readSession: vi.fn(), sessionAtHand: vi.fn(), signOut: vi.fn() }));
vi.mock("../../../src/supertokens/trustService.js", () => ({ trustThisBrowser: vi.fn() }));
vi.mock("../../../src/supertokens/mfaService.js", () => ({ resyncMfaInfo: vi.fn() }));

const navigate = vi.fn<Navigate>();
const onError = vi.fn();
type Session = Awaited<ReturnType<typeof readSession>>;
type Info = Awaited<ReturnType<typeof resyncMfaInfo>>;

const info = (rest: Parameters<typeof factorsOf>[0] = {}): Info => ({ status: "OK", factors: factorsOf(rest), offers: noOffers });

function given({ session = sessionOf(), requirements = info() }: { session?: Session; requirements?: Info | Promise<Info> } = {}) {
  vi.mocked(readSession).mockResolvedValue(session);
  vi.mocked(resyncMfaInfo).mockImplementation(async () => requirements);
}

beforeEach(() => {
  vi.clearAllMocks();
  configure({ onError });
  visit("/auth/mfa/totp");
  given();
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const flush = () => act(async () => undefined);

async function open(search = "") {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <StrictMode>
      <NavigateProvider value={navigate}>{children}</NavigateProvider>
    </StrictMode>
  );
  const hook = renderHook(({ query }) => useMfaScreen(query), { wrapper, initialProps: { query: search } });
  await flush();
  return { ...hook, state: () => hook.result.current.state };
}

describe("a sign-in in the middle", () => {
  it("can be typed into before the requirements are known", async () => {
    given({ requirements: new Promise<Info>(() => undefined) });
    const { state } = await open();
    expect(state()).toEqual({
      status: "challenge",
      exit: "SIGN_OUT",
      purpose: "SIGN_IN",
      requirements: "PENDING",
      by: "APP",
      offers: noOffers,
    });
  });

  it("becomes setup when the backend knows no device", async () => {
    given({ requirements: info({ alreadySetup: ["emailpassword"] }) });
    const { state } = await open();
    expect(state()).toEqual({ status: "setup", exit: "SIGN_OUT" });
  });

  it("goes on to redirectToPath when nothing is left, out of the history", async () => {
    given({ requirements: info({ next: [] }) });
    await open("?redirectToPath=%2Fteam%3Fa");
    await waitFor(() => expect(navigate).toHaveBeenCalledWith("/team?a", { replace: true }));
  });

  it("stays usable while the requirements can't be had, and asks again on demand", async () => {
    given({ requirements: { status: "FAULT", cause: new Error("HTTP 500") } });
    const { state, result } = await open();
    expect(state()).toMatchObject({ status: "challenge", requirements: "UNKNOWN" });
    expect(onError).toHaveBeenCalledWith(new Error("HTTP 500"));
    const asked = vi.mocked(resyncMfaInfo).mock.calls.length;
    given();
    act(() => result.current.onRetry());
    await flush();
    expect(state()).toMatchObject({ status: "challenge", requirements: "KNOWN" });
    expect(resyncMfaInfo).toHaveBeenCalledTimes(asked + 1);
  });

  it("ends at /, and asks nobody twice, when a code completes it", async () => {
    const { result } = await open();
    vi.mocked(readSession).mockResolvedValue(sessionOf({ mfa: "COMPLETE", totpCompletedAt: 1 }));
    await act(async () => result.current.onVerified());
    await waitFor(() => expect(navigate).toHaveBeenCalledExactlyOnceWith("/", { replace: true }));
  });

  it("goes to the next factor's own page of the app, when one is left", async () => {
    configure({ getRedirectionURL: (context) => (context.action === "GO_TO_FACTOR" ? `/own/${context.factorId}` : undefined) });
    const { result } = await open("?redirectToPath=%2Fteam");
    given({ requirements: info({ next: ["otp-email"] }) });
    await act(async () => result.current.onVerified());
    await waitFor(() => expect(navigate).toHaveBeenCalledWith("/own/otp-email", { replace: true }));
  });

  it("says so when a factor is left that the app has no page for", async () => {
    given({ requirements: info({ next: ["otp-email"] }) });
    const { state } = await open();
    expect(state()).toEqual({ status: "otherFactor", factorId: "otp-email" });
    expect(navigate).not.toHaveBeenCalled();
  });

  it("asks for the requirements once more when the challenge finds no device", async () => {
    const { result, state } = await open();
    expect(state()).toMatchObject({ requirements: "KNOWN" });
    given({ requirements: info({ alreadySetup: [] }) });
    act(() => result.current.onDetour({ status: "UNKNOWN_USER_ID_ERROR" }));
    await flush();
    expect(state()).toEqual({ status: "setup", exit: "SIGN_OUT" });
  });
});

describe("setup=true", () => {
  it("asks for a device at once, not after the requirements", async () => {
    const { state } = await open("?setup=true");
    expect(state()).toEqual({ status: "setup", exit: "SIGN_OUT" });
    expect(resyncMfaInfo).not.toHaveBeenCalled();
  });

  it("goes back without a change", async () => {
    given({ session: sessionOf({ mfa: "COMPLETE" }) });
    const { state, result } = await open("?setup=true&redirectToPath=%2Fsettings");
    expect(state()).toEqual({ status: "setup", exit: "BACK" });
    act(() => result.current.onExit.BACK());
    await waitFor(() => expect(navigate).toHaveBeenCalledExactlyOnceWith("/settings", { replace: true }));
  });

  it("asks for a code first when the backend wants one, then comes back to setup", async () => {
    given({ session: sessionOf({ mfa: "COMPLETE" }) });
    const { state, result } = await open("?setup=true");
    act(() => result.current.onVerifyFirst());
    expect(state()).toMatchObject({ status: "challenge", exit: "BACK", purpose: "SETUP" });
    await act(async () => result.current.onVerified());
    expect(state()).toEqual({ status: "setup", exit: "BACK" });
  });
});

describe("stepUp=true", () => {
  it("asks for a code although the session is complete and nothing is left", async () => {
    given({ session: sessionOf({ mfa: "COMPLETE" }), requirements: info({ next: [] }) });
    const { state } = await open("?stepUp=true");
    expect(state()).toEqual({ status: "challenge", exit: "BACK", purpose: "STEP_UP", requirements: "KNOWN", by: "APP", offers: noOffers });
    expect(navigate).not.toHaveBeenCalled();
  });
});

test("stepUp=true opened before the claim is computed asks for a code, and goes nowhere without one", async () => {
  given({ session: sessionOf({ mfa: "UNKNOWN" }), requirements: info({ next: [] }) });
  const { state } = await open("?stepUp=true&redirectToPath=%2Fteam");
  expect(state()).toEqual({ status: "challenge", exit: "BACK", purpose: "STEP_UP", requirements: "KNOWN", by: "APP", offers: noOffers });
  expect(navigate).not.toHaveBeenCalled();
});

describe("without a session", () => {
  beforeEach(() => given({ session: { status: "NONE" } }));

  it("goes to sign-in with the way back kept", async () => {
    await open("?redirectToPath=%2Fteam");
    await waitFor(() => expect(navigate).toHaveBeenCalledExactlyOnceWith("/auth?redirectToPath=%2Fteam", { replace: true }));
  });

  it("hands on no hostile way back", async () => {
    await open("?redirectToPath=%2F%2Fevil.com");
    await waitFor(() => expect(navigate).toHaveBeenCalledExactlyOnceWith("/auth", { replace: true }));
  });

  it("says so, rather than going round in circles, when cookies are blocked", async () => {
    vi.spyOn(navigator, "cookieEnabled", "get").mockReturnValue(false);
    const { state } = await open();
    expect(state()).toEqual({ status: "cookiesBlocked" });
    expect(navigate).not.toHaveBeenCalled();
  });
});

describe("a session that can't be read", () => {
  it("is told to the app with its cause, before setup too", async () => {
    const cause = new TypeError("Failed to fetch");
    given({ session: { status: "NETWORK", cause } });
    await open("?setup=true");
    expect(onError).toHaveBeenCalledWith(cause);
  });

  it("offers a retry, which looks again", async () => {
    given({ session: { status: "NETWORK", cause: new TypeError("Failed to fetch") }, requirements: { status: "NETWORK", cause: 1 } });
    const { state, result } = await open();
    expect(state()).toEqual({ status: "unavailable" });
    expect(navigate).not.toHaveBeenCalled();
    given();
    act(() => result.current.onRetry());
    await flush();
    expect(state()).toMatchObject({ status: "challenge", requirements: "KNOWN" });
  });

  it("that turns out to be over leads to sign-in", async () => {
    given({ requirements: { status: "UNAUTHORISED" } });
    await open();
    await waitFor(() => expect(navigate).toHaveBeenCalledExactlyOnceWith("/auth", { replace: true }));
  });
});

describe("a browser to be trusted", () => {
  type Trust = ReturnType<typeof trustThisBrowser>;
  const signedIn = async (trustBrowser: boolean) => {
    const { result } = await open();
    vi.mocked(readSession).mockResolvedValue(sessionOf({ mfa: "COMPLETE", totpCompletedAt: 1 }));
    act(() => void result.current.onCode({ trustBrowser, recoveryCodesLeft: undefined }));
  };

  it("is trusted before the sign-in goes on, where the box was ticked", async () => {
    let trusted = () => {};
    vi.mocked(trustThisBrowser).mockImplementation(
      () => new Promise((resolve) => (trusted = () => resolve({ status: "OK", expiresAt: 1 }))),
    );
    await signedIn(true);
    await waitFor(() => expect(trustThisBrowser).toHaveBeenCalledOnce());
    expect(navigate).not.toHaveBeenCalled();
    trusted();
    await waitFor(() => expect(navigate).toHaveBeenCalledExactlyOnceWith("/", { replace: true }));
  });

  it("isn't where it wasn't", async () => {
    await signedIn(false);
    await waitFor(() => expect(navigate).toHaveBeenCalledExactlyOnceWith("/", { replace: true }));
    expect(trustThisBrowser).not.toHaveBeenCalled();
  });

  const fault = new Error("HTTP 500");
  it.each<[string, () => Trust, unknown[]]>([
    ["fails", async () => ({ status: "FAULT", cause: fault }), [[fault]]],
    ["isn't allowed", async () => ({ status: "TRUST_NOT_ALLOWED_ERROR" }), []],
    ["throws", () => Promise.reject(fault), [[fault]]],
  ])("keeps nobody from signing in when that %s", async (_name, trust, reported) => {
    vi.mocked(trustThisBrowser).mockImplementation(trust);
    await signedIn(true);
    await waitFor(() => expect(navigate).toHaveBeenCalledExactlyOnceWith("/", { replace: true }));
    expect(onError.mock.calls).toEqual(reported);
  });

  it("keeps nobody waiting for more than five seconds", async () => {
    vi.mocked(trustThisBrowser).mockImplementation(() => new Promise(() => undefined));
    const { result } = await open();
    vi.mocked(readSession).mockResolvedValue(sessionOf({ mfa: "COMPLETE", totpCompletedAt: 1 }));
    vi.useFakeTimers();
    act(() => void result.current.onCode({ trustBrowser: true, recoveryCodesLeft: undefined }));
    await act(() => vi.advanceTimersByTimeAsync(4999));
    expect(navigate).not.toHaveBeenCalled();
    await act(() => vi.advanceTimersByTimeAsync(1));
    vi.useRealTimers();
    await waitFor(() => expect(navigate).toHaveBeenCalledExactlyOnceWith("/", { replace: true }));
  });
});

describe("few recovery codes left after a code of the app", () => {
  const accepted = { trustBrowser: false, recoveryCodesLeft: 2 };
  const complete = sessionOf({ mfa: "COMPLETE", totpCompletedAt: 1 });

  it("are told before the sign-in goes on, by what loads on demand", async () => {
    const { result, state } = await open("?redirectToPath=%2Fteam");
    vi.mocked(readSession).mockResolvedValue(complete);
    await act(async () => result.current.onCode(accepted));
    await waitFor(() => expect(state()).toEqual({ status: "codesLeft", codes: { after: "APP", left: 2 }, purpose: "SIGN_IN" }));
    expect(navigate).not.toHaveBeenCalled();
    await act(async () => result.current.onVerified());
    await waitFor(() => expect(navigate).toHaveBeenCalledExactlyOnceWith("/team", { replace: true }));
  });

  it("aren't at a step-up, whose user is in the middle of something", async () => {
    given({ session: complete, requirements: info({ next: [] }) });
    const { result } = await open("?stepUp=true&redirectToPath=%2Fsettings");
    await act(async () => result.current.onCode(accepted));
    await waitFor(() => expect(navigate).toHaveBeenCalledExactlyOnceWith("/settings", { replace: true }));
  });

  it("keep nobody from signing in whose browser can't load what tells it", async () => {
    vi.doMock("../../../src/totp/afterFirstLoad.js", () => {
      throw new TypeError("Failed to fetch dynamically imported module");
    });
    vi.resetModules();
    const { result } = await open();
    vi.mocked(readSession).mockResolvedValue(complete);
    await act(async () => result.current.onCode(accepted));
    await waitFor(() => expect(navigate).toHaveBeenCalledExactlyOnceWith("/", { replace: true }));
    expect(onError).toHaveBeenCalledOnce();
    vi.doUnmock("../../../src/totp/afterFirstLoad.js");
  });
});

test("a new device after a recovery code is set up in the session that it completed, and makes no change that the code was for", async () => {
  const { state, result } = await open();
  askConsent({ action: "turn off", sessionHandle: "handle-1", askedAt: Date.now() });
  const challenge = challengeConsent();
  challenge.open();
  act(() => result.current.onWay("RECOVERY_CODE"));
  expect(state()).toMatchObject({ status: "challenge", by: "RECOVERY_CODE" });
  const form = challengeConsent();
  form.open();
  form.accept();
  vi.mocked(readSession).mockResolvedValue(sessionOf({ mfa: "COMPLETE", totpCompletedAt: 1 }));
  act(() => result.current.onCodesLeft({ after: "RECOVERY_CODE", left: 9 }));
  expect(state()).toMatchObject({ status: "codesLeft", codes: { after: "RECOVERY_CODE", left: 9 } });
  await act(async () => result.current.onSetUp());
  expect(state()).toEqual({ status: "setup", exit: "BACK" });
  expect(takeConsent()).toBeUndefined();
});

test("logging out ends the session, then goes to sign-in", async () => {
  const order: string[] = [];
  vi.mocked(signOut).mockImplementation(async () => void order.push("signed out"));
  const { replace } = watchPageLoads();
  replace.mockImplementation(() => void order.push("gone"));
  const { result } = await open();
  await act(async () => result.current.onExit.SIGN_OUT());
  await waitFor(() => expect(order).toEqual(["signed out", "gone"]));
  expect(replace).toHaveBeenCalledExactlyOnceWith("/auth");
});

test("logging out while offline goes to sign-in through the router, since no page can be loaded", async () => {
  vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  const { result } = await open();
  await act(async () => result.current.onExit.SIGN_OUT());
  await waitFor(() => expect(navigate).toHaveBeenCalledExactlyOnceWith("/auth", { replace: true }));
});

test("logging out ends at sign-in, although a code is accepted meanwhile", async () => {
  let signedOut = () => {};
  vi.mocked(signOut).mockImplementation(() => new Promise<void>((resolve) => (signedOut = resolve)));
  const { replace } = watchPageLoads();
  const { result } = await open();
  act(() => result.current.onExit.SIGN_OUT());
  given({ session: sessionOf({ mfa: "COMPLETE" }) });
  await act(async () => result.current.onVerified());
  await flush();
  await act(async () => signedOut());
  await waitFor(() => expect(replace).toHaveBeenCalledExactlyOnceWith("/auth"));
  expect(navigate).not.toHaveBeenCalled();
});

test("out of the back/forward cache a challenge is decided anew", async () => {
  const { state } = await open();
  given({ session: { status: "NONE" } });
  act(() => void window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true })));
  await flush();
  expect(state()).toEqual({ status: "leaving", to: "SIGN_IN" });
});

test("a screen that is gone goes nowhere later", async () => {
  let answer = (_: Info) => {};
  given({ requirements: new Promise<Info>((resolve) => (answer = resolve)) });
  const { unmount } = await open();
  unmount();
  await act(async () => answer(info({ next: [] })));
  expect(navigate).not.toHaveBeenCalled();
});

test("a screen that is gone before the app said where to go goes nowhere", async () => {
  let answer = (_: string) => {};
  configure({ getRedirectionURL: () => new Promise<string>((resolve) => (answer = resolve)) });
  given({ requirements: info({ next: [] }) });
  const { unmount, state } = await open();
  expect(state()).toEqual({ status: "leaving", to: "SUCCESS" });
  unmount();
  await act(async () => answer("/home"));
  expect(navigate).not.toHaveBeenCalled();
});

test("an unsatisfiable policy ends in words, not in a loop of requests", async () => {
  given({ session: sessionOf({ mfa: "UNKNOWN" }), requirements: { status: "FAULT", cause: new Error("HTTP 500") } });
  const { state } = await open();
  expect(state()).toEqual({ status: "unavailable" });
  const asked = vi.mocked(resyncMfaInfo).mock.calls.length;
  await flush();
  await flush();
  expect(resyncMfaInfo).toHaveBeenCalledTimes(asked);
});
