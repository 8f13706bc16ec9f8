// `npm run test:next`: the Next example, installed from the packed package, built, started and driven. Apart from
// `npm test`, since Next is a large install.
import { installIfNeeded } from "../../.ci/install.mjs";

await installIfNeeded();
const { bin, run } = await import("../../.ci/process.mjs");
const { findBrowser } = await import("../support/browser.mjs");
const args = [bin("@playwright/test", "playwright"), "test", "--config", "test/next/playwright.config.ts", ...process.argv.slice(2)];
await run(process.execPath, args, { CHROME_PATH: await findBrowser() }).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
