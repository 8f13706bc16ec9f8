import { spawn, type ChildProcess, type ChildProcessWithoutNullStreams } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { startCore } from "../../demo/core/server.js";

const fileOf = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const MAIN = fileOf("demo/core/main.ts");

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill();
});

function run(args: string[], env: Record<string, string> = {}) {
  return watch(spawn(process.execPath, ["--import", "tsx", MAIN, ...args], { env: { ...process.env, ...env } }));
}

function watch(child: ChildProcessWithoutNullStreams) {
  children.push(child);
  let output = "";
  const listening = new Promise<string>((resolve) => {
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
      const [url] = /http:\/\/127\.0\.0\.1:\d+(?= \()/.exec(output) ?? [];
      if (url !== undefined) resolve(url);
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
  });
  const ended = new Promise<{ code: number | null; output: string }>((resolve) => {
    child.on("close", (code) => resolve({ code, output }));
  });
  return { listening, ended };
}

const post = (url: string, body: unknown) => fetch(url, { method: "POST", body: JSON.stringify(body) });

test("says where it listens, and takes its settings from the environment", async () => {
  const url = await run(["--port", "0"], { CORE_MFA_LICENCE: "none", CORE_ACCESS_TOKEN_VALIDITY: "60" }).listening;
  expect((await post(`${url}/recipe/totp/device`, { userId: "u", skew: 1, period: 30 })).status).toBe(402);
  const session = { userId: "u", userDataInJWT: {}, userDataInDatabase: {}, enableAntiCsrf: false };
  const { accessToken } = await (await post(`${url}/recipe/session`, session)).json();
  expect(accessToken.expiry - accessToken.createdTime).toBe(60_000);
});

test("a flag wins over the environment", async () => {
  const flags = ["--port", "0", "--totp-max-attempts", "1", "--totp-rate-limit-cooldown-sec", "7"];
  const url = await run(flags, { CORE_TOTP_RATE_LIMIT_COOLDOWN_SEC: "3" }).listening;
  await post(`${url}/recipe/totp/device/import`, { userId: "u", skew: 1, period: 30, secretKey: "JBSWY3DPEHPK3PXP" });
  const verify = async () => (await post(`${url}/recipe/totp/verify`, { userId: "u", totp: "wrong" })).json();
  expect(await verify()).toMatchObject({ status: "INVALID_TOTP_ERROR" });
  const { status, retryAfterMs } = await verify();
  expect(status).toBe("LIMIT_REACHED_ERROR");
  expect(retryAfterMs).toBeGreaterThan(3000);
});

test("a taken port ends it with 1 and says what to do", async () => {
  const other = await startCore({ port: 0 });
  try {
    const { code, output } = await run(["--port", String(other.port)]).ended;
    expect(code).toBe(1);
    expect(output).toMatch(/another process does already\. Stop that process, or choose another port with --port/);
    expect(output).not.toContain("at listen");
  } finally {
    await other.close();
  }
});

test.each([
  [["--port", "x"], /--port must be a whole number from 0 to 65535, not "x"/],
  [["--port", "70000"], /--port must be a whole number from 0 to 65535/],
  [["--totp-max-attempts", "0"], /--totp-max-attempts must be a whole number of at least 1/],
  [["--nope"], /Unknown option '--nope'/],
])("%j ends it with 1", async (args, message) => {
  const { code, output } = await run(args).ended;
  expect(code).toBe(1);
  expect(output).toMatch(message);
});

test("in production it ends with 1", async () => {
  const { code, output } = await run(["--port", "0"], { NODE_ENV: "production" }).ended;
  expect(code).toBe(1);
  expect(output).toContain("does not run with NODE_ENV=production");
});

test.each([
  ["the command", () => spawn(process.execPath, [fileOf("demo/core.mjs"), "--port", "0"])],
  ["npm alone", () => spawn("npm", ["run", "core", "--", "--port", "0"], { cwd: fileOf("") })],
])("a signal sent to %s ends the core", async (_, start) => {
  const child = start();
  const { listening, ended } = watch(child);
  const url = await listening;
  child.kill("SIGTERM");
  // The output ends with the last process that holds it.
  await ended;
  await expect(fetch(`${url}/hello`)).rejects.toThrow();
});
