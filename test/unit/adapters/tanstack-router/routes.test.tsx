import { createMemoryHistory, createRootRoute, createRoute, createRouter, Outlet, RouterProvider } from "@tanstack/react-router";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { noOffers } from "../../../../src/protocol/challengeOffers.js";
import { RequireMfa } from "../../../../src/multifactorauth/RequireMfa.js";
import { resyncMfaInfo } from "../../../../src/supertokens/mfaService.js";
import { readSession } from "../../../../src/supertokens/sessionService.js";
import { verifyCode } from "../../../../src/supertokens/totpService.js";
import { MfaNavigation, MfaRoutes } from "../../../../src/tanstack-router.js";
import { factorsOf, sessionOf } from "../../../fixtures/mfaScreen.js";
import { configure } from "../../support/config.js";
import { visit, watchPageLoads } from "../../support/page.js";

vi.mock("../../../../src/supertokens/sessionService.js", () => ({
  readSession: vi.fn(),
  sessionAtHand: () => undefined,
  signOut: vi.fn(),
  wasTotpCompletedSince: vi.fn(),
  clockAheadSeconds: () => 0,
}));
vi.mock("../../../../src/supertokens/mfaService.js", () => ({ resyncMfaInfo: vi.fn() }));
vi.mock("../../../../src/supertokens/totpService.js", () => ({ verifyCode: vi.fn() }));

let loads: ReturnType<typeof watchPageLoads>;

beforeEach(() => {
  vi.clearAllMocks();
  visit("/");
  loads = watchPageLoads();
  // The router scrolls to the top of a new page, which jsdom can't.
  vi.stubGlobal("scrollTo", vi.fn());
  vi.mocked(readSession).mockResolvedValue(sessionOf());
  vi.mocked(resyncMfaInfo).mockResolvedValue({ status: "OK", factors: factorsOf(), offers: noOffers });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function open(entry: string, basepath = "/") {
  const root = createRootRoute({
    component: () => (
      <MfaNavigation>
        <Outlet />
      </MfaNavigation>
    ),
    notFoundComponent: () => "elsewhere",
  });
  const screens = createRoute({ getParentRoute: () => root, path: "/auth/mfa/$", component: MfaRoutes });
  const guarded = createRoute({ getParentRoute: () => root, path: "/guarded", component: () => <RequireMfa>secret plans</RequireMfa> });
  const history = createMemoryHistory({ initialEntries: [entry] });
  render(<RouterProvider router={createRouter({ routeTree: root.addChildren([screens, guarded]), history, basepath })} />);
  return history;
}

test.each([
  ["/", "/auth", ""],
  ["/app", "/app/auth", "/app"],
])("under the base path %s the guard leads to the challenge and a code back, by the router", async (basepath, websiteBasePath, base) => {
  configure({ websiteBasePath });
  vi.mocked(verifyCode).mockImplementation(async () => {
    vi.mocked(readSession).mockResolvedValue(sessionOf({ mfa: "COMPLETE" }));
    return { status: "OK" };
  });
  // The guard comes back to the page that the browser shows.
  visit(`${base}/guarded`);
  const history = open(`${base}/guarded`, basepath);
  await userEvent.type(await screen.findByRole("textbox", { name: "6-digit code" }), base === "" ? "123456" : "234567");
  expect(await screen.findByText("secret plans")).toBeVisible();
  expect(history.location.href).toBe(`${base}/guarded`);
  expect(history.length).toBe(1);
  expect([...loads.assign.mock.calls, ...loads.replace.mock.calls]).toEqual([]);
});

test("a path outside the router's base path is loaded", async () => {
  configure({ websiteBasePath: "/auth" });
  open("/app/guarded", "/app");
  await waitFor(() => expect(loads.replace).toHaveBeenCalledWith("/auth/mfa/totp?redirectToPath=%2F"));
});
