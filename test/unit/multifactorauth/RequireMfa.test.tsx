import { act, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { StrictMode } from "react";
import { afterEach, beforeEach, describe, expect, it, test, vi } from "vitest";
import { noOffers } from "../../../src/protocol/challengeOffers.js";
import { RequireMfa } from "../../../src/multifactorauth/RequireMfa.js";
import type { Navigate } from "../../../src/routing/navigate.js";
import { NavigateProvider } from "../../../src/routing/NavigateContext.js";
import { resyncMfaInfo } from "../../../src/supertokens/mfaService.js";
import { readSession, signOut } from "../../../src/supertokens/sessionService.js";
import { factorsOf, sessionOf } from "../../fixtures/mfaScreen.js";
import { configure } from "../support/config.js";
import { visit } from "../support/page.js";

vi.mock("../../../src/supertokens/sessionService.js", () => ({ readSession: vi.fn(), sessionAtHand: vi.fn(), signOut: vi.fn() }));
vi.mock("../../../src/supertokens/mfaService.js", () => ({ resyncMfaInfo: vi.fn() }));

const navigate = vi.fn<Navigate>();
const onError = vi.fn();
const complete = sessionOf({ mfa: "COMPLETE" });
const offline = { status: "NETWORK", cause: new TypeError("Failed to fetch") } as const;

beforeEach(() => {
  vi.clearAllMocks();
  configure({ onError });
  visit("/settings?a=1#x");
  vi.mocked(readSession).mockResolvedValue(complete);
});

afterEach(() => {
  vi.restoreAllMocks();
});

const flush = () => act(async () => undefined);

async function guard() {
  render(
    <StrictMode>
      <NavigateProvider value={navigate}>
        <RequireMfa fallback="checking">
          <label>
            Notes <input />
          </label>
        </RequireMfa>
      </NavigateProvider>
    </StrictMode>,
  );
  await flush();
}

const children = () => screen.queryByLabelText("Notes");

async function look() {
  act(() => void document.dispatchEvent(new Event("visibilitychange")));
  await flush();
}

test("a complete session sees the page, without a request", async () => {
  await guard();
  expect(children()).toBeVisible();
  expect(resyncMfaInfo).not.toHaveBeenCalled();
  expect(navigate).not.toHaveBeenCalled();
});

test("nothing of the page is shown before the session is known", async () => {
  vi.mocked(readSession).mockReturnValue(new Promise(() => undefined));
  await guard();
  expect(children()).not.toBeInTheDocument();
  expect(screen.getByText("checking")).toBeVisible();
});

test.each([
  ["an open session", sessionOf({ mfa: "OPEN" }), "/auth/mfa/totp?redirectToPath=%2Fsettings%3Fa%3D1%23x"],
  ["no session", { status: "NONE" } as const, "/auth?redirectToPath=%2Fsettings%3Fa%3D1%23x"],
  ["a session that is over", { status: "UNAUTHORISED" } as const, "/auth?redirectToPath=%2Fsettings%3Fa%3D1%23x"],
])("%s is sent on, once, with the way back, and leaves no entry in the history", async (_name, session, path) => {
  vi.mocked(readSession).mockResolvedValue(session);
  await guard();
  expect(children()).not.toBeInTheDocument();
  await waitFor(() => expect(navigate).toHaveBeenCalledExactlyOnceWith(path, { replace: true }));
  await look();
  expect(navigate).toHaveBeenCalledOnce();
});

describe("a session from before MFA was switched on", () => {
  it("has the backend put the claim there, then decides", async () => {
    vi.mocked(readSession)
      .mockResolvedValueOnce(sessionOf({ mfa: "UNKNOWN" }))
      .mockResolvedValueOnce(sessionOf({ mfa: "UNKNOWN" }));
    vi.mocked(resyncMfaInfo).mockResolvedValue({ status: "OK", factors: factorsOf(), offers: noOffers });
    await guard();
    expect(children()).toBeVisible();
  });

  it("is told that we can't go on when the backend can't", async () => {
    vi.mocked(readSession).mockResolvedValue(sessionOf({ mfa: "UNKNOWN" }));
    vi.mocked(resyncMfaInfo).mockResolvedValue({ status: "FAULT", cause: new Error("HTTP 500") });
    await guard();
    expect(screen.getByRole("heading", { name: "We can't go on" })).toBeVisible();
    expect(onError).toHaveBeenCalled();
    expect(navigate).not.toHaveBeenCalled();
  });
});

test("blocked cookies are told, instead of going to sign-in and back for ever", async () => {
  vi.spyOn(navigator, "cookieEnabled", "get").mockReturnValue(false);
  vi.mocked(readSession).mockResolvedValue({ status: "NONE" });
  await guard();
  expect(screen.getByText(/blocks cookies/)).toBeVisible();
  expect(navigate).not.toHaveBeenCalled();
});

describe("when the session can't be read", () => {
  it("the page comes after a retry", async () => {
    vi.mocked(readSession).mockResolvedValue(offline);
    await guard();
    expect(children()).not.toBeInTheDocument();
    vi.mocked(readSession).mockResolvedValue(complete);
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByLabelText("Notes")).toBeVisible();
  });

  it("logging out leads to sign-in", async () => {
    vi.mocked(readSession).mockResolvedValue(offline);
    vi.mocked(signOut).mockImplementation(async () => void vi.mocked(readSession).mockResolvedValue({ status: "NONE" }));
    await guard();
    await userEvent.click(screen.getByRole("button", { name: "Log out" }));
    await waitFor(() => expect(navigate).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(/^\/auth\?/), { replace: true }));
  });
});

describe("when the page is shown again", () => {
  it("a session that ended elsewhere takes the page away", async () => {
    await guard();
    vi.mocked(readSession).mockResolvedValue({ status: "NONE" });
    await look();
    expect(children()).not.toBeInTheDocument();
    await waitFor(() => expect(navigate).toHaveBeenCalledOnce());
  });

  it.each([
    ["the network is down", offline],
    ["the API is down", { status: "FAULT", cause: new Error("HTTP 502") } as const],
  ])("what was typed stays while %s", async (_name, failure) => {
    await guard();
    await userEvent.type(screen.getByLabelText("Notes"), "half a letter");
    vi.mocked(readSession).mockResolvedValue(failure);
    await look();
    expect(children()).toHaveValue("half a letter");
  });

  it("out of the back/forward cache, the session is looked at again", async () => {
    await guard();
    vi.mocked(readSession).mockResolvedValue(sessionOf({ mfa: "OPEN" }));
    act(() => void window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true })));
    await flush();
    expect(children()).not.toBeInTheDocument();
  });
});
