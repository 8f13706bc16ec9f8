// node .ci/installed.mjs PACKAGE[:COMMAND] [ARG …]: a package's command, after installing what is missing.
import { installIfNeeded } from "./install.mjs";

await installIfNeeded();
const { bin, run } = await import("./process.mjs");
const [name = "", ...args] = process.argv.slice(2);
const [packageName = "", command = packageName] = name.split(":");
await run(process.execPath, [bin(packageName, command), ...args]).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
