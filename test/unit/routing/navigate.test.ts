import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { goTo, goToAppUrl, loadPage } from "../../../src/routing/navigate.js";

const origin = "https://app.example";
const page = { origin, href: `${origin}/here/now?a#b`, assign: vi.fn(), replace: vi.fn() };
const navigate = vi.fn();

beforeEach(() => vi.stubGlobal("location", page));

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetAllMocks();
});

function nobodyWent() {
  expect(navigate).not.toHaveBeenCalled();
  expect(page.assign).not.toHaveBeenCalled();
  expect(page.replace).not.toHaveBeenCalled();
}

describe("goTo", () => {
  it.each([
    "//evil.com",
    "/\\evil.com",
    "\t//evil.com",
    "/..//evil.com",
    "https://evil.com",
    "javascript:alert(1)",
    "/%2f%2fevil.com",
    "",
    "a",
  ])("goes nowhere for %o", (path) => {
    expect(goTo(path, navigate)).toBe(false);
    nobodyWent();
  });

  it("hands a safe path in normal form to the router", () => {
    expect(goTo("/a/../b?c#d", navigate, { replace: true })).toBe(true);
    expect(navigate).toHaveBeenCalledExactlyOnceWith("/b?c#d", { replace: true });
  });

  it("loads a page where there is no router", () => {
    expect(goTo("/b")).toBe(true);
    expect(page.assign).toHaveBeenCalledExactlyOnceWith("/b");
  });
});

describe("goToAppUrl", () => {
  it.each([
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    "data:text/html,x",
    "blob:https://app.example/1",
    "file:///etc",
    "http://",
    "https://[",
    "https:a",
    "mailto:a@b.c",
    "a",
    "../a",
    "?b",
    "#b",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/\n\\evil.example",
    " //evil.example",
    "//app.example/a",
    "https:/evil.example",
  ])("goes nowhere for %s", (url) => {
    expect(goToAppUrl(url, navigate)).toBe(false);
    nobodyWent();
  });

  it.each([
    ["/a?b#c", "/a?b#c"],
    [`${origin}/a`, "/a"],
    [`https://user:pass@app.example/a`, "/a"],
  ])("has the router go to %s on the page's own origin", (url, path) => {
    expect(goToAppUrl(url, navigate)).toBe(true);
    expect(navigate).toHaveBeenCalledExactlyOnceWith(path, undefined);
  });

  it.each([`${origin}//evil.com`, `${origin}/%2f%2fevil.com`])("refuses %s, which a router may take for a host", (url) => {
    expect(goToAppUrl(url, navigate)).toBe(false);
    nobodyWent();
  });

  it("loads an absolute URL, since another origin is the app's decision", () => {
    expect(goToAppUrl("https://other.example/a", navigate, { replace: true })).toBe(true);
    expect(page.replace).toHaveBeenCalledExactlyOnceWith("https://other.example/a");
    expect(navigate).not.toHaveBeenCalled();
  });
});

describe("loadPage", () => {
  it.each([
    [undefined, "assign"],
    [{ replace: false }, "assign"],
    [{ replace: true }, "replace"],
  ] as const)("with %o uses location.%s", (options, method) => {
    void loadPage("/a", options);
    expect(page[method]).toHaveBeenCalledExactlyOnceWith("/a");
    expect(page.assign.mock.calls.length + page.replace.mock.calls.length).toBe(1);
  });
});
