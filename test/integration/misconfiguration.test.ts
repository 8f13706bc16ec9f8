import { afterAll, expect, test } from "vitest";
import { requireTotp, totpMfa } from "../../src/server.js";
import { startCore } from "../../demo/core/server.js";
import { createApp } from "../support/app.js";

const core = await startCore({ port: 0 });
afterAll(() => core.close());

test("a second totpMfa() is refused when the API starts: SuperTokens would drop it, and its policy, in silence", () => {
  const plugins = [totpMfa({ require: requireTotp.whenEnabled() }), totpMfa({ require: requireTotp.when(() => true) })];
  expect(() => createApp({ plugins }, "http://127.0.0.1:3001", core.url)).toThrow(/more than once.*requireTotp\.anyOf\(/s);
});

test("a policy on roles without UserRoles.init() is refused when the API starts, not at the first sign-in", () => {
  const plugins = [totpMfa({ require: requireTotp.forRoles("admin") })];
  expect(() => createApp({ withoutRoles: true, plugins }, "http://127.0.0.1:3001", core.url)).toThrow(
    /needs the recipes userroles\. Add their init\(\) to the recipeList/,
  );
});
