// npm run bench:api: what the plugin costs in calls of the core and in time, beside overrides that do the same on the stock SDK.
import { openShop, pricedPolicies, type Operation, type Price } from "../test/support/prices.js";

const runs = 60;
const timed: Operation[] = ["sign-in", "code"];

const shop = await openShop();
try {
  for (const policy of pricedPolicies) {
    const found = { plugin: new Map<string, Price[]>(), stock: new Map<string, Price[]>() };
    // In turns, so that whatever else the computer does meets both.
    for (let run = 0; run <= runs; run++) {
      for (const variant of ["stock", "plugin"] as const) {
        const prices = await shop.prices(variant, policy);
        // The first warms up.
        if (run === 0) continue;
        for (const [operation, price] of Object.entries(prices)) {
          found[variant].set(operation, [...(found[variant].get(operation) ?? []), price]);
        }
      }
    }
    const rows = [...found.stock].map(([operation, stock]) => {
      const plugin = found.plugin.get(operation) ?? [];
      const ratio = timed.some((name) => name === operation) ? (median(plugin) / median(stock)).toFixed(2) : "";
      return [operation, { stock: stock[0]?.calls.length, plugin: plugin[0]?.calls.length, "time, ratio": ratio }] as const;
    });
    console.log(`\n${policy}: calls of the core, and median time of ${runs} runs`);
    console.table(Object.fromEntries(rows));
  }
} finally {
  await shop.close();
}

function median(prices: Price[]): number {
  const sorted = prices.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
