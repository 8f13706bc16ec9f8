import fc from "fast-check";
import { matchRoutes } from "react-router";
import { afterEach, describe, expect, it, test, vi } from "vitest";
import { safeRedirectPath, sameOriginPath } from "../../../src/routing/safeRedirectPath.js";

const origin = "https://app.example";
const authBase = "/auth";
const read = (raw: unknown) => safeRedirectPath(raw, { origin, authBase });

describe("rule 1: a string of 1 to 2048 characters", () => {
  it.each([undefined, null, 7, true, {}, [], ["/a"], new URL("https://app.example/a"), ""])("refuses %o", (raw) => {
    expect(read(raw)).toBeUndefined();
  });

  it("takes 2048 characters and refuses 2049", () => {
    const longest = `/${"a".repeat(2047)}`;
    expect(read(longest)).toBe(longest);
    expect(read(`${longest}a`)).toBeUndefined();
  });

  it("refuses what is short as typed and too long once encoded", () => {
    expect(read(`/${"路".repeat(2000)}`)).toBeUndefined();
  });
});

describe("rule 2: nothing that hides, breaks or reverses the text", () => {
  it.each([
    ["tab first", "\t//evil.com"],
    ["tab inside", "/\t/evil.com"],
    ["line feed", "/\n/evil.com"],
    ["carriage return", "/a\r"],
    ["NUL", "/a\0b"],
    ["DEL", "/a\u007Fb"],
    ["C1 control", "/a\u0085b"],
    ["space", "/a b"],
    ["space first", " /a"],
    ["no-break space", "/a\u00A0b"],
    ["line separator", "/a\u2028b"],
    ["ideographic space", "/a\u3000b"],
    ["byte order mark in front", "\uFEFF/a"],
    ["byte order mark", "/a\uFEFFb"],
    ["right-to-left override", "/a\u202Eb"],
    ["left-to-right mark", "/a\u200Eb"],
    ["isolate", "/a\u2066b"],
    ["Arabic letter mark", "/a\u061Cb"],
    ["high surrogate alone", "/a\uD800b"],
    ["low surrogate alone", "/a\uDC00b"],
    ["backslash second", "/\\evil.com"],
    ["backslash inside", "/a\\b"],
    ["backslash in the query", "/a?b=\\"],
    ["backslash in the hash", "/a#\\"],
  ])("refuses %s", (_name, raw) => {
    expect(read(raw)).toBeUndefined();
  });

  it("takes a surrogate pair", () => {
    expect(read("/🔐")).toBe("/%F0%9F%94%90");
  });
});

describe("rule 3: starts with one slash", () => {
  it.each(["//evil.com", "///evil.com", "a", "evil.com", "?a=1", "#a", "./a", "../a", "@evil.com", ":80/a", "."])("refuses %s", (raw) => {
    expect(read(raw)).toBeUndefined();
  });
});

describe("rule 4: parses to the page's own origin", () => {
  it.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "blob:https://app.example/1",
    "mailto:a@b.c",
    "/\u0009/evil.com",
  ])("refuses %s", (raw) => {
    expect(read(raw)).toBeUndefined();
  });

  it.each(["null", "", "about:blank", "not an origin"])("refuses everything for a page whose origin is %o", (opaque) => {
    expect(safeRedirectPath("/a", { origin: opaque })).toBeUndefined();
    expect(safeRedirectPath(`${opaque}/a`, { origin: opaque })).toBeUndefined();
  });
});

describe("rule 5: reads as the same URL again", () => {
  it.each([
    "/..//evil.com",
    "/.//evil.com",
    "/a/..//evil.com",
    "/%2e//evil.com",
    "/%2E%2e//evil.com",
    "/./\\evil.com",
    "/..//..//evil.com",
  ])("refuses %s, which turns into //evil.com", (raw) => {
    expect(read(raw)).toBeUndefined();
  });
});

