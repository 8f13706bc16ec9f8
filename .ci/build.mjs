// dist/: modules, declarations and maps as tsc writes them, module by module, and the stylesheet as it is. The maps lead
// to the sources, which go along, so that "go to definition" finds the lines that were written.
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { installIfNeeded } from "./install.mjs";
import { bin, root, run } from "./process.mjs";
import { buildScript, svgOnly } from "./script.mjs";

/** Without mutations and pages of queries, which no bundler can tell to be unused: the client's class names them. */
const queriesOnly = {
  name: "queries-only",
  setup({ onLoad }) {
    const stub = (module, contents) => onLoad({ filter: new RegExp(`[\\\\/]query-core[\\\\/].*${module}\\.js$`) }, () => ({ contents }));
    stub("mutationCache", "export class MutationCache { resumePausedMutations() { return Promise.resolve(); } }");
    stub(
      "infiniteQueryBehavior",
      "const no = () => false; export { no as infiniteQueryBehavior, no as hasNextPage, no as hasPreviousPage };",
    );
  },
};

/**
 * What the screens need of other packages goes into the build, by the names they use: as dependencies they would bring
 * React into every backend that installs the plugin. `react` itself stays the app's.
 */
const bundled = [
  { name: "qrcode.react", file: "vendor/qrcode.react.js", exports: ["QRCodeSVG"], plugins: [svgOnly] },
  {
    name: "@tanstack/react-query",
    file: "vendor/react-query.js",
    exports: ["QueryClient", "QueryObserver"],
    holds: ["@tanstack/query-core"],
    plugins: [queriesOnly],
  },
];

export async function build(outDir = join(root, "dist")) {
  await rm(outDir, { recursive: true, force: true });
  await Promise.all([compile("tsconfig.build.json", outDir), compile("tsconfig.server.json", join(outDir, "cjs"))]);
  await linkMaps(outDir);
  await writeServerDoors(outDir);
  await bundlePackages(outDir);
  await buildScript(join(outDir, "script"));
  await copyFile(join(root, "src/styles.css"), join(outDir, "styles.css"));
  await writeFile(join(outDir, "styles.layered.css"), `@layer mfa {\n${await readFile(join(root, "src/styles.css"), "utf8")}}\n`);
  // Since TypeScript 6 an import for its effect must resolve, too.
  for (const sheet of ["styles.css", "styles.layered.css"]) await writeFile(join(outDir, `${sheet}.d.ts`), "export {};\n");
}

function compile(project, outDir) {
  return run(process.execPath, [bin("typescript", "tsc"), "-p", project, "--outDir", outDir]);
}

/** To `src/` beside `dist/`, as in the package, wherever this build lies. */
async function linkMaps(outDir) {
  for (const file of await readdir(outDir, { recursive: true })) {
    if (!file.endsWith(".map")) continue;
    const map = JSON.parse(await readFile(join(outDir, file), "utf8"));
    const inPackage = dirname(join(root, "dist", file));
    map.sources = map.sources.map((source) => relative(inPackage, join(outDir, dirname(file), source)).replaceAll("\\", "/"));
    await writeFile(join(outDir, file), JSON.stringify(map));
  }
}

/** The ES module hands on the CommonJS one, as `supertokens-node` is: an app that loads both has one plugin, not two. */
async function writeServerDoors(outDir) {
  await writeFile(join(outDir, "cjs/package.json"), '{ "type": "commonjs" }\n');
  for (const file of ["server.js", "server.d.ts"]) await writeFile(join(outDir, file), 'export * from "./cjs/server.js";\n');
}

async function bundlePackages(outDir) {
  const esbuild = await import("esbuild");
  await mkdir(join(outDir, "vendor"));
  for (const { name, file, exports, holds = [], plugins } of bundled) {
    await esbuild.build({
      stdin: { contents: `export { ${exports.join(", ")} } from ${JSON.stringify(name)};`, resolveDir: root },
      outfile: join(outDir, file),
      bundle: true,
      format: "esm",
      target: "es2022",
      external: ["react"],
      plugins,
      banner: { js: (await Promise.all([name, ...holds].map(licenceOf))).join("\n") },
      logLevel: "error",
    });
  }
  for (const module of await readdir(outDir, { recursive: true })) {
    if (!module.endsWith(".js") || module.startsWith("vendor")) continue;
    const text = await readFile(join(outDir, module), "utf8");
    const linked = bundled.reduce((linking, { name, file }) => {
      const path = relative(dirname(module), file).replaceAll("\\", "/");
      return linking.replaceAll(`from "${name}"`, `from "${path}"`);
    }, text);
    if (linked !== text) await writeFile(join(outDir, module), linked);
  }
}

/** Their licences ask to go where the code goes. */
async function licenceOf(name) {
  const folder = join(root, "node_modules", name);
  const { version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  return `/*! ${name} ${version}\n\n${(await readFile(join(folder, "LICENSE"), "utf8")).trim()}\n*/`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await installIfNeeded();
  await build();
}
