import { act, renderHook } from "@testing-library/react";
import { StrictMode } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import { readSession } from "../../../../src/supertokens/sessionService.js";
import type { CodeFlowOptions } from "../../../../src/totp/code/code.flow.js";
import { useCodeEntry } from "../../../../src/totp/code/useCodeEntry.js";
import { sessionOf } from "../../../fixtures/mfaScreen.js";

vi.mock("../../../../src/supertokens/sessionService.js", () => ({ readSession: vi.fn(), wasTotpCompletedSince: vi.fn() }));

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
