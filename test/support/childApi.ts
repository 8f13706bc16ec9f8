import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Starts an API in a process of its own, with its own copy of the SDK; `file` lies here and sends its origin first. */
export async function startChildApi(file: string, args: readonly string[]): Promise<{ url: string; child: ChildProcess }> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, { execArgv: ["--import", "tsx"] });
  const url = await new Promise<string>((resolve, reject) => {
    child.once("message", (message) => resolve(String(message)));
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${file} ended early with code ${String(code)}`)));
  });
  return { url, child };
}
