// Installs the dependencies when they are missing or no longer match the lock file; otherwise does nothing.
// Plain Node, no imports from node_modules: it runs before they exist.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const lockFile = join(root, "package-lock.json");
const hashFile = join(root, "node_modules", ".lock-hash");
const oldestNode = [20, 19];

/** Leaves `node_modules` as `package-lock.json` asks, for this Node version. */
export async function installIfNeeded() {
  assertNodeVersion();
  const lock = await readFile(lockFile, "utf8");
  const node = `${process.version}-${process.arch}`;
  const wanted = `${node} ${createHash("sha256").update(lock).digest("hex")}`;
  const found = (await readFile(hashFile, "utf8").catch(() => "")).trim();
  if (found === wanted) return;

  // `npm ci` starts by deleting node_modules, under any demo that runs from it: not when `npm install` did the work.
  const otherNode = found !== "" && !found.startsWith(`${node} `);
  if (otherNode || !(await isInstalledByNpm(lock))) {
    console.log("Installing dependencies (once, about half a minute)");
    await npmCi();
  }
  await writeFile(hashFile, `${wanted}\n`);
}

function assertNodeVersion() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  throw new Error(`Node ${process.versions.node} is too old. Install Node ${oldestNode.join(".")} or newer, then run this again.`);
}

/** npm notes what it installed in `node_modules/.package-lock.json`, in the lock file's own format. */
async function isInstalledByNpm(lock) {
  const installed = await readFile(join(root, "node_modules", ".package-lock.json"), "utf8").catch(() => undefined);
  if (installed === undefined) return false;
  const have = JSON.parse(installed).packages;
  const want = Object.entries(JSON.parse(lock).packages).filter(([path]) => path !== "");
  // Optional packages of other platforms are in the lock file only.
  return want.every(([path, entry]) => have[path]?.version === entry.version || (!have[path] && entry.optional === true));
}

function npmCi() {
  const npm = process.env.npm_execpath;
  const [command, first] = npm?.endsWith(".js") ? [process.execPath, [npm]] : ["npm", []];
  const child = spawn(command, [...first, "ci", "--no-audit", "--no-fund"], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32" && command === "npm",
  });
  return new Promise((resolve, reject) => {
    child.on("error", (cause) =>
      reject(new Error("npm could not be started. Install npm, which comes with Node, and put it on the PATH.", { cause })),
    );
    child.on("exit", (code) => {
      if (code === 0) resolve(undefined);
      else reject(new Error(`npm ci failed with exit code ${code}. Its own message is above; run "npm ci" again after mending it.`));
    });
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  installIfNeeded().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
