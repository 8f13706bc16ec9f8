// How the repository builds its examples: the library from its sources, each dependency in the version of the example.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Installed under another name here, where a second version of it is. */
const installedAs = {
  "react@18": "react-18",
  "react-dom@18": "react-dom-18",
  "react-router-dom@6": "react-router-dom-6",
  "react-router@8": "react-router-8",
};

/** @param {string} name the example's folder */
export function exampleConfig(name) {
  const { dependencies } = JSON.parse(readFileSync(folderOf(name) + "package.json", "utf8"));
  // An example may be another's source with other versions, as its package.json says.
  const root = existsSync(folderOf(name) + "index.html") ? folderOf(name) : folderOf("react-19-router-7");
  const alias = Object.entries(dependencies).flatMap(([dependency, range]) => {
    const replacement = installedAs[`${dependency}@${range.replace(/^\D*(\d+).*$/, "$1")}`];
    return replacement === undefined ? [] : [{ find: new RegExp(`^${dependency}(?=/|$)`), replacement }];
  });
  // Vue's files have no place in the tsconfig, whose paths lead the others to the sources.
  const doors = [
    { find: /^supertokens-mfa-react$/, replacement: sourceOf("index.ts") },
    { find: /^supertokens-mfa-react\/(elements|styles\.css)$/, replacement: sourceOf("$1") },
  ];
  const own = folderOf(name) + "vite.config.ts";
  const configFile = existsSync(own) ? own : /** @type {const} */ (false);
  const cacheDir = fileURLToPath(new URL(`../node_modules/.cache/examples/${name}`, import.meta.url));
  return { root, cacheDir, configFile, resolve: { tsconfigPaths: true, alias: [...alias, ...doors] } };
}

/** @param {string} file */
function sourceOf(file) {
  return fileURLToPath(new URL("../src/", import.meta.url)) + file;
}

/** @param {string} name */
function folderOf(name) {
  return fileURLToPath(new URL(`${name}/`, import.meta.url));
}
