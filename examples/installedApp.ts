// How the repository runs an example that it doesn't install itself: as an app of its own, from the packed package.
import { spawn } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bin } from "../.ci/process.mjs";
import { packPackage } from "../test/package/support/pack.js";

/** A package, one of its commands, and what it is told. */
type Command = readonly [packageName: string, command: string, ...args: string[]];

/** Their build, and the server of what was built, which listens on `PORT`. */
const commands: Record<"next" | "react-router-framework", { build: Command; start: Command }> = {
  next: { build: ["next", "next", "build"], start: ["next", "next", "start"] },
  "react-router-framework": {
    build: ["@react-router/dev", "react-router", "build"],
    start: ["@react-router/serve", "react-router-serve", "build/server/index.js"],
  },
};

export interface InstalledApp {
  /** Its origin. */
  url: string;
  /** Stops it and removes what was installed. */
  close(): Promise<void>;
}

export interface InstalledAppOptions {
  coreUrl: string;
  /** @default a free one */
  port?: number;
  /** Packages in other versions than the example's own. */
  versions?: Record<string, string>;
}

/** Installs the packed package and an example, builds that and starts it; answers when it can be visited. */
export async function startInstalledApp(
  name: keyof typeof commands,
  { coreUrl, port, versions = {} }: InstalledAppOptions,
): Promise<InstalledApp> {
  const { app, tarball, removed } = await newApp();
  try {
    const example = fileURLToPath(new URL(name, import.meta.url));
    const isSource = (path: string) => !/[\\/](node_modules|\.next|\.react-router|build)([\\/]|$)/.test(path.slice(example.length));
    await cp(example, app, { recursive: true, filter: isSource });
    await dependOn(app, { ...versions, "supertokens-mfa-react": `file:${tarball}` });
    await npmInstall(app);
    const { build, start } = commands[name];
    await ended(started(app, build, {}));
    const own = String(port ?? (await freePort()));
    const url = `http://localhost:${own}`;
    const server = started(app, start, { PORT: own, SUPERTOKENS_CORE_URI: coreUrl, WEBSITE_DOMAIN: url });
    const stop = () => server.kill();
    process.once("exit", stop);
    await Promise.race([answers(url), ended(server)]);
    return {
      url,
      close: async () => {
        process.off("exit", stop);
        const over = new Promise((resolve) => server.once("exit", resolve));
        if (server.kill()) await over;
        await removed();
      },
    };
  } catch (error) {
    await removed();
    throw error;
  }
}

/** A folder for an app, with the packed package to install. Outside the repository, whose `node_modules` would stand in for what the app doesn't install. */
export async function newApp(): Promise<{ app: string; tarball: string; removed: () => Promise<void> }> {
  const place = await mkdtemp(join(tmpdir(), "supertokens-mfa-app-"));
  const removed = () => rm(place, { recursive: true, force: true, maxRetries: 3 });
  try {
    return { app: join(place, "app"), tarball: (await packPackage(place)).tarball, removed };
  } catch (error) {
    await removed();
    throw error;
  }
}

export function npmInstall(cwd: string, ...packages: string[]): Promise<void> {
  const cli = process.env["npm_execpath"];
  const [command, first] = cli?.endsWith(".js") ? [process.execPath, [cli]] : ["npm", []];
  const args = [...first, "install", "--no-audit", "--no-fund", "--loglevel=error", ...packages];
  return ended(spawn(command, args, { cwd, stdio: "inherit", shell: process.platform === "win32" && command === "npm" }));
}

async function dependOn(app: string, versions: Record<string, string>): Promise<void> {
  const file = join(app, "package.json");
  const { dependencies, devDependencies, ...manifest } = JSON.parse(await readFile(file, "utf8")) as Record<string, object>;
  await writeFile(file, JSON.stringify({ ...manifest, dependencies: { ...dependencies, ...devDependencies, ...versions } }));
}

function started(cwd: string, [packageName, command, ...args]: Command, env: Record<string, string>) {
  const { NODE_ENV: _, ...inherited } = process.env;
  return spawn(process.execPath, [bin(packageName, command, cwd), ...args], {
    cwd,
    stdio: "inherit",
    env: { ...inherited, ...env, NEXT_TELEMETRY_DISABLED: "1" },
  });
}

function ended(child: ReturnType<typeof spawn>): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`${child.spawnargs.join(" ")} ended with exit code ${String(code)}`)),
    );
  });
}

async function answers(url: string): Promise<void> {
  const isUp = () =>
    fetch(url).then(
      () => true,
      () => false,
    );
  while (!(await isUp())) await new Promise((resolve) => setTimeout(resolve, 100));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "localhost", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
