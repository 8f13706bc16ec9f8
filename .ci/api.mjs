// The package's public face: `api/NAME.api.md`, a report for each entry in which a review sees every change of a name or
// type; and `docs/reference/`, all public names as their docstrings tell of them. `npm run api` writes both.
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { installIfNeeded } from "./install.mjs";
import { root } from "./process.mjs";

const cache = join(root, "node_modules/.cache/api");
const reports = join(root, "api");
const reference = join(root, "docs/reference");

/** Every entry with one module: its name and declarations. */
async function readEntries() {
  const packageJson = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  return Object.entries(packageJson.exports).flatMap(([door, target]) => {
    const types = target.types ?? target.import?.types;
    if (types === undefined || door.includes("*") || door.endsWith(".css")) return [];
    return [{ door: door.replace(".", packageJson.name), name: basename(types, ".d.ts"), types }];
  });
}

/** @throws Error when what is committed isn't what the sources say. Wants a build. */
export async function checkApi() {
  const stale = [...(await writeReports(false)), ...(await compareReference())];
  if (stale.length === 0) return;
  throw new Error(
    `${stale.join(", ")} ${stale.length === 1 ? "isn't" : "aren't"} up to date: public names, types or docstrings have changed. ` +
      "If that is meant, run `npm run api`, look at what it changed, and commit it; if not, take the change back.",
  );
}

/** Writes what has changed. Wants a build. */
async function updateApi() {
  await writeReports(true);
  await rm(reference, { recursive: true, force: true });
  await writeReference(reference);
}

async function writeReports(localBuild) {
  const { CompilerState, Extractor, ExtractorConfig } = await import("@microsoft/api-extractor");
  const entries = await readEntries();
  await mkdir(reports, { recursive: true });
  const quiet = { default: { logLevel: "none" } };
  const configs = entries.map(({ name, types }) =>
    ExtractorConfig.prepare({
      configObject: {
        projectFolder: root,
        mainEntryPointFilePath: join(root, types),
        compiler: { tsconfigFilePath: join(root, "tsconfig.build.json") },
        apiReport: { enabled: true, reportFileName: name, reportFolder: reports, reportTempFolder: cache },
        docModel: { enabled: false },
        dtsRollup: { enabled: false },
        // The compiler and the linter have their own step.
        messages: { extractorMessageReporting: quiet, compilerMessageReporting: quiet, tsdocMessageReporting: quiet },
      },
      configObjectFullPath: undefined,
      packageJsonFullPath: join(root, "package.json"),
    }),
  );
  const [first] = configs;
  const compilerState = CompilerState.create(first, { additionalEntryPoints: configs.map((config) => config.mainEntryPointFilePath) });
  const silence = (message) => (message.handled = true);
  const changed = configs.filter(
    (config) => Extractor.invoke(config, { compilerState, localBuild, messageCallback: silence }).apiReportChanged,
  );
  const names = new Set(entries.map(({ name }) => `${name}.api.md`));
  const left = (await readdir(reports)).filter((file) => !names.has(file));
  if (localBuild) await Promise.all(left.map((file) => rm(join(reports, file))));
  return [...changed.map((config) => config.reportFilePath.slice(root.length + 1)), ...left.map((file) => `api/${file}`)];
}

async function compareReference() {
  const fresh = join(cache, "reference");
  await rm(fresh, { recursive: true, force: true });
  await writeReference(fresh);
  const [wanted, found] = await Promise.all([readPages(fresh), readPages(reference)]);
  return [...new Set([...wanted.keys(), ...found.keys()])]
    .filter((page) => wanted.get(page) !== found.get(page))
    .map((page) => `docs/reference/${page}`);
}

async function readPages(folder) {
  const pages = existsSync(folder) ? await readdir(folder) : [];
  return new Map(await Promise.all(pages.map(async (page) => [page, await readFile(join(folder, page), "utf8")])));
}

async function writeReference(folder) {
  const { Application, LogLevel } = await import("typedoc");
  const entries = await readEntries();
  const sources = entries.map(({ name }) => [".ts", ".tsx"].map((end) => `src/${name}${end}`).find((file) => existsSync(join(root, file))));
  const app = await Application.bootstrapWithPlugins({
    plugin: ["typedoc-plugin-markdown"],
    entryPoints: sources,
    tsconfig: join(root, "tsconfig.json"),
    readme: "none",
    disableSources: true,
    skipErrorChecking: true,
    excludeExternals: true,
    excludePrivate: true,
    excludeProtected: true,
    logLevel: LogLevel.Error,
    outputFileStrategy: "modules",
    hideGenerator: true,
    hidePageHeader: true,
    hideBreadcrumbs: true,
    ...Object.fromEntries(
      ["parameters", "interfaceProperties", "typeDeclaration", "propertyMembers"].map((of) => [`${of}Format`, "table"]),
    ),
  });
  const project = await app.convert();
  if (project === undefined) throw new Error("The reference can't be made: TypeDoc's own message is above.");
  await app.outputs.writeOutput({ name: "markdown", path: folder }, project);
  for (const { door, name } of entries) {
    const page = join(folder, `${name}.md`);
    const text = await readFile(page, "utf8");
    const named = text
      .split(/^(?=### )/m)
      .map((part) => part.replaceAll("__namedParameters", /^### [A-Z]\w*\(\)/.test(part) ? "props" : "options"));
    await writeFile(page, named.join("").replace(/^# .*/, `# ${door}`));
  }
  const list = entries.map(({ door, name }) => `- [${door}](${name}.md)`);
  await writeFile(join(folder, "README.md"), `# Every public name\n\nMade from the docstrings by \`npm run api\`.\n\n${list.join("\n")}\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await installIfNeeded();
  const { build } = await import("./build.mjs");
  await build();
  await updateApi();
}
