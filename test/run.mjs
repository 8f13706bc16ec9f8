// `npm test`: installs if needed, finds a browser, runs every suite, and ends with one line of counts.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { installIfNeeded } from "../.ci/install.mjs";

const resultsFolder = join(import.meta.dirname, "../test-results");

await installIfNeeded();
const { bin, root } = await import("../.ci/process.mjs");
const { findBrowser } = await import("./support/browser.mjs");

const env = { ...process.env, CHROME_PATH: await findBrowser() };
await rm(resultsFolder, { recursive: true, force: true });
await mkdir(resultsFolder, { recursive: true });

const suites = [
  {
    name: "Unit, contract, integration, types and stories",
    file: "vitest.json",
    args: [
      bin("vitest", "vitest"),
      "run",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${join(resultsFolder, "vitest.json")}`,
    ],
    count: ({ numPassedTests, numTotalTests, testResults }) => {
      // A file that can't be loaded has no tests to count, and failed all the same.
      const broken = testResults.filter(({ status, assertionResults }) => status === "failed" && assertionResults.length === 0).length;
      const contract = testResults.filter(({ name }) => name.includes("/test/contract/"));
      const ofDemoCore = contract.flatMap(({ assertionResults }) => assertionResults).length;
      return { passed: numPassedTests, failed: numTotalTests - numPassedTests + broken, ofDemoCore };
    },
    failures: ({ testResults }) =>
      testResults
        .filter(({ status }) => status === "failed")
        .flatMap(({ name, assertionResults }) => {
          const tests = assertionResults.filter(({ status }) => status !== "passed").map(({ fullName }) => ` > ${fullName}`);
          return (tests.length === 0 ? [" (can't be loaded)"] : tests).map((test) => relative(root, name) + test);
        }),
  },
  {
    name: "Browser",
    file: "playwright.json",
    args: [bin("@playwright/test", "playwright"), "test", "--reporter=line,json"],
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: join(resultsFolder, "playwright.json") },
    count: ({ stats, errors }) => ({ passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped + errors.length }),
    failures: ({ suites }) =>
      suites.flatMap(function failedIn({ suites = [], specs = [] }) {
        const here = specs.filter(({ tests }) => tests.some(({ status }) => status !== "expected"));
        return [...here.map(({ file, title }) => `${file} > ${title}`), ...suites.flatMap(failedIn)];
      }),
  },
];

let passed = 0;
let failed = 0;
let ofDemoCore = 0;
const failures = [];
for (const suite of suites) {
  console.log(`\n== ${suite.name}`);
  const code = await node(suite.args, { ...env, ...suite.env });
  const results = await readResults(suite.file);
  const counts = suite.count(results);
  failures.push(...suite.failures(results));
  passed += counts.passed;
  ofDemoCore += counts.ofDemoCore ?? 0;
  // A runner that ends badly without a failed test has failed itself.
  failed += code !== 0 && counts.failed === 0 ? 1 : counts.failed;
}

// Said again where it is seen: the first suite's failures are thousands of lines above.
for (const failure of failures) console.log(`\nFAILED ${failure}`);
console.log(`\n${passed + failed - ofDemoCore} tests are of the library, ${ofDemoCore} of the demo's embedded core.`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function node(args, childEnv) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: "inherit", env: childEnv });
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

async function readResults(file) {
  const path = join(resultsFolder, file);
  if (existsSync(path)) return JSON.parse(await readFile(path, "utf8"));
  throw new Error(`${file} was not written: the runner ended before its first test. Its own message is above.`);
}
