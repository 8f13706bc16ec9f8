import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** What a part tells its parent over IPC, once. */
export type PartReport<T> = { status: "READY"; value: T } | { status: "FAILED"; message: string };

export interface ChildPart<T> {
  value: T;
  close(): Promise<void>;
  /** Resolves when the part ends by itself, with the last lines that it wrote. */
  ended: Promise<string>;
}

export interface ChildPartOptions {
  /** Name for error messages. */
  name: string;
  /** The part's main module, from the repository root. */
  module: string;
  env: Record<string, string>;
  onLine?: ((line: string) => void) | undefined;
  /** Aborted: the part has been waited for long enough, and is stopped. @default after a minute */
  giveUp?: AbortSignal;
}

/**
 * Runs one part of the demo in a process of its own and waits for its report.
 * The part must end when the IPC channel closes, so that it never outlives this process, however this one ends.
 */
export function startChildPart<T>({
  name,
  module,
  env,
  onLine,
  giveUp = AbortSignal.timeout(60_000),
}: ChildPartOptions): Promise<ChildPart<T>> {
  const child = spawn(process.execPath, ["--import", "tsx", module], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });

  const lastLines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on("line", (line) => {
      lastLines.push(line);
      if (lastLines.length > 20) lastLines.shift();
      onLine?.(line);
    });
  }

  const killWithUs = () => child.kill();
  process.once("exit", killWithUs);
  const exited = new Promise<void>((resolve) =>
    child.once("close", () => {
      process.off("exit", killWithUs);
      resolve();
    }),
  );
  const close = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGTERM");
    const impatience = setTimeout(() => child.kill("SIGKILL"), 3000);
    await exited;
    clearTimeout(impatience);
  };

  return new Promise((resolve, reject) => {
    const stopWaiting = () => {
      reject(
        new Error(`${name} started but is not ready after a long wait; what it needs may not answer. It wrote:\n${lastLines.join("\n")}`),
      );
      void close();
    };
    giveUp.addEventListener("abort", stopWaiting, { once: true });
    child.once("error", (cause) => reject(new Error(`${name} could not be started.`, { cause })));
    child.once("message", (report: PartReport<T>) => {
      giveUp.removeEventListener("abort", stopWaiting);
      if (report.status === "READY") {
        resolve({ value: report.value, close, ended: exited.then(() => lastLines.join("\n")) });
        return;
      }
      // At once: the part is about to end, and its end, noticed below, knows no reason.
      reject(new Error(`${name} could not start: ${report.message}`));
      void close();
    });
    void exited.then(() => reject(new Error(`${name} ended before it was ready. It wrote:\n${lastLines.join("\n")}`)));
  });
}
