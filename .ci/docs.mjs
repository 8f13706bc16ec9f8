// README and docs/: every `ts` and `tsx` snippet compiles against the built package, and every relative link leads
// somewhere.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";
import { root } from "./process.mjs";

const pages = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", ...pagesIn("docs"), ...pagesIn("examples")];
const read = (page) => readFileSync(join(root, page), "utf8");

/** Without the reference, which is made. */
function pagesIn(folder) {
  const names = readdirSync(join(root, folder), { recursive: true }).filter((name) => !/node_modules|^reference\b/.test(name));
  return names.filter((name) => name.endsWith(".md")).map((name) => `${folder}/${name.replaceAll("\\", "/")}`);
}

export function checkDocs() {
  const problems = [...pages.flatMap(brokenLinks), ...brokenSnippets()];
  if (problems.length > 0) throw new Error(problems.join("\n"));
  console.log(`${pages.length} pages`);
}

/** What the reader sees of a link's page, so that a `#` is looked for as GitHub makes it. */
function anchorsOf(page) {
  const headings = read(page)
    .replace(/^```[^]*?^```/gm, "")
    .matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replaceAll(" ", "-"),
  );
}

function brokenLinks(page) {
  const links = read(page)
    .replace(/^```[^]*?^```/gm, "")
    .matchAll(/\]\(([^)\s]+)\)/g);
  return [...links].flatMap(([, link]) => {
    if (/^[a-z]+:/.test(link)) return [];
    const [path, anchor] = link.split("#");
    const target = path === "" ? page : join(dirname(page), path);
    if (!existsSync(join(root, target))) return [`${page}: ${link} leads nowhere. Mend the link, or add the page.`];
    if (anchor !== undefined && !anchorsOf(target).includes(anchor)) return [`${page}: ${link}: ${target} has no such heading.`];
    return [];
  });
}

/** Each snippet is a module by itself, at the root, where imports find what an app has installed. */
function brokenSnippets() {
  const snippets = new Map();
  for (const page of pages) {
    for (const { index, 1: language, 2: code } of read(page).matchAll(/^```(tsx?)\n([^]*?)^```/gm)) {
      const line = read(page).slice(0, index).split("\n").length + 1;
      // TSX throughout: a `ts` snippet is one without tags.
      const file = join(root, `${page.replaceAll("/", "-")}.${line}.${language}.tsx`);
      snippets.set(file, { page, line, code: `${code}export {};\n` });
    }
  }
  const options = {
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    jsx: ts.JsxEmit.ReactJSX,
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    types: ["node"],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (file) => snippets.has(file) || fileExists(file);
  host.readFile = (file) => snippets.get(file)?.code ?? readFile(file);
  host.getSourceFile = (file, ...rest) => {
    const snippet = snippets.get(file);
    return snippet === undefined ? getSourceFile(file, ...rest) : ts.createSourceFile(file, snippet.code, ts.ScriptTarget.ES2022, true);
  };
  const given = ["snippets.d.ts", "packages.d.ts"].map((name) => join(root, ".ci", name));
  const program = ts.createProgram([...given, ...snippets.keys()], options, host);
  const files = [...given, ...snippets.keys()].map((file) => program.getSourceFile(file));
  const diagnostics = files.flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]);
  return diagnostics.map(({ file, start, messageText }) => {
    const snippet = snippets.get(file.fileName);
    const { line } = file.getLineAndCharacterOfPosition(start);
    const place = snippet === undefined ? `${relative(root, file.fileName)}:${line + 1}` : `${snippet.page}:${snippet.line + line}`;
    return `${place}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    checkDocs();
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
