// What an app's visitors load more when the app uses the library, as Vite builds it from dist/. React,
// react-router and supertokens-web-js are there anyway and don't count.
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { build as esbuild, transform } from "esbuild";
import { build } from "vite";
import { root } from "./process.mjs";

const dist = (file) => JSON.stringify(join(root, "dist", file));
const external = [/^react($|\/)/, /^react-dom($|\/)/, /^react-router($|\/)/, /^supertokens-web-js($|\/)/];
const lazyRoute = 'import("virtual:route");';

/** Bytes, gzip. `lazy`: packages that a first load must not hold. */
const budgets = [
  {
    name: "challenge: first load",
    // 11 kB, and what correctness asks for: 700 B ask for the setup's device and code ahead of the setup, 900 offer recovery
    // codes and trusted browsers, 230 hand what a code consents to on to a recovery code and tell how few of those are left,
    // 100 see whether a page forgot the style sheet, and some for every way out that must work without a network.
    limit: 13_900,
    // All that comes on demand with `?setup=true`: recovery codes are in the setup's chunk, since they are its last step.
    withSetup: 28_100,
    lazy: ["qrcode.react", "react-query"],
    source: `import { MultiFactorAuth, Totp } from ${dist("index.js")}; import { MfaRoutes } from ${dist("react-router.js")};
      globalThis.app = [MultiFactorAuth, Totp, MfaRoutes];`,
  },
  {
    name: "challenge and guard: first load",
    limit: 14_350,
    lazy: ["qrcode.react", "react-query"],
    source: `import { MultiFactorAuth, RequireMfa, Totp } from ${dist("index.js")}; import { MfaNavigation, MfaRoutes } from ${dist("react-router.js")};
      globalThis.app = [MultiFactorAuth, MfaNavigation, MfaRoutes, RequireMfa, Totp];`,
  },
  {
    name: "settings panel, by itself",
    // 9 kB are TanStack Query. Questions, recovery codes and trusted browsers come on demand.
    limit: 20_200,
    lazy: ["qrcode.react"],
    source: `import { TotpSettings } from ${dist("settings.js")}; globalThis.app = [TotpSettings];`,
  },
];
const stylesLimit = 4_000;
/** With the panel, the QR encoder, recovery codes, Preact and supertokens-web-js, which alone is 24 kB of them: it is built for ES5. */
const scriptLimit = 64_200;

/** What only the setup screen needs: other bundlers than Vite, too, must leave it out of a first load. */
const setupOnly =
  /\/totp\/setup\/(?:TotpSetupScreen|TotpSetupView|SetupKey|QrCode|otpauth|pendingDevice|setup\.state|useDeviceSetup)\.js$|qrcode\.react/;

export async function checkSizes() {
  const problems = [];
  const report = (name, size, limit) => {
    console.log(`${name}: ${size} B gzip of ${limit}`);
    if (size > limit) problems.push(`${name}: ${size} B gzip is over the budget of ${limit}`);
  };

  const without = await bundle("globalThis.app = [];");
  for (const { name, source, limit, withSetup, lazy } of budgets) {
    const app = await bundle(source);
    report(name, app.first.size - without.first.size, limit);
    for (const packageName of lazy) {
      if (app.first.packages.has(packageName)) problems.push(`${name}: ${packageName} must load on demand only`);
    }
    for (const { fileName, size } of app.onDemand) console.log(`  on demand: ${fileName}, ${size} B`);
    if (withSetup !== undefined) {
      const all = app.onDemand.reduce((sum, { size }) => sum + size, app.first.size - without.first.size);
      report("to the QR code: first load, setup and encoder", all, withSetup);
    }
    if (name.startsWith("challenge") && !app.onDemand.some(({ packages }) => packages.has("qrcode.react"))) {
      problems.push(`${name}: the QR encoder is in no chunk of its own`);
    }
  }
  const [challenge] = budgets;
  const { size, modules } = await firstLoadByEsbuild(challenge.source);
  console.log(`${challenge.name}, by esbuild: ${size} B gzip`);
  for (const module of modules.filter((path) => setupOnly.test(path))) problems.push(`${challenge.name}, by esbuild: holds ${module}`);

  const { code: styles } = await transform(readFileSync(join(root, "dist/styles.css"), "utf8"), { loader: "css", minify: true });
  report("styles.css, as bundlers minify it", gzipSync(styles, { level: 9 }).length, stylesLimit);
  report("script tag", gzipSync(readFileSync(join(root, "dist/script/supertokens-mfa.js")), { level: 9 }).length, scriptLimit);
  if (problems.length > 0) throw new Error(problems.join("\n"));
}

/** The first load as esbuild makes it: it splits by file, where Vite splits by what is used. */
async function firstLoadByEsbuild(contents) {
  const { metafile, outputFiles } = await esbuild({
    stdin: { contents, resolveDir: root },
    bundle: true,
    splitting: true,
    format: "esm",
    minify: true,
    metafile: true,
    write: false,
    outdir: join(root, "dist"),
    target: "es2022",
    external: ["react", "react-dom", "react-router", "supertokens-web-js"],
  });
  const contentsOf = new Map(outputFiles.map(({ path, contents: code }) => [relative(root, path), code]));
  const first = new Set();
  const load = (path) => {
    if (first.has(path)) return;
    first.add(path);
    for (const { path: next, kind, external: isOutside } of metafile.outputs[path].imports) {
      if (kind === "import-statement" && !isOutside) load(next);
    }
  };
  load(Object.keys(metafile.outputs).find((path) => metafile.outputs[path].entryPoint === "<stdin>"));
  const files = [...first];
  return {
    size: files.reduce((sum, path) => sum + gzipSync(contentsOf.get(path), { level: 9 }).length, 0),
    modules: files.flatMap((path) => Object.keys(metafile.outputs[path].inputs)),
  };
}

/** What a browser gets for an app's source: the first load, and the chunks that come on demand. */
export async function bundle(source) {
  const modules = { "virtual:app": `${source}\n${lazyRoute}`, "virtual:route": "globalThis.route = true;" };
  const result = await build({
    configFile: false,
    logLevel: "error",
    root,
    plugins: [
      {
        name: "app",
        resolveId: (id) => (id in modules ? `\0${id}` : undefined),
        load: (id) => modules[id.slice(1)],
      },
    ],
    build: { write: false, target: "es2022", rollupOptions: { input: "virtual:app", external } },
  });
  const chunks = new Map(result.output.filter(({ type }) => type === "chunk").map((chunk) => [chunk.fileName, chunk]));
  const first = new Set();
  const load = (chunk) => {
    if (chunk === undefined || first.has(chunk)) return;
    first.add(chunk);
    for (const fileName of chunk.imports) load(chunks.get(fileName));
  };
  load([...chunks.values()].find(({ isEntry }) => isEntry));
  const onDemand = [...chunks.values()].filter((chunk) => !first.has(chunk) && !chunk.moduleIds.includes("\0virtual:route"));
  return { first: measure([...first]), onDemand: onDemand.map((chunk) => ({ fileName: chunk.fileName, ...measure([chunk]) })) };
}

function measure(chunks) {
  const packages = chunks.flatMap(({ moduleIds }) => moduleIds.flatMap((id) => /dist\/vendor\/(.+)\.js$/.exec(id)?.[1] ?? []));
  return { size: chunks.reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0), packages: new Set(packages) };
}
