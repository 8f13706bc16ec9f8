import { act, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Activity, Suspense, useState } from "react";
import { renderToString } from "react-dom/server";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { RequireMfa } from "../../../../src/multifactorauth/RequireMfa.js";
import { MfaNavigation, MfaRoutes } from "../../../../src/next.js";
import { noOffers } from "../../../../src/protocol/challengeOffers.js";
import { resyncMfaInfo } from "../../../../src/supertokens/mfaService.js";
import { readSession } from "../../../../src/supertokens/sessionService.js";
import { verifyCode } from "../../../../src/supertokens/totpService.js";
import { factorsOf, sessionOf } from "../../../fixtures/mfaScreen.js";
import { configure } from "../../support/config.js";
import { openNextPage, usePathname, went } from "../../support/next/navigation.js";
import { watchPageLoads } from "../../support/page.js";

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
  loads = watchPageLoads();
  vi.mocked(readSession).mockResolvedValue(sessionOf());
  vi.mocked(resyncMfaInfo).mockResolvedValue({ status: "OK", factors: factorsOf(), offers: noOffers });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function App() {
  const pathname = usePathname();
  return <MfaNavigation>{pathname === "/auth/mfa/totp" ? <MfaRoutes /> : <RequireMfa>secret plans</RequireMfa>}</MfaNavigation>;
}

test.each(["", "/app"])("with the basePath %j the guard leads to the challenge and a code back, by the router", async (basePath) => {
  configure({ websiteBasePath: `${basePath}/auth` });
  vi.mocked(verifyCode).mockImplementation(async () => {
    vi.mocked(readSession).mockResolvedValue(sessionOf({ mfa: "COMPLETE" }));
    return { status: "OK" };
  });
  openNextPage(basePath, `${basePath}/guarded`);
  render(<App />);
  await userEvent.type(await screen.findByRole("textbox", { name: "6-digit code" }), basePath === "" ? "123456" : "234567");
  expect(await screen.findByText("secret plans")).toBeVisible();
  expect(went).toEqual([`/auth/mfa/totp?redirectToPath=${encodeURIComponent(`${basePath}/guarded`)}`, "/guarded"]);
  expect([...loads.assign.mock.calls, ...loads.replace.mock.calls]).toEqual([]);
});

test("a path outside the basePath is loaded", async () => {
  configure({ websiteBasePath: "/auth" });
  openNextPage("/app", "/app/guarded");
  render(<App />);
  await waitFor(() => expect(loads.replace).toHaveBeenCalledWith("/auth/mfa/totp?redirectToPath=%2Fapp%2Fguarded"));
  expect(went).toEqual([]);
});

test("a page that Next keeps hidden holds no screen, and shows a new one when it comes back", async () => {
  configure();
  openNextPage("", "/auth/mfa/totp");
  let show: (mode: "visible" | "hidden") => void = () => undefined;
  function Kept() {
    const [mode, setMode] = useState<"visible" | "hidden">("visible");
    show = setMode;
    return (
      <Activity mode={mode}>
        <MfaRoutes />
      </Activity>
    );
  }
  const { container } = render(<Kept />);
  await userEvent.type(await screen.findByRole("textbox", { name: "6-digit code" }), "12");
  await act(async () => show("hidden"));
  expect(container.querySelector("input")).toBeNull();
  await act(async () => show("visible"));
  expect(await screen.findByRole("textbox", { name: "6-digit code" })).toHaveValue("");
});

test("while the page is built the screen waits for the query inside a Suspense of its own", () => {
  openNextPage("", "/auth/mfa/totp");
  const outer = renderToString(
    <Suspense fallback="the whole page waits">
      <MfaRoutes />
    </Suspense>,
  );
  expect(outer).toContain('data-mfa-slot="mfa" data-status="deciding"');
  expect(outer).not.toContain("the whole page waits");
});
