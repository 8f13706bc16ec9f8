// How the repository runs the Next example: an app of its own, installed from the packed package.
import { spawn } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { packPackage } from "../test/package/support/pack.js";

export interface NextApp {
  /** Its origin; the app is below its `basePath`. */
  url: string;
  /** Stops it and removes what was installed. */
  close(): Promise<void>;
}

/** Outside the repository, whose `node_modules` would stand in for what the app doesn't install. */
export async function startNextApp({ coreUrl, port }: { coreUrl: string; port?: number }): Promise<NextApp> {
  const place = await mkdtemp(join(tmpdir(), "supertokens-mfa-next-"));
  const app = join(place, "app");
  const removed = () => rm(place, { recursive: true, force: true, maxRetries: 3 });
  try {
    const { tarball } = await packPackage(place);
    const isSource = (path: string) => !/[\\/](node_modules|\.next)([\\/]|$)/.test(path.slice(example.length));
    await cp(example, app, { recursive: true, filter: isSource });
    await dependOn(app, tarball);
    await npm(app, "install", "--no-audit", "--no-fund", "--loglevel=error");
    const own = { port: String(port ?? (await freePort())) };
    const url = `http://localhost:${own.port}`;
    await ended(next(app, ["build"], {}));
    const server = next(app, ["start", "--port", own.port], { SUPERTOKENS_CORE_URI: coreUrl, WEBSITE_DOMAIN: url });
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

const example = fileURLToPath(new URL("next", import.meta.url));

async function dependOn(app: string, tarball: string): Promise<void> {
  const file = join(app, "package.json");
  const manifest = JSON.parse(await readFile(file, "utf8")) as { dependencies: Record<string, string> };
  manifest.dependencies["supertokens-mfa-react"] = `file:${tarball}`;
  await writeFile(file, JSON.stringify(manifest));
}

function npm(cwd: string, ...args: string[]): Promise<void> {
  const cli = process.env["npm_execpath"];
  const [command, first] = cli?.endsWith(".js") ? [process.execPath, [cli]] : ["npm", []];
  return ended(spawn(command, [...first, ...args], { cwd, stdio: "inherit", shell: process.platform === "win32" && command === "npm" }));
}

function next(cwd: string, args: string[], env: Record<string, string>) {
  const { NODE_ENV: _, ...inherited } = process.env;
  const program = join(cwd, "node_modules/next/dist/bin/next");
  return spawn(process.execPath, [program, ...args], {
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
