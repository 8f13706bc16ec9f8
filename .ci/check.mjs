// `npm run check`: types, lint, unused code, the built package, its sizes and public face, and the documentation.
import { installIfNeeded } from "./install.mjs";

await installIfNeeded();
const { bin, run } = await import("./process.mjs");
const { build } = await import("./build.mjs");
const { checkApi } = await import("./api.mjs");
const { checkDocs } = await import("./docs.mjs");
const { checkSizes } = await import("./sizes.mjs");

const node = (packageName, command, ...args) => run(process.execPath, [bin(packageName, command), ...args]);
const attw = (...args) => node("@arethetypeswrong/cli", "attw", "--pack", ".", ...args);
const steps = [
  ["types", () => node("typescript", "tsc", "--noEmit")],
  ["format", () => node("prettier", "prettier", "--check", ".")],
  ["lint", () => node("eslint", "eslint", ".", "--max-warnings=0")],
  ["unused code, files and packages", () => node("knip", "knip", "--no-progress", "--no-config-hints")],
  ["build", build],
  ["package", () => node("publint", "publint", "--strict")],
  [
    "types of the package",
    async () => {
      // The server is for CommonJS, too; what React renders is for bundlers, which know ES modules.
      await attw("--entrypoints", "server");
      await attw("--ignore-rules", "cjs-resolves-to-esm", "--exclude-entrypoints", "server", "styles.css", "styles.layered.css");
    },
  ],
  ["sizes", checkSizes],
  ["public names", checkApi],
  ["documentation", checkDocs],
];

for (const [name, step] of steps) {
  console.log(`\n== ${name}`);
  try {
    await step();
  } catch (error) {
    console.error(error.message);
    console.error(`\n${name}: failed`);
    process.exit(1);
  }
}
console.log("\nAll checks passed");
