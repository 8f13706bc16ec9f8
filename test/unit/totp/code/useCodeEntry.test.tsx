import { act, renderHook } from "@testing-library/react";
import { StrictMode } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import { readSession, sessionAtHand } from "../../../../src/supertokens/sessionService.js";
import type { CodeFlowOptions } from "../../../../src/totp/code/code.flow.js";
import { clearLock, storeLock } from "../../../../src/totp/code/lock.js";
import { useCodeEntry } from "../../../../src/totp/code/useCodeEntry.js";
import { sessionOf } from "../../../fixtures/mfaScreen.js";

vi.mock("../../../../src/supertokens/sessionService.js", () => ({
  readSession: vi.fn(),
  sessionAtHand: vi.fn(),
  wasTotpCompletedSince: vi.fn(),
}));

const verify = vi.fn<CodeFlowOptions["verify"]>();
const [first, second] = [vi.fn(), vi.fn()];

beforeEach(() => {
  vi.resetAllMocks();
  vi.mocked(readSession).mockResolvedValue(sessionOf());
});

function open() {
  return renderHook(({ onAccepted }) => useCodeEntry({ verify, onAccepted, onDetour: () => undefined }), {
    wrapper: StrictMode,
    initialProps: { onAccepted: first },
  });
}

test("shows what becomes of a code, and tells whoever is listening by then", async () => {
  verify.mockResolvedValue({ status: "OK" });
  const { result, rerender } = open();
  act(() => result.current.submit("123456"));
  expect(result.current.state.status).toBe("verifying");
  rerender({ onAccepted: second });
  await act(async () => undefined);
  expect(result.current.state.status).toBe("accepted");
  expect(first).not.toHaveBeenCalled();
  expect(second).toHaveBeenCalledOnce();
});

test("shows a lock in the first render where the session is at hand, and not in the one that takes over a server's", async () => {
  const session = sessionOf();
  vi.mocked(sessionAtHand).mockReturnValue(session);
  storeLock("TOTP", session.sessionKey, 60_000);
  const shown: string[] = [];
  const watch = () => {
    const { state } = useCodeEntry({ verify, onAccepted: first, onDetour: () => undefined });
    shown.push(state.status);
    return state;
  };
  const { unmount } = renderHook(watch);
  expect(shown[0]).toBe("locked");
  unmount();
  shown.length = 0;
  const { result } = renderHook(watch, { container: document.body.appendChild(document.createElement("div")), hydrate: true });
  expect(shown[0]).toBe("ready");
  expect(result.current.status).toBe("locked");
  clearLock("TOTP");
});

test("doesn't lead anywhere after the screen is gone", async () => {
  let answer = (_: { status: "OK" }) => {};
  verify.mockImplementation(() => new Promise((resolve) => (answer = resolve)));
  const { result, unmount } = open();
  act(() => result.current.submit("654321"));
  await act(async () => undefined);
  unmount();
  await act(async () => answer({ status: "OK" }));
  expect(verify).toHaveBeenCalledOnce();
  expect(first).not.toHaveBeenCalled();
});
