import { afterEach, beforeEach, describe, expect, it, test, vi } from "vitest";
import { MfaMisuseError, MultiFactorAuth } from "../../../src/index.js";
import { goToSignIn, leaveTo, ownFactorUrl, successUrl } from "../../../src/supertokens/redirects.js";
import { json, startSdk } from "../support/backend.js";
import { visit, watchPageLoads } from "../support/page.js";

const navigate = vi.fn();
const onError = vi.fn();

beforeEach(() => {
  startSdk({ mfa: { onError } });
  visit("/settings?a=1#x");
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetAllMocks();
});

const wentTo = () => navigate.mock.calls.map(([path]: unknown[]) => path);

describe("redirectToFactor", () => {
  it('("totp", true, true) loads /auth/mfa/totp with setup and the way back', async () => {
    const { assign } = watchPageLoads();
    await MultiFactorAuth.redirectToFactor("totp", true, true);
    expect(assign).toHaveBeenCalledExactlyOnceWith("/auth/mfa/totp?setup=true&redirectToPath=%2Fsettings%3Fa%3D1%23x");
  });

  it("takes the same as an object, and goes through the router that it is given", async () => {
    await MultiFactorAuth.redirectToFactor({ factorId: "totp", forceSetup: true, redirectBack: true, navigate });
    expect(navigate).toHaveBeenCalledExactlyOnceWith("/auth/mfa/totp?setup=true&redirectToPath=%2Fsettings%3Fa%3D1%23x", {
      replace: false,
    });
  });

  it.each<[string, Parameters<typeof MultiFactorAuth.redirectToFactor>, string]>([
    ["no setup, and back, by default", ["totp", undefined, undefined, navigate], "/auth/mfa/totp?redirectToPath=%2Fsettings%3Fa%3D1%23x"],
    ["no way back when none is wanted", ["totp", true, false, navigate], "/auth/mfa/totp?setup=true"],
    ["other factors by their own id", ["otp-email", false, false, navigate], "/auth/mfa/otp-email"],
    ["ids that need it encoded", ["a?b#c", false, false, navigate], "/auth/mfa/a%3Fb%23c"],
  ])("asks for %s", async (_name, args, path) => {
    await MultiFactorAuth.redirectToFactor(...args);
    expect(wentTo()).toEqual([path]);
  });

  it("asks for a code before setup, as a step-up", async () => {
    await MultiFactorAuth.redirectToFactor({ factorId: "totp", forceSetup: true, stepUp: true, redirectBack: false, navigate });
    expect(wentTo()).toEqual(["/auth/mfa/totp?setup=true&stepUp=true"]);
  });

  it.each([
    ["/welcome?redirectToPath=%2Fteam%3Fb", "/auth/mfa/totp?setup=true&redirectToPath=%2Fteam%3Fb"],
    ["/welcome?redirectToPath=%2F%2Fevil.com", "/auth/mfa/totp?setup=true"],
    ["/welcome?redirectToPath=https%3A%2F%2Fevil.com", "/auth/mfa/totp?setup=true"],
    ["/welcome?redirectToPath=%2Fauth%2Fmfa%2Ftotp", "/auth/mfa/totp?setup=true"],
  ])("with redirectBack false, on %s, keeps a redirectToPath only if it is safe", async (page, path) => {
    visit(page);
    await MultiFactorAuth.redirectToFactor("totp", true, false, navigate);
    expect(wentTo()).toEqual([path]);
  });

  it("comes back to a path that has an encoded slash in a name", async () => {
    visit("/files/a%2Fb?c");
    await MultiFactorAuth.redirectToFactor("totp", true, true, navigate);
    const path = "/auth/mfa/totp?setup=true&redirectToPath=%2Ffiles%2Fa%252Fb%3Fc";
    expect(wentTo()).toEqual([path]);
    const back = await successUrl(path.slice(path.indexOf("?")), "totp");
    leaveTo(back, navigate);
    expect(navigate).toHaveBeenLastCalledWith("/files/a%2Fb?c", { replace: true });
  });

  it("never makes a factor screen the way back, and hands on the way back that it has", async () => {
    visit("/auth/mfa/totp?stepUp=true&redirectToPath=%2Fteam");
    await MultiFactorAuth.redirectToFactor("totp", true, true, navigate);
    expect(wentTo()).toEqual(["/auth/mfa/totp?setup=true&redirectToPath=%2Fteam"]);
  });

  it.each([
    ["/account/login/", "/account/login/mfa/totp"],
    ["/", "/mfa/totp"],
    ["", "/mfa/totp"],
    ["/my app", "/my%20app/mfa/totp"],
  ])("goes under the website base path %o", async (websiteBasePath, path) => {
    startSdk({ mfa: { websiteBasePath } });
    await MultiFactorAuth.redirectToFactor("totp", false, false, navigate);
    expect(wentTo()).toEqual([path]);
  });

  it("tells the app which factor was chosen", async () => {
    const onHandleEvent = vi.fn();
    startSdk({ mfa: { onHandleEvent } });
    await MultiFactorAuth.redirectToFactor("totp", true, true, navigate);
    expect(onHandleEvent).toHaveBeenCalledExactlyOnceWith({ action: "FACTOR_CHOOSEN", factorId: "totp" });
  });

  it("goes although the app's event handler throws", async () => {
    startSdk({
      mfa: {
        onError,
        onHandleEvent: () => {
          throw new Error("theirs");
        },
      },
    });
    await MultiFactorAuth.redirectToFactor("totp", true, false, navigate);
    expect(wentTo()).toEqual(["/auth/mfa/totp?setup=true"]);
    expect(onError).toHaveBeenCalledExactlyOnceWith(new Error("theirs"));
  });

  it.each([undefined, "", { factorId: "" }, {}])("tells what is wrong, why, and how to mend it, for %o", async (factor) => {
    const call = MultiFactorAuth.redirectToFactor(factor as string);
    await expect(call).rejects.toThrow(MfaMisuseError);
    await expect(call).rejects.toThrow(/no factor id.*names the screen.*Pass "totp"/);
  });
});

