// @vitest-environment-options { "url": "https://app.shop.example.com/account" }
import { expect, test } from "vitest";
import { forgetSession } from "../../../src/supertokens/forgetSession.js";
import { startSdk } from "../support/backend.js";

test.each(["", "; domain=app.shop.example.com", "; domain=shop.example.com", "; domain=example.com"])(
  "no cookie that tells of a session is left, and every other is%s",
  async (domain) => {
    startSdk();
    document.cookie = "theme=dark; path=/";
    for (const name of ["sFrontToken", "st-access-token", "st-refresh-token", "sAntiCsrf"]) {
      document.cookie = `${name}=x; path=/${domain}`;
      expect(document.cookie).toContain(`${name}=x`);
    }
    await forgetSession();
    expect(document.cookie).toBe("theme=dark");
  },
);
