import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { startChildPart } from "../../demo/stack/childPart.js";

test("a part that can't start says why", async () => {
  const part = startChildPart({ name: "The API", module: "demo/api/main.ts", env: { API_PORT: "0", TOTP_POLICY: "bogus" } });
  await expect(part).rejects.toThrow("The API could not start: TOTP_POLICY=bogus is not known.");
});

test("so does one whose port was taken", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as AddressInfo;
  const part = startChildPart({ name: "The OpenID provider", module: "demo/oidc/main.ts", env: { OIDC_PORT: String(port) } });
  await expect(part).rejects.toThrow(/could not start: .*EADDRINUSE/);
  other.close();
});

test("an API whose core says hello and then nothing more is given up", async () => {
  const giveUp = new AbortController();
  const core = createHttpServer((request, response) => {
    if (request.url === "/hello") response.end("Hello");
    else giveUp.abort();
  });
  await new Promise<void>((resolve) => core.listen(0, "127.0.0.1", resolve));
  const coreUrl = `http://127.0.0.1:${(core.address() as AddressInfo).port}`;
  const env = { API_PORT: "0", SUPERTOKENS_CORE_URI: coreUrl };
  const part = startChildPart({ name: "The API", module: "demo/api/main.ts", env, giveUp: giveUp.signal });
  await expect(part).rejects.toThrow("The API started but is not ready after a long wait");
  core.closeAllConnections();
  core.close();
});
