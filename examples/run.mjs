// `npm run example NAME`: the embedded core, the API of the examples and one example, until Ctrl-C.
import { copyFileSync, existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { installIfNeeded } from "../.ci/install.mjs";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

const names = readdirSync("examples").filter((name) => existsSync(`examples/${name}/package.json`));
const [name = ""] = process.argv.slice(2);

try {
  if (!names.includes(name)) throw new Error(`Which example? npm run example NAME, with one of: ${names.join(", ")}`);
  await installIfNeeded();
  const { register } = await import("tsx/esm/api");
  register();
  const { startCore } = await import("../demo/core/server.ts");
  process.env.SUPERTOKENS_CORE_URI ??= (await startCore({ port: 0 })).url;
  if (name === "next") await runInstalled({ port: 3000, path: "/app" });
  else if (name === "react-router-framework") await runInstalled({ port: 5173, path: "" });
  else await runVite();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

/** An app of its own, with its API in it. */
async function runInstalled({ port, path }) {
  const { startInstalledApp } = await import("./installedApp.ts");
  const { untilStopped } = await import("../demo/untilStopped.mjs");
  console.log("Installing the example, which takes a minute");
  const { url, close } = await startInstalledApp(name, { coreUrl: process.env.SUPERTOKENS_CORE_URI, port });
  console.log(`Ready: ${url}${path}`);
  untilStopped(() => void close().then(() => process.exit()));
}

async function runVite() {
  await import("./react-19-router-7/server.ts");
  if (name === "plain-page") await bringScript("examples/plain-page/public/supertokens-mfa");
  const { createServer } = await import("vite");
  const { exampleConfig } = await import("./vite.mjs");
  const web = await createServer({ ...exampleConfig(name), server: { port: 5173, strictPort: true, fs: { allow: [process.cwd()] } } });
  await web.listen();
  console.log(`Ready: http://localhost:5173`);
}

/** The files of the script tag, where an app that installed the package copies them to. */
async function bringScript(folder) {
  const { buildScript } = await import("../.ci/script.mjs");
  await buildScript(folder);
  copyFileSync("src/styles.css", `${folder}/styles.css`);
}
