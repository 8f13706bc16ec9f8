import type { CDPSession, Page } from "@playwright/test";
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

  await expect(heading(page, "Settings")).toBeVisible();
  await visitSetup(page, warmUp);
  const before = await measure(devtools);
  await visitSetup(page, visits - warmUp);
  const after = await measure(devtools);

  expect(calls.count("/totp/device")).toBe(visits);
  // One forgotten listener or node a visit would be 80 of them; 20 kB a visit, 1.6 MB.
  expect(after.listeners - before.listeners).toBeLessThan(20);
  expect(after.nodes - before.nodes).toBeLessThan(40);
  expect(after.heap - before.heap).toBeLessThan(1_600_000);
});

/** From the panel to the QR code and Back, so many times: clicks in the page, without a driver in between. */
function visitSetup(page: Page, times: number): Promise<void> {
  return page.evaluate(async (count) => {
    const appeared = (find: () => Element | undefined) =>
      new Promise<Element>((resolve) => {
        const look = () => {
          const found = find();
          if (found === undefined) return;
          changes.disconnect();
          resolve(found);
        };
        const changes = new MutationObserver(look);
        changes.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
        look();
      });
    const press = async (name: string) => {
      const button = await appeared(() => [...document.querySelectorAll("button")].find(({ textContent }) => textContent === name));
      button.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    };
    for (let visit = 0; visit < count; visit += 1) {
      await press("Set up an authenticator app");
      await appeared(() => document.querySelector("[data-mfa-slot=qr-code]") ?? undefined);
      await press("Back");
      await appeared(() => [...document.querySelectorAll("p")].find(({ textContent }) => textContent.startsWith("No device yet.")));
    }
  }, times);
}

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
