import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The script behind a command of a package that is installed in `app`: started by Node itself, it is stopped with its parent. */
export function bin(packageName, command, app = root) {
  const folder = join(app, "node_modules", packageName);
  const { bin: entry } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return join(folder, typeof entry === "string" ? entry : entry[command]);
}

/** Runs a command with our own output; rejects when it fails. */
export function run(command, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } });
    child.on("error", reject);
    child.on("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`${[command, ...args].join(" ")} ended with exit code ${code}`)),
    );
  });
}
