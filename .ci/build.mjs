// dist/: ES modules, declarations and maps as tsc writes them, module by module, and the stylesheet as it is.
import { copyFile, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { installIfNeeded } from "./install.mjs";
import { bin, root, run } from "./process.mjs";

export async function build(outDir = join(root, "dist")) {
  await rm(outDir, { recursive: true, force: true });
  await run(process.execPath, [bin("typescript", "tsc"), "-p", "tsconfig.build.json", "--outDir", outDir]);
  await copyFile(join(root, "src/styles.css"), join(outDir, "styles.css"));
  await writeFile(join(outDir, "styles.layered.css"), `@layer mfa {\n${await readFile(join(root, "src/styles.css"), "utf8")}}\n`);
  // Since TypeScript 6 an import for its effect must resolve, too.
  for (const sheet of ["styles.css", "styles.layered.css"]) await writeFile(join(outDir, `${sheet}.d.ts`), "export {};\n");
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await installIfNeeded();
  await build();
}
