import { spawn } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const cache = join(root, "node_modules", ".cache", "demo-web");
const sources = ["demo/web", "src", "package-lock.json", "tsconfig.json"];
const dayInMs = 86_400_000;

/**
 * Builds the web app and answers the folder, or finds the build of the same sources that an earlier start (or another
 * test worker) left. Nothing about addresses is built in: `/config.json` brings that, so one build serves them all.
 */
export async function buildWeb(): Promise<string> {
  const folder = join(cache, await hashOf(sources));
  if (existsSync(folder)) {
    const now = new Date();
    await utimes(folder, now, now);
    return folder;
  }
  await mkdir(cache, { recursive: true });
  const draft = join(cache, `draft-${randomUUID()}`);
  await runVite(draft);
  // Whoever renames first wins; the other's build is the same and is dropped.
  await rename(draft, folder).catch(async (error: unknown) => {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  });
  await dropOldBuilds();
  return folder;
}

/**
 * `NODE_ENV=development` keeps React's development build, in which StrictMode really mounts everything twice.
 * A process of its own, since Vite reads that variable globally.
 */
function runVite(outDir: string): Promise<void> {
  const args = ["node_modules/vite/bin/vite.js", "build", "demo/web", "--mode", "development", "--logLevel", "warn", "--outDir", outDir];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, NODE_ENV: "development", NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const killWithUs = () => child.kill();
  process.once("exit", killWithUs);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      process.off("exit", killWithUs);
      if (code === 0) resolve();
      else reject(new Error(`The web app could not be built. Vite wrote:\n${output}`));
    });
  });
}

async function hashOf(paths: readonly string[]): Promise<string> {
  const hash = createHash("sha256").update(process.version);
  for (const path of paths) {
    for (const file of await filesUnder(join(root, path)))
      hash
        .update(file)
        .update("\0")
        .update(await readFile(file));
  }
  return hash.digest("hex").slice(0, 16);
}

async function filesUnder(path: string): Promise<string[]> {
  if ((await stat(path)).isFile()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function dropOldBuilds(): Promise<void> {
  for (const name of await readdir(cache)) {
    const path = join(cache, name);
    const info = await stat(path).catch(() => undefined);
    if (info !== undefined && Date.now() - info.mtimeMs > dayInMs) await rm(path, { recursive: true, force: true });
  }
}
