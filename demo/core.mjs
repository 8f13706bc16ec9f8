// `npm run core`: installs what is missing, then runs the embedded core until it is stopped.
// Plain Node up to the first import() below, since node_modules may not exist before it.
import { fileURLToPath } from "node:url";
import { installIfNeeded } from "../.ci/install.mjs";
import { untilStopped } from "./untilStopped.mjs";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
untilStopped(() => process.exit(0));

await installIfNeeded();
const { register } = await import("tsx/esm/api");
register();
await import("./core/main.ts");
