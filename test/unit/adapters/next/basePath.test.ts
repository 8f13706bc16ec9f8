import { expect, test } from "vitest";
import { basePathOf } from "../../../../src/adapters/next/basePath.js";

test.each([
  ["/settings", "/settings", ""],
  ["/app/settings", "/settings", "/app"],
  ["/app", "/", "/app"],
  ["/", "/", ""],
  // `trailingSlash: true`
  ["/app/settings/", "/settings/", "/app"],
  ["/app/settings/", "/settings", "/app"],
  // The same name twice.
  ["/a/a", "/a", "/a"],
  // In the middle of a navigation.
  ["/app/settings", "/auth", undefined],
])("the address %s with the router at %s: basePath %j", (address, path, basePath) => {
  expect(basePathOf(address, path)).toBe(basePath);
});
