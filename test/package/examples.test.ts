import { readFileSync } from "node:fs";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { build, type Rollup } from "vite";
import { root } from "./support/run.js";

const consumers = inject("consumers");

test.each([
  ["react-19-router-7", "19", consumers.react19],
  ["data-router", "19", consumers.react19],
  ["no-router", "19", consumers.react19],
  ["react-router-8", "19", consumers.react19],
  ["tanstack-router", "19", consumers.react19],
  ["auth-react", "19", consumers.react19],
  // The same source; its package.json copies it.
  ["react-19-router-7", "18", consumers.react18],
])("%s builds from the packed package with React %s, and holds one React", async (name, major, consumer) => {
  const folder = join(consumer, name);
  await cp(join(root, "examples", name), folder, { recursive: true });
  const { output } = (await build({ root: folder, configFile: false, logLevel: "error", build: { write: false } })) as Rollup.RollupOutput;
  const modules = output.flatMap((file) => (file.type === "chunk" ? file.moduleIds : []));
  expect(modules.filter((id) => id.includes("/supertokens-mfa-react/dist/multifactorauth/"))).not.toEqual([]);
  const reacts = modules.flatMap((id) => /^(.*node_modules\/react(-18)?)\/index\.js/.exec(id)?.[1] ?? []);
  expect(reacts.map((react) => readVersion(react).split(".")[0])).toEqual([major]);
});

function readVersion(folder: string): string {
  return (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string }).version;
}
