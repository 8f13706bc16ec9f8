// Which browser the tests drive: CHROME_PATH, an installed Chromium or Chrome, Debian's through apt, Playwright's own.
import { execFileSync, spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { bin, root } from "../../.ci/process.mjs";

// The shell is the same engine without a window, and starts in half the time.
const commands = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const apps = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** The path of a browser, installed if need be. */
export async function findBrowser() {
  const { CHROME_PATH } = process.env;
  if (CHROME_PATH !== undefined && CHROME_PATH !== "") {
    if (isExecutable(CHROME_PATH)) return CHROME_PATH;
    throw new Error(`CHROME_PATH is ${CHROME_PATH}, which can't be started. Set it to a Chromium or Chrome, or unset it.`);
  }
  return installed() ?? debian() ?? (await playwrights());
}

function installed() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return [...commands.flatMap((command) => folders.map((folder) => join(folder, command))), ...apps].find(isExecutable);
}

function debian() {
  if (process.getuid?.() !== 0 || spawnSync("apt-get", ["--version"]).status !== 0) return undefined;
  console.log("Installing Debian's chromium");
  const apt = (...args) =>
    spawnSync("apt-get", args, { stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
  apt("update");
  // Not every release has the shell by itself.
  if (apt("install", "-y", "--no-install-recommends", "chromium-headless-shell").status !== 0) {
    apt("install", "-y", "--no-install-recommends", "chromium");
  }
  return installed();
}

async function playwrights() {
  console.log("Downloading Playwright's chromium");
  execFileSync(process.execPath, [bin("playwright", "playwright"), "install", "chromium"], { cwd: root, stdio: "inherit" });
  const { chromium } = await import("playwright");
  return chromium.executablePath();
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
