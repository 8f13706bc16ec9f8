// `npm start`: installs what is missing, then runs the whole demo until Ctrl-C.
// Plain Node up to the first import() below, since node_modules may not exist before it.
import { fileURLToPath } from "node:url";
import { installIfNeeded } from "../.ci/install.mjs";
import { untilStopped } from "./untilStopped.mjs";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

let stopping = false;
let stack;

untilStopped(() => void stop(0));

try {
  await installIfNeeded();
  const { register } = await import("tsx/esm/api");
  register();
  const { startStack } = await import("./stack.ts");
  const { optionsFromEnvironment } = await import("./stack/options.ts");
  const { describeStack } = await import("./stack/describe.ts");

  stack = await startStack({ ...optionsFromEnvironment(process.env), log: (line) => console.error(line) });
  console.log(describeStack(stack));
  console.log(`Ready: ${stack.webUrl}`);
  void stack.failed.then((words) => {
    if (stopping) return;
    console.error(`A part of the demo ended by itself. It wrote:\n${words}`);
    void stop(1);
  });
} catch (error) {
  if (stopping) process.exit(0);
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

async function stop(code) {
  if (stopping) return;
  stopping = true;
  // Still starting: the parts that run already end with this process.
  await stack?.close();
  process.exit(code);
}
