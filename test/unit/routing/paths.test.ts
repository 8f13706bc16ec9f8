import fc from "fast-check";
import { expect, test } from "vitest";
import { factorPath, normaliseBasePath, readFactorQuery, signInPath } from "../../../src/routing/paths.js";

test.each([
  ["/auth", "/auth"],
  ["auth", "/auth"],
  ["/auth/", "/auth"],
  ["//auth//", "/auth"],
  ["/a/b/", "/a/b"],
  ["/", ""],
  ["", ""],
  ["/my app", "/my%20app"],
  ["/my%20app/", "/my%20app"],
  ["/comptes/à moi", "/comptes/%C3%A0%20moi"],
])("the base path %o is kept as %o", (given, kept) => {
  expect(normaliseBasePath(given)).toBe(kept);
});

test.each([
  ["/auth", "totp", { setup: true, stepUp: false, redirectToPath: "/settings" }, "/auth/mfa/totp?setup=true&redirectToPath=%2Fsettings"],
  ["/auth", "totp", { setup: false, stepUp: false, redirectToPath: undefined }, "/auth/mfa/totp"],
  [
    "/auth",
    "totp",
    { setup: true, stepUp: true, redirectToPath: "/a?b=1&c#d" },
    "/auth/mfa/totp?setup=true&stepUp=true&redirectToPath=%2Fa%3Fb%3D1%26c%23d",
  ],
  ["", "totp", { setup: false, stepUp: true, redirectToPath: undefined }, "/mfa/totp?stepUp=true"],
  ["/auth", "a/b?c", { setup: false, stepUp: false, redirectToPath: undefined }, "/auth/mfa/a%2Fb%3Fc"],
])("a factor screen under %o for %s has one URL", (base, factorId, query, path) => {
  expect(factorPath(base, factorId, query)).toBe(path);
});

test.each([
  ["/auth", "/settings?a=1#x", "/auth?redirectToPath=%2Fsettings%3Fa%3D1%23x"],
  ["/auth", undefined, "/auth"],
  ["", undefined, "/"],
  ["", "/a", "/?redirectToPath=%2Fa"],
])("sign-in under %o keeps the way back to %o", (base, redirectToPath, path) => {
  expect(signInPath(base, redirectToPath)).toBe(path);
});

test.each([
  ["", { setup: false, stepUp: false, redirectToPath: undefined }],
  ["?setup=true&stepUp=true&redirectToPath=%2Fa%3Fb", { setup: true, stepUp: true, redirectToPath: "/a?b" }],
  ["?setup=1&stepUp=TRUE&redirectToPath", { setup: false, stepUp: false, redirectToPath: "" }],
  ["?setup=false&setup=true", { setup: false, stepUp: false, redirectToPath: undefined }],
  ["?redirectToPath=%E0%A4%A", { setup: false, stepUp: false, redirectToPath: "\uFFFD%A" }],
])("the query %o is read as it stands", (search, query) => {
  expect(readFactorQuery(search)).toEqual(query);
});

test("a factor screen reads back exactly what its URL was made of", () => {
  const queries = fc.record({
    setup: fc.boolean(),
    stepUp: fc.boolean(),
    redirectToPath: fc.option(fc.string({ unit: "grapheme" }), { nil: undefined }),
  });
  fc.assert(
    fc.property(queries, (query) => {
      const { search, pathname } = new URL(factorPath("/auth", "totp", query), "https://app.example");
      expect(pathname).toBe("/auth/mfa/totp");
      expect(readFactorQuery(search)).toEqual(query);
    }),
  );
});