describe("getRedirectionURL", () => {
  it("is asked with all that is known, and has its way", async () => {
    const getRedirectionURL = vi.fn(async () => "/elsewhere?x");
    startSdk({ mfa: { getRedirectionURL } });
    await MultiFactorAuth.redirectToFactor("totp", true, true, navigate, { tenant: "a" });
    expect(getRedirectionURL).toHaveBeenCalledExactlyOnceWith(
      { action: "GO_TO_FACTOR", factorId: "totp", forceSetup: true, stepUp: false, redirectToPath: "/settings?a=1#x" },
      { tenant: "a" },
    );
    expect(wentTo()).toEqual(["/elsewhere?x"]);
  });

  it("may lead to another origin, by a page load", async () => {
    const { assign } = watchPageLoads();
    startSdk({ mfa: { getRedirectionURL: () => "https://accounts.example/mfa" } });
    await MultiFactorAuth.redirectToFactor("totp", true, true, navigate);
    expect(assign).toHaveBeenCalledExactlyOnceWith("https://accounts.example/mfa");
    expect(navigate).not.toHaveBeenCalled();
  });

  it.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "http://",
    `${window.location.origin}//evil.com`,
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
  ])("is refused %j, is told so, and the default holds", async (url) => {
    const { assign } = watchPageLoads();
    startSdk({ mfa: { onError, getRedirectionURL: () => url } });
    await MultiFactorAuth.redirectToFactor("totp", true, false, navigate);
    expect(wentTo()).toEqual(["/auth/mfa/totp?setup=true"]);
    expect(assign).not.toHaveBeenCalled();
    expect(onError).toHaveBeenCalledOnce();
    expect(String(onError.mock.calls[0]?.[0])).toContain("getRedirectionURL");
  });

  it.each(["/auth/mfa/totp?setup=true", "/AUTH/mfa", `${window.location.origin}/auth/mfa/totp`])(
    "is refused %s for SUCCESS, since a factor screen would never be left",
    async (url) => {
      startSdk({ mfa: { onError, getRedirectionURL: () => url } });
      expect(await successUrl("", "totp")).toBe("/");
      expect(String(onError.mock.calls[0]?.[0])).toContain("getRedirectionURL");
    },
  );

  it.each([undefined, null, ""])("answering %o means the default", async (url) => {
    startSdk({ mfa: { onError, getRedirectionURL: () => url as undefined } });
    await MultiFactorAuth.redirectToFactor("totp", true, false, navigate);
    expect(wentTo()).toEqual(["/auth/mfa/totp?setup=true"]);
    expect(await successUrl("", "totp")).toBe("/");
    expect(onError).not.toHaveBeenCalled();
  });

  it.each([
    [
      "throws",
      () =>
        Promise.resolve().then(() => {
          throw new Error("theirs");
        }),
    ],
    [
      "throws at once",
      () => {
        throw new Error("theirs");
      },
    ],
  ])("that %s is reported, and the default holds", async (_name, getRedirectionURL) => {
    startSdk({ mfa: { onError, getRedirectionURL } });
    await MultiFactorAuth.redirectToFactor("totp", true, false, navigate);
    expect(wentTo()).toEqual(["/auth/mfa/totp?setup=true"]);
    expect(onError).toHaveBeenCalledExactlyOnceWith(new Error("theirs"));
  });

  it("names the app's own page of a factor that isn't ours", async () => {
    startSdk({ mfa: { getRedirectionURL: (context) => (context.action === "GO_TO_FACTOR" ? `/own/${context.factorId}` : undefined) } });
    expect(await ownFactorUrl("otp-email", "/a")).toBe("/own/otp-email");
  });
});

