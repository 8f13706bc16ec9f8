import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { StrictMode } from "react";
import { createMemoryRouter, Link, MemoryRouter, Route, RouterProvider, Routes, useLocation } from "react-router";
import { afterEach, beforeEach, describe, expect, it, test, vi } from "vitest";
import { noOffers } from "../../../../src/protocol/challengeOffers.js";
import { RequireMfa } from "../../../../src/multifactorauth/RequireMfa.js";
import { MfaNavigation, mfaRoutes, MfaRoutes } from "../../../../src/react-router.js";
import { createDevice } from "../../../../src/supertokens/newDevice.js";
import { resyncMfaInfo } from "../../../../src/supertokens/mfaService.js";
import { readSession } from "../../../../src/supertokens/sessionService.js";
import { verifyCode } from "../../../../src/supertokens/totpService.js";
import { factorsOf, sessionOf } from "../../../fixtures/mfaScreen.js";
import { qrCodeStringFor, secret } from "../../../fixtures/setup.js";
import { configure } from "../../support/config.js";
import { visit, watchPageLoads } from "../../support/page.js";

vi.mock("../../../../src/supertokens/sessionService.js", () => ({
  readSession: vi.fn(),
  sessionAtHand: vi.fn(),
  signOut: vi.fn(),
  wasTotpCompletedSince: vi.fn(),
  clockAheadSeconds: () => 0,
}));
vi.mock("../../../../src/supertokens/mfaService.js", () => ({ resyncMfaInfo: vi.fn() }));
vi.mock("../../../../src/supertokens/totpService.js", () => ({ verifyCode: vi.fn() }));
vi.mock("../../../../src/supertokens/newDevice.js", () => ({ createDevice: vi.fn() }));

let loads: ReturnType<typeof watchPageLoads>;

