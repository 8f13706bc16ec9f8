import type { CDPSession } from "@playwright/test";
import { signUp } from "./support/account.js";
import { expect, test } from "./support/demo.js";
import { heading } from "./support/screens.js";
import { watchCalls } from "./support/wire.js";

const warmUp = 20;
const visits = 100;

test(`${visits} setup visits in one page leave heap, nodes and listeners flat`, async ({ page, context }) => {
  test.setTimeout(240_000);
  await signUp(page, undefined, "/auth?redirectToPath=%2Fsettings");
  const calls = watchCalls(page);
  const devtools = await context.newCDPSession(page);
  await devtools.send("Performance.enable");

  const visit = async () => {
    await page.getByRole("button", { name: "Set up an authenticator app" }).click();
    await expect(page.getByRole("img", { name: "QR code for your authenticator app" })).toBeVisible();
    await page.getByRole("button", { name: "Back" }).click();
    await expect(page.getByText("No device yet.")).toBeVisible();
  };
  await expect(heading(page, "Settings")).toBeVisible();
  for (let count = 0; count < warmUp; count += 1) await visit();
  const before = await measure(devtools);
  for (let count = warmUp; count < visits; count += 1) await visit();
  const after = await measure(devtools);

  expect(calls.count("/totp/device")).toBe(visits);
  // One forgotten listener or node a visit would be 80 of them; 20 kB a visit, 1.6 MB.
  expect(after.listeners - before.listeners).toBeLessThan(20);
  expect(after.nodes - before.nodes).toBeLessThan(40);
  expect(after.heap - before.heap).toBeLessThan(1_600_000);
});

async function measure(devtools: CDPSession): Promise<{ listeners: number; nodes: number; heap: number }> {
  // React's development build writes a performance entry for each render, and the browser one for each request.
  await devtools.send("Runtime.evaluate", {
    expression: "performance.clearMarks(); performance.clearMeasures(); performance.clearResourceTimings(); console.clear()",
  });
  await devtools.send("HeapProfiler.collectGarbage");
  await devtools.send("HeapProfiler.collectGarbage");
  const { metrics } = await devtools.send("Performance.getMetrics");
  const value = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  return { listeners: value("JSEventListeners"), nodes: value("Nodes"), heap: value("JSHeapUsedSize") };
}
