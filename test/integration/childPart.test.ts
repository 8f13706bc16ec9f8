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
