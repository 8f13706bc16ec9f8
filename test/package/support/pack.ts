import { copyFile, cp, mkdir, readFile, rm } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { build } from "../../../.ci/build.mjs";
import { root, run } from "./run.js";

export interface PackedPackage {
  /** What `npm publish` would send. */
  tarball: string;
  /** The package as a consumer unpacks it. */
  folder: string;
  /** Every file in the tarball, by its path in the package. */
  files: string[];
}

/** Packs a fresh build as `npm publish` would. */
export async function packPackage(folder: string): Promise<PackedPackage> {
  const source = join(folder, "source");
  await mkdir(source);
  // Inside the repository: the compiler looks upwards for what the sources import.
  const built = join(root, "node_modules", ".cache", `package-${process.pid}`);
  try {
    await build(built);
    await cp(built, join(source, "dist"), { recursive: true });
  } finally {
    await rm(built, { recursive: true, force: true });
  }
  const { files } = await readPackage(root);
  for (const name of ["package.json", ...(files ?? [])]) {
    if (name !== "dist" && existsSync(join(root, name))) await cp(join(root, name), join(source, name), { recursive: true });
  }
  // Not for the package, and so not to be in it.
  await copyFile(join(root, "tsconfig.json"), join(source, "tsconfig.json"));

  const npm = process.env["npm_execpath"];
  const pack = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
  const output = npm?.endsWith(".js") ? await run(process.execPath, [npm, ...pack], source) : await run("npm", pack, source);
  const [tarball] = JSON.parse(output) as { filename: string; files: { path: string }[] }[];
  if (tarball === undefined) throw new Error(`npm pack answered no tarball: ${output}`);
  const file = join(folder, tarball.filename);
  await run("tar", ["-xzf", file], folder);
  return { tarball: file, folder: join(folder, "package"), files: tarball.files.map(({ path }) => path).sort() };
}

/** A file, or files by condition. */
export type DoorTarget = string | { [condition: string]: DoorTarget };

export interface PackageJson {
  files?: string[];
  exports: Record<string, DoorTarget>;
  dependencies?: Record<string, string>;
  peerDependencies: Record<string, string>;
  peerDependenciesMeta: Record<string, { optional?: boolean }>;
}

export async function readPackage(folder: string): Promise<PackageJson> {
  return JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as PackageJson;
}
