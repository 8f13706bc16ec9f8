// dist/script/: one file for a script tag, with all but the style sheet in it, a file for each language, and their
// checksums for Subresource Integrity.
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { minify } from "terser";
import { root } from "./process.mjs";

const source = join(root, "src/adapters/script");
const locales = join(root, "src/messages/locales");

/** In the script Preact stands in for React, and a few lines each for what is used of other libraries. */
const react = join(source, "react.ts");
const alias = {
  react,
  "react-dom": react,
  "react-dom/client": react,
  "react/jsx-runtime": react,
  "@tanstack/react-query": join(source, "query.ts"),
  "browser-tabs-lock": join(source, "tabsLock.ts"),
};

/** In each of its modules the SDK has TypeScript's helpers again. Without them a module finds tslib's, once for all. */
const helpers = ["__assign", "__awaiter", "__extends", "__generator", "__rest", "__spreadArray"];
const helper = new RegExp(`^var (?:${helpers.join("|")}) =[^]*?\\n(?=var __|Object\\.defineProperty\\(exports|"use strict"|/\\*)`, "gm");

/** Its debug logs are 3 kB of text, tokens among it. */
const debugLog = /\(0,\s*logger_1\s*\.logDebugMessage\)\(/g;

/** What the SDK carries along for others, by module. */
const unused = {
  // Axios itself goes through XMLHttpRequest, which the SDK intercepts.
  axios: "exports.addAxiosInterceptors = () => {};",
  // For the claims of recipes that are not in the file.
  primitiveArrayClaim: "",
  // For the SDK's own tests.
  processState: "exports.PROCESS_STATE = {}; exports.ProcessState = { getInstance: () => ({ addState() {} }) };",
  // For its plugins.
  versionChecker: "exports.isVersionCompatible = () => true;",
};

const lean = {
  name: "lean",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]supertokens-(website|web-js)[\\/]lib[\\/]build[\\/].*\.js$/ }, async ({ path }) => {
      const stub = unused[basename(path, ".js")];
      if (stub !== undefined) return { contents: stub };
      return { contents: (await readFile(path, "utf8")).replace(helper, "").replace(debugLog, "void (") };
    });
  },
};

/** Without the component for a `<canvas>`, which no bundler can tell to be unused. */
export const svgOnly = {
  name: "svg-only",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]qrcode\.react[\\/].*\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8"))
        .replace(/^var SUPPORTS_PATH2D =[^]*?(?=^var QRCodeSVG =)/m, "")
        .replace(/^ *QRCodeCanvas,\n/m, ""),
    }));
  },
};

/** Whose code is in the file. */
const inside = ["preact", "qrcode.react", "supertokens-web-js", "supertokens-website", "supertokens-js-override", "tslib"];

async function licenceOf(name) {
  const folder = join(root, "node_modules", name);
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  return `== ${name} ${version} (${license})\n\n${file === undefined ? "" : (await readFile(join(folder, file), "utf8")).trim()}`;
}

export async function buildScript(outDir) {
  await mkdir(join(outDir, "locales"), { recursive: true });
  const files = [["supertokens-mfa.js", { entryPoints: [join(source, "main.ts")] }]];
  for (const file of await readdir(locales)) {
    const language = file.replace(/\.ts$/, "");
    const contents = `import * as catalogue from "./${file}"; for (const messages of Object.values(catalogue)) supertokensMfa.addLanguage("${language}", messages);`;
    if (language !== "en") files.push([`locales/${language}.js`, { stdin: { contents, resolveDir: locales } }]);
  }
  await writeFile(join(outDir, "LICENSES.txt"), (await Promise.all(inside.map(licenceOf))).join("\n\n"));
  const integrity = {};
  for (const [name, entry] of files) {
    const code = await bundle(entry);
    await writeFile(join(outDir, name), code);
    integrity[name] = `sha384-${createHash("sha384").update(code).digest("base64")}`;
  }
  await writeFile(join(outDir, "integrity.json"), `${JSON.stringify(integrity, undefined, 2)}\n`);
}

async function bundle(entry) {
  const { outputFiles } = await build({
    ...entry,
    bundle: true,
    write: false,
    format: "iife",
    globalName: "stdin" in entry ? undefined : "supertokensMfa",
    target: "es2022",
    jsx: "automatic",
    minify: true,
    legalComments: "none",
    define: { "process.env.NODE_ENV": '"production"' },
    inject: "stdin" in entry ? [] : [join(source, "helpers.ts")],
    alias,
    plugins: [lean, svgOnly],
  });
  const { code } = await minify(outputFiles[0].text, {
    ecma: 2020,
    compress: { passes: 3, hoist_funs: true, keep_fargs: false, pure_getters: true, unsafe_arrows: true, unsafe_methods: true },
    format: { comments: false },
  });
  return `/*! supertokens-mfa-react, Apache-2.0; of what is in it see LICENSES.txt */\n${code}`;
}
