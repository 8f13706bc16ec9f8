import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../../", import.meta.url));

/** Runs a program and answers what it printed; a failure tells what it wrote. */
export function run(command: string, args: readonly string[], cwd: string): Promise<string> {
  const { NODE_ENV: _, NODE_OPTIONS: __, ...env } = process.env;
  return new Promise((resolve, reject) => {
    execFile(command, args, { cwd, env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${command} ${args.join(" ")} failed in ${cwd}:\n${stdout}${stderr}`, { cause: error }));
    });
  });
}

/** Runs an ES module under plain Node and answers what it printed. */
export function runModule(source: string, cwd: string, flags: readonly string[] = []): Promise<string> {
  return run(process.execPath, [...flags, "--input-type=module", "-e", source], cwd);
}
