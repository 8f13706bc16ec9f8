import { renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { loadMore } from "../../../src/totp/loadMore.js";
import { useStyleSheet } from "../../../src/totp/useStyleSheet.js";
import { configure } from "../support/config.js";

const onError = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  configure({ onError });
  onError.mockReset();
  document.body.innerHTML = '<section data-mfa-slot="challenge"></section>';
});

afterEach(() => {
  vi.useRealTimers();
  document.documentElement.removeAttribute("style");
});

function idlePage(width: number): void {
  vi.spyOn(HTMLElement.prototype, "offsetWidth", "get").mockReturnValue(width);
  renderHook(useStyleSheet);
  vi.runAllTimers();
}

test("a page without a style sheet for the screens is told what, why and how to mend it", async () => {
  idlePage(400);
  await vi.waitFor(() => expect(onError).toHaveBeenCalled());
  expect(String(onError.mock.calls[0]?.[0])).toMatch(
    /^MfaMisuseError: The screens have no style sheet\. The package .* supertokens-mfa-react\/styles\.css/,
  );
});

test("nothing is told with the sheet's tokens, whoever sets them, and where nothing is laid out, as in a test", async () => {
  idlePage(0);
  document.documentElement.style.setProperty("--mfa-accent", "teal");
  idlePage(400);
  await loadMore().then(() => undefined);
  expect(onError).not.toHaveBeenCalled();
});