beforeEach(() => {
  vi.clearAllMocks();
  visit("/");
  loads = watchPageLoads();
  configure();
  vi.mocked(readSession).mockResolvedValue(sessionOf());
  vi.mocked(resyncMfaInfo).mockResolvedValue({ status: "OK", factors: factorsOf(), offers: noOffers });
  vi.mocked(createDevice).mockResolvedValue({
    status: "OK",
    deviceName: "TOTP Device 0",
    secret,
    qrCodeString: qrCodeStringFor("Example", "ada@example.com"),
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  sessionStorage.clear();
});

function Place() {
  const { pathname, search, hash } = useLocation();
  return <output>{pathname + search + hash}</output>;
}

const place = () => document.querySelector("output")?.textContent;

function open(entry: string, basename = "/") {
  render(
    <StrictMode>
      <MemoryRouter basename={basename} initialEntries={[entry]}>
        <Routes>
          <Route path="/auth/mfa/*" element={<MfaRoutes />} />
          <Route path="/auth/mfa/otp-email" element="the app's own factor" />
          <Route path="*" element={<Place />} />
        </Routes>
      </MemoryRouter>
    </StrictMode>,
  );
}

/** Each a code of its own: one that was accepted isn't sent again for a while. */
let lastCode = 123_456;

async function enterCode() {
  lastCode += 1;
  await userEvent.type(await screen.findByRole("textbox", { name: "6-digit code" }), String(lastCode));
}

describe("a code at /auth/mfa/totp", () => {
  beforeEach(() => {
    vi.mocked(verifyCode).mockImplementation(async () => {
      vi.mocked(readSession).mockResolvedValue(sessionOf({ mfa: "COMPLETE", totpCompletedAt: 1 }));
      return { status: "OK" };
    });
  });

  it("leads to redirectToPath through the router, without loading a page", async () => {
    open("/auth/mfa/totp?redirectToPath=%2Fteam%3Fa%3D1%23x");
    await enterCode();
    await waitFor(() => expect(place()).toBe("/team?a=1#x"));
    expect(loads.assign.mock.calls.length + loads.replace.mock.calls.length).toBe(0);
    expect(verifyCode).toHaveBeenCalledExactlyOnceWith(String(lastCode));
  });

  it("leads to / rather than where a hostile redirectToPath points", async () => {
    open("/auth/mfa/totp?redirectToPath=%2F%2Fevil.com%2Fa");
    await enterCode();
    await waitFor(() => expect(place()).toBe("/"));
    expect(loads.assign.mock.calls.length + loads.replace.mock.calls.length).toBe(0);
  });

  it("under a basename leads to the path as it stands in the address bar", async () => {
    configure({ websiteBasePath: "/app/auth" });
    open("/app/auth/mfa/totp?redirectToPath=%2Fapp%2Fteam", "/app");
    await enterCode();
    await waitFor(() => expect(place()).toBe("/team"));
  });

  it.each([
    ["/app", "/"],
    ["/app/", "/"],
    ["/app?tab=2", "/?tab=2"],
    ["/app#news", "/#news"],
  ])("under a basename leads to %s, the front page, rather than round to itself", async (target, path) => {
    configure({ websiteBasePath: "/app/auth" });
    open(`/app/auth/mfa/totp?redirectToPath=${encodeURIComponent(target)}`, "/app");
    await enterCode();
    await waitFor(() => expect(place()).toBe(path));
  });

  it("under a basename leads out of it by a page load", async () => {
    configure({ websiteBasePath: "/app/auth" });
    open("/app/auth/mfa/totp?redirectToPath=%2Fapplication", "/app");
    await enterCode();
    await waitFor(() => expect(loads.replace).toHaveBeenCalledExactlyOnceWith("/application"));
  });

  it("under a basename leads no one to another host through the router", async () => {
    configure({ websiteBasePath: "/app/auth" });
    open("/app/auth/mfa/totp?redirectToPath=%2Fapp%2F%2Fevil.com", "/app");
    await enterCode();
    await waitFor(() => expect(loads.replace).toHaveBeenCalledExactlyOnceWith("/app//evil.com"));
  });
});

test("setup at ?setup=true makes one device, also under StrictMode, and shows its key", async () => {
  vi.mocked(readSession).mockResolvedValue(sessionOf({ mfa: "COMPLETE" }));
  open("/auth/mfa/totp?setup=true&redirectToPath=%2Fsettings");
  expect(await screen.findByText("JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP")).toBeVisible();
  expect(createDevice).toHaveBeenCalledOnce();
  await userEvent.click(screen.getByRole("button", { name: "Back" }));
  await waitFor(() => expect(place()).toBe("/settings"));
});

test("another visit is another screen: from a code asked for to setup", async () => {
  vi.mocked(readSession).mockResolvedValue(sessionOf({ mfa: "COMPLETE" }));
  render(
    <MemoryRouter initialEntries={["/auth/mfa/totp?stepUp=true"]}>
      <Link to="/auth/mfa/totp?setup=true">Set up</Link>
      <Routes>
        <Route path="/auth/mfa/*" element={<MfaRoutes />} />
      </Routes>
    </MemoryRouter>,
  );
  expect(await screen.findByRole("heading", { name: "Enter your code" })).toBeVisible();
  await userEvent.click(screen.getByRole("link", { name: "Set up" }));
  expect(await screen.findByRole("heading", { name: "Set up your authenticator app" })).toBeVisible();
});

test.each(["#main", "/auth/mfa/totp"])("a link to %s, the page itself, leaves what was typed", async (to) => {
  render(
    <MemoryRouter initialEntries={["/auth/mfa/totp"]}>
      <Link to={to}>Skip to the content</Link>
      <Routes>
        <Route path="/auth/mfa/*" element={<MfaRoutes />} />
      </Routes>
    </MemoryRouter>,
  );
  await userEvent.type(await screen.findByRole("textbox", { name: "6-digit code" }), "123");
  await userEvent.click(screen.getByRole("link", { name: "Skip to the content" }));
  expect(screen.getByRole("textbox", { name: "6-digit code" })).toHaveValue("123");
});

test("the app's own routes for other factors go first", async () => {
  open("/auth/mfa/otp-email");
  expect(await screen.findByText("the app's own factor")).toBeVisible();
  expect(readSession).not.toHaveBeenCalled();
});

describe("the guard inside MfaNavigation", () => {
  it("goes through the router, with the way back", async () => {
    visit("/team?a=1");
    render(
      <MemoryRouter initialEntries={["/team?a=1"]}>
        <MfaNavigation>
          <Routes>
            <Route path="/team" element={<RequireMfa>the team</RequireMfa>} />
            <Route path="*" element={<Place />} />
          </Routes>
        </MfaNavigation>
      </MemoryRouter>,
    );
    await waitFor(() => expect(place()).toBe("/auth/mfa/totp?redirectToPath=%2Fteam%3Fa%3D1"));
    expect(screen.queryByText("the team")).not.toBeInTheDocument();
    expect(loads.replace).not.toHaveBeenCalled();
  });
});

describe("mfaRoutes for a data router", () => {
  it.each([
    ["/auth", undefined, "/auth/mfa/*"],
    ["", undefined, "/mfa/*"],
    ["/app/auth", "/app", "/auth/mfa/*"],
    ["/app/auth", "/app/", "/auth/mfa/*"],
    ["/app", "/app", "/mfa/*"],
    ["/application", "/app", "/application/mfa/*"],
    ["/auth", "/app", "/auth/mfa/*"],
    ["/my%20app/auth", undefined, "/my app/auth/mfa/*"],
  ])("with the base path %o under the basename %o are at %s", (websiteBasePath, basename, path) => {
    configure({ websiteBasePath });
    expect(mfaRoutes(basename).map((route) => route.path)).toEqual([path]);
  });

  it.each([
    ["/app/auth", "/app"],
    ["/my%20app/auth", "/"],
  ])("show the screen at the URL that redirects lead to, under %s", async (websiteBasePath, basename) => {
    configure({ websiteBasePath });
    const router = createMemoryRouter(mfaRoutes(basename), { basename, initialEntries: [`${websiteBasePath}/mfa/totp`] });
    render(<RouterProvider router={router} />);
    expect(await screen.findByRole("heading", { name: "Enter your code" })).toBeVisible();
  });
});
