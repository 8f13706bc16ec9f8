import { cp, mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { PackedPackage } from "./pack.js";
import { root } from "./run.js";

/** What an app has installed: the name there, and the name in the repository's own `node_modules`. */
type Installed = Record<string, string>;

const own = (...names: string[]): Installed => Object.fromEntries(names.map((name) => [name, name]));
const everywhere = own("csstype", "supertokens-node", "supertokens-web-js");

export const react19: Installed = {
  ...everywhere,
  ...own(
    "@tanstack/react-router",
    "react",
    "react-dom",
    "react-router",
    "react-router-dom",
    "supertokens-auth-react",
    "@types/react",
    "@types/react-dom",
  ),
};

export const react18: Installed = {
  ...everywhere,
  ...own("@remix-run/router", "@types/prop-types", "@types/react-dom"),
  react: "react-18",
  "react-dom": "react-dom-18",
  "react-router-dom": "react-router-dom-6",
  "@types/react": "types-react-18",
};

export const backend: Installed = own("express", "supertokens-node", "@types/express", "@types/node");

/** These import React: linked to the repository's own folder they would find its React, not the app's. */
const importReact = ["@types/react", "@types/react-dom", "react-dom", "react-router-dom"];

/** Writes an app that has the packed package and its peers installed, without a network. Answers its folder. */
export async function writeConsumer(
  folder: string,
  packed: PackedPackage,
  installed: Installed,
  { except = [], type = "module" }: { except?: readonly string[]; type?: "module" | "commonjs" } = {},
): Promise<string> {
  const modules = join(folder, "node_modules");
  await mkdir(modules, { recursive: true });
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "consumer", private: true, type }));
  await cp(packed.folder, join(modules, "supertokens-mfa-react"), { recursive: true });
  for (const [name, source] of Object.entries(installed)) {
    if (except.includes(name)) continue;
    const [from, to] = [join(root, "node_modules", source), join(modules, name)];
    await mkdir(dirname(to), { recursive: true });
    if (installed === react18 && importReact.includes(name)) await cp(from, to, { recursive: true });
    else await symlink(from, to, "junction");
  }
  return folder;
}
