import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "@playwright/test";
import { bin } from "../../.ci/process.mjs";
import { newApp, npmInstall } from "../../examples/installedApp.js";
import { root, run } from "../package/support/run.js";

test("the files of docs/jest.md, as they stand there, run the page's test under Jest, and /server by require", async () => {
  test.setTimeout(600_000);
  const page = await readFile(join(root, "docs/jest.md"), "utf8");
  const { app, tarball, removed } = await newApp();
  try {
    const files = [...page.matchAll(/^```jsx?\n\/\/ (\S+)\n([^]*?)^```/gm)].map(([, file = "", code = ""]) => [file, code] as const);
    expect(files.map(([file]) => file)).toContain("jest.config.cjs");
    await writeFiles(app, {
      ...Object.fromEntries(files),
      "package.json": JSON.stringify({ name: "app", private: true }),
      "test/server.test.js": `/** @jest-environment node */
        const { requireTotp, totpMfa } = require("supertokens-mfa-react/server");
        test("the server's door", () => expect(totpMfa({ require: requireTotp.whenEnabled() })).toHaveProperty("id"));`,
    });
    const { devDependencies } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {
      devDependencies: Record<string, string>;
    };
    const ours = ["react", "react-dom", "react-router", "supertokens-web-js", "supertokens-node"].map(
      (name) => `${name}@${devDependencies[name]}`,
    );
    const [, theirs = ""] = /^npm install --save-dev (.+)$/m.exec(page) ?? [];
    await npmInstall(app, tarball, ...ours, ...theirs.split(" "));
    const report = JSON.parse(await run(process.execPath, [bin("jest", "jest", app), "--json"], app)) as object;
    expect(report).toMatchObject({ success: true, numPassedTests: 2, numTotalTests: 2 });
  } finally {
    await removed();
  }
});

async function writeFiles(folder: string, files: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}