describe("rule 6: no encoded separator in the path that makes it another one for whoever decodes it", () => {
  it.each([
    "/%2f%2fevil.com",
    "/%2F/evil.com",
    "/%2fevil.com",
    "/a%2f..%2f%2fevil.com",
    "/a/..%2f/evil.com",
    "/a%2f%2fb",
    "/a%2f..%2fb",
    "/a/%2e%2e%2fb",
    "/%5cevil.com",
    "/%5Cevil.com",
    "/a%00b",
    "/%09/evil.com",
    "/%0A%2Fevil.com",
    "/a%7fb",
    "/auth%2fmfa/totp",
    "/auth%2Fmfa%2Ftotp",
  ])("refuses %s", (raw) => {
    expect(read(raw)).toBeUndefined();
  });

  it.each(["/files/a%2Fb", "/files/a%2fb?c#d", "/a%2Fb/"])("takes a slash that is part of a name: %s", (raw) => {
    expect(read(raw)).toBe(raw);
  });

  it.each(["/a?next=%2Fb%5C%00", "/a#%2f"])("takes it outside the path: %s", (raw) => {
    expect(read(raw)).toBe(raw);
  });
});

describe("rule 7: not to a factor screen", () => {
  it.each([
    "/auth/mfa",
    "/auth/mfa/",
    "/auth/mfa/totp",
    "/auth/mfa/totp?redirectToPath=%2Fa",
    "/auth/mfa#x",
    "/AUTH/MFA/TOTP",
    "/auth/%6dfa/totp",
    "/%61uth/mf%61/totp",
    "/auth//mfa//totp",
    "/auth/./mfa/totp",
    "/a/../auth/mfa/totp",
    "/auth/%2e/mfa/totp",
    "/auth/%6dfa/%ff",
    "https://app.example/auth/mfa/totp",
  ])("refuses %s", (raw) => {
    expect(read(raw)).toBeUndefined();
  });

  it.each(["/auth", "/auth/", "/auth/mfas", "/auth/mfa-help", "/mfa/totp", "/x/auth/mfa", "/a?b=/auth/mfa/totp", "/a#/auth/mfa"])(
    "takes %s",
    (raw) => {
      expect(read(raw)).toBe(raw);
    },
  );

  it.each(["", "/", "/auth/", "auth", "/a/b", "/ünï", "/%C3%BCn%C3%AF", "/Auth"])("knows the screens under the base path %o", (base) => {
    const folder = base.replace(/^\/|\/$/g, "");
    const screen = folder === "" ? "/mfa/totp" : `/${folder}/mfa/totp`;
    expect(safeRedirectPath(screen, { origin, authBase: base })).toBeUndefined();
    expect(safeRedirectPath("/other", { origin, authBase: base })).toBe("/other");
  });

  it("takes any path for no loop when no base path is given", () => {
    expect(safeRedirectPath("/auth/mfa/totp", { origin })).toBe("/auth/mfa/totp");
  });
});

describe("rule 8: an absolute URL only of the very same origin", () => {
  it.each([
    ["https://app.example/a?b=1#c", "/a?b=1#c"],
    ["https://app.example/", "/"],
    ["https://app.example", "/"],
  ])("reduces %s to %s", (raw, path) => {
    expect(read(raw)).toBe(path);
  });

  it.each([
    "https://evil.com",
    "https://evil.com/https://app.example/",
    "http://app.example/a",
    "https://app.example:8443/a",
    "https://app.example.evil.com/a",
    "https://app.example@evil.com/a",
    "https://user:pass@app.example/a",
    "https://app.example//evil.com",
    "https://app.example/\\evil.com",
    "https://app.example\\@evil.com",
    "https:/app.example/a",
    "https:app.example/a",
  ])("refuses %s", (raw) => {
    expect(read(raw)).toBeUndefined();
  });

  it("refuses a port that only begins like the page's own", () => {
    expect(safeRedirectPath("http://localhost:30001/a", { origin: "http://localhost:3000" })).toBeUndefined();
  });
});

test.each(["/", "/a?x=1&y=2#h", "/foo//bar", "/ok/", "/x?redirectToPath=//evil.com", "/a?u=https://evil.com", "/a:b@c", "/%41%zz"])(
  "leaves %s as it is",
  (raw) => {
    expect(read(raw)).toBe(raw);
  },
);

