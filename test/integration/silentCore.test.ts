import { createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { expect, test } from "vitest";
import { startStack } from "../../demo/stack.js";

test("a core that takes the connection and never answers is reported, not waited for", async () => {
  const sockets: Socket[] = [];
  // Ten seconds of silence, as soon as there is somebody who waits.
  const silence = new AbortController();
  const silent = createServer((socket) => {
    sockets.push(socket);
    silence.abort();
  });
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const coreUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const giveUpAfter = () => silence.signal;
  await expect(startStack({ coreUrl, webMode: "dev", giveUpAfter })).rejects.toThrow(`The core at ${coreUrl} does not answer.`);
  for (const socket of sockets) socket.destroy();
  silent.close();
});
