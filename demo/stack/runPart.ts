import type { Server } from "node:http";
import type { PartReport } from "./childPart.js";

/** Listens on loopback and answers with the address that a browser uses; port 0 takes a free one. */
export function listenOnLoopback(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(`http://localhost:${typeof address === "object" && address !== null ? address.port : port}`);
    });
  });
}

/** The child's side of `startChildPart`: starts the part, reports it, and ends with the parent. */
export async function runPart<T>(start: () => Promise<{ value: T; line: string; close(): Promise<void> }>): Promise<void> {
  let close = () => Promise.resolve();
  const end = () => void close().finally(() => process.exit(0));
  for (const cause of ["SIGTERM", "SIGINT", "disconnect"]) process.once(cause, end);
  // `false`: there was a parent, and it went while our modules loaded.
  if (process.connected === false) process.exit(0);

  try {
    const part = await start();
    close = part.close;
    if (process.send === undefined) console.log(part.line);
    else process.send({ status: "READY", value: part.value } satisfies PartReport<T>);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (process.send === undefined) {
      console.error(message);
      process.exit(1);
    }
    process.send({ status: "FAILED", message } satisfies PartReport<T>, () => process.exit(1));
  }
}

/** Closes a server at once, kept-alive connections included. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