test.each([
  ["/a/../../b", "/b"],
  ["/a/./b", "/a/b"],
  ["/a/%2e%2e/b", "/b"],
  ["/ünï/路径?q=é", "/%C3%BCn%C3%AF/%E8%B7%AF%E5%BE%84?q=%C3%A9"],
])("brings %s into the normal form %s", (raw, path) => {
  expect(read(raw)).toBe(path);
});

test("our own routes may carry a path inside that makes them longer than a redirect target may be", () => {
  const path = `/auth/mfa/totp?redirectToPath=${"a".repeat(5000)}`;
  expect(sameOriginPath(path, origin)).toBe(path);
});

/** Text that is hostile more often than chance would make it. */
const hostile = fc.oneof(
  fc
    .array(
      fc.constantFrom(
        ..."/ // \\ . .. ./ ../ ? # @ : & = %2f %5c %00 %2e %6d %61 %ff %25 evil.com https: http: javascript: data:".split(" "),
        ...[
          "auth",
          "AUTH",
          "mfa",
          "MFA",
          "totp",
          "é",
          "路",
          "🔐",
          "\t",
          "\n",
          " ",
          "\u202E",
          "\uFEFF",
          "\uD800",
          "redirectToPath=",
          origin,
        ],
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join("")),
  fc.string({ unit: "binary" }),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.anything(),
);

/** With a slash before half of them: many more pass the first rules. */
const candidates = fc
  .tuple(fc.constantFrom("", "/", "/auth/", origin, `${origin}/`), hostile)
  .map(([start, end]) => (typeof end === "string" ? start + end : end));

const accepted = candidates.map(read).filter((path) => path !== undefined);
const runs = { numRuns: 2000 };

describe("whatever comes in", () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it("never throws", () => {
    fc.assert(
      fc.property(candidates, (raw) => {
        expect(() => read(raw)).not.toThrow();
      }),
      runs,
    );
  });

  it("never leaves the origin, however the next reader resolves it", () => {
    fc.assert(
      fc.property(accepted, (path) => {
        expect(new URL(path, origin).origin).toBe(origin);
        expect(new URL(path, `${origin}/deep/page?x#y`).href).toBe(new URL(path, origin).href);
        expect(path).toMatch(/^\/(?![/\\])/);
        expect(path).toMatch(/^[\x21-\x7E]*$/);
      }),
      runs,
    );
  });

  it("is accepted again, unchanged", () => {
    fc.assert(
      fc.property(accepted, (path) => {
        expect(read(path)).toBe(path);
        expect(read(origin + path)).toBe(path);
      }),
      runs,
    );
  });

  it("never leads to a factor screen, in any case and encoding", () => {
    const anyCase = (text: string) =>
      fc
        .array(fc.constantFrom("as is", "upper", "encoded"), { minLength: text.length, maxLength: text.length })
        .map((ways) => [...text].map((letter, index) => disguised(letter, ways[index])).join(""));
    const slashes = fc.constantFrom("/", "//", "/./", "/%2e/", "/x/../");
    const screens = fc
      .tuple(slashes, anyCase("auth"), slashes, anyCase("mfa"), fc.constantFrom("", "/", "/totp", "//totp", "/%ff", "?a", "#b"))
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(screens, (raw) => {
        expect(read(raw)).toBeUndefined();
      }),
      runs,
    );
    // The router says so when it can't decode a path.
    vi.spyOn(console, "warn").mockImplementation(() => undefined);
    fc.assert(
      fc.property(accepted, (path) => {
        expect(matchRoutes([{ path: "/auth/mfa/*" }], path)).toBeNull();
      }),
      runs,
    );
  });
});

function disguised(letter: string, way: string | undefined): string {
  if (way === "upper") return letter.toUpperCase();
  return way === "encoded" ? `%${letter.charCodeAt(0).toString(16)}` : letter;
}

test("the length is that of what was asked for, not of what it comes to", () => {
  expect(read(`/${"a/../".repeat(1000)}`)).toBeUndefined();
});
