import { createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { expect, test } from "vitest";
import { startStack } from "../../demo/stack.js";

test("a core that takes the connection and never answers is reported, not waited for", async () => {
  const sockets: Socket[] = [];
  const silent = createServer((socket) => void sockets.push(socket));
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const coreUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  await expect(startStack({ coreUrl, webMode: "dev" })).rejects.toThrow(`The core at ${coreUrl} does not answer.`);
  for (const socket of sockets) socket.destroy();
  silent.close();
});
