// `npm run test:apps [next | jest | framework]`: apps that are too large an install for `npm test`, each installed from
// the packed package outside the repository, built, started and driven.
import { installIfNeeded } from "../../.ci/install.mjs";

await installIfNeeded();
const { bin, run } = await import("../../.ci/process.mjs");
const { findBrowser } = await import("../support/browser.mjs");
const args = [bin("@playwright/test", "playwright"), "test", "--config", "test/apps/playwright.config.ts", ...process.argv.slice(2)];
await run(process.execPath, args, { CHROME_PATH: await findBrowser() }).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