describe("a finished screen", () => {
  it.each([
    ["?redirectToPath=%2Fteam%3Fb%23c", "/team?b#c"],
    ["?redirectToPath=%2F%2Fevil.com", "/"],
    ["?redirectToPath=%2F%5Cevil.com", "/"],
    ["?redirectToPath=%2F..%2F%2Fevil.com", "/"],
    ["?redirectToPath=javascript%3Aalert(1)", "/"],
    ["?redirectToPath=%2Fauth%2Fmfa%2Ftotp", "/"],
    ["", "/"],
  ])("of %s leads to %s", async (search, url) => {
    expect(await successUrl(search, "totp")).toBe(url);
  });

  it("leads where the app says when there is no usable redirectToPath", async () => {
    const getRedirectionURL = vi.fn(() => "/home");
    startSdk({ mfa: { getRedirectionURL } });
    expect(await successUrl("?redirectToPath=%2F%2Fevil.com", "totp")).toBe("/home");
    expect(getRedirectionURL).toHaveBeenCalledExactlyOnceWith({ action: "SUCCESS", factorId: "totp" }, {});
  });

  it("is taken out of the history", () => {
    leaveTo("/home", navigate);
    expect(navigate).toHaveBeenCalledExactlyOnceWith("/home", { replace: true });
  });

  it.each(["javascript:alert(1)", `${window.location.origin}//evil.com`])(
    "is left for / rather than for %s, and the app is told",
    (url) => {
      leaveTo(url, navigate);
      expect(navigate).toHaveBeenCalledExactlyOnceWith("/", { replace: true });
      expect(onError).toHaveBeenCalledOnce();
    },
  );
});

describe("sign-in", () => {
  it("keeps the way back and takes the page out of the history", async () => {
    await goToSignIn("/settings?a=1#x", navigate);
    expect(navigate).toHaveBeenCalledExactlyOnceWith("/auth?redirectToPath=%2Fsettings%3Fa%3D1%23x", { replace: true });
  });

  it("may be the app's own page", async () => {
    const getRedirectionURL = vi.fn(() => "/login");
    startSdk({ mfa: { getRedirectionURL } });
    await goToSignIn("/a", navigate);
    expect(getRedirectionURL).toHaveBeenCalledExactlyOnceWith({ action: "TO_AUTH", redirectToPath: "/a" }, {});
    expect(wentTo()).toEqual(["/login"]);
  });
});

describe("handle403", () => {
  const refused = (reason: unknown) => json({ message: "invalid claim", claimValidationErrors: [{ id: "st-mfa", reason }] }, 403);

  test("goes to the factor screen and back when sign-in isn't complete", async () => {
    expect(await MultiFactorAuth.handle403(refused({ oneOf: ["totp"] }), { navigate })).toBe(true);
    expect(wentTo()).toEqual(["/auth/mfa/totp?redirectToPath=%2Fsettings%3Fa%3D1%23x"]);
  });

  test("steps up when a recent code is wanted", async () => {
    const response = refused({ message: "…", factorId: "totp", freshForSeconds: 300 });
    expect(await MultiFactorAuth.handle403(response, { navigate })).toBe(true);
    expect(wentTo()).toEqual(["/auth/mfa/totp?stepUp=true&redirectToPath=%2Fsettings%3Fa%3D1%23x"]);
  });

  test.each([
    ["a 403 about another claim", () => json({ message: "invalid claim", claimValidationErrors: [{ id: "st-ev", reason: {} }] }, 403)],
    ["a 403 of the app's own", () => json({ error: "not yours" }, 403)],
    ["a 403 with HTML", () => new Response("<html>", { status: 403 })],
    ["a 403 with nothing", () => new Response(null, { status: 403 })],
    ["a 403 with null", () => json(null, 403)],
    ["a 401", () => json({ claimValidationErrors: [{ id: "st-mfa", reason: {} }] }, 401)],
    ["a 200", () => json({ claimValidationErrors: [{ id: "st-mfa", reason: {} }] })],
  ])("leaves %s alone, with its body unread", async (_name, answer) => {
    const response = answer();
    expect(await MultiFactorAuth.handle403(response, { navigate })).toBe(false);
    expect(navigate).not.toHaveBeenCalled();
    expect(response.bodyUsed).toBe(false);
  });
});

test("a router's navigate that throws is told to onError, and the page is loaded instead", async () => {
  const { assign } = watchPageLoads();
  navigate.mockRejectedValueOnce(new Error("no route"));
  await MultiFactorAuth.redirectToFactor("totp", true, false, navigate);
  await vi.waitFor(() => expect(assign).toHaveBeenCalledExactlyOnceWith("/auth/mfa/totp?setup=true"));
  expect(onError).toHaveBeenCalledExactlyOnceWith(new Error("no route"));
});
