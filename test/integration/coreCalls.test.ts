import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openShop, pricedPolicies, type Operation, type Price, type Shop } from "../support/prices.js";

/** What the plugin costs in calls of the core, beside overrides that do the same on the stock SDK. */
let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

describe.each(pricedPolicies)("%s", (policy) => {
  let plugin: Partial<Record<Operation, Price>>;
  let stock: Partial<Record<Operation, Price>>;
  beforeAll(async () => {
    stock = await shop.prices("stock", policy);
    plugin = await shop.prices("plugin", policy);
  });

  const callsOf = (prices: Partial<Record<Operation, Price>>, operation: Operation) => {
    const price = prices[operation];
    if (price === undefined) throw new Error(`${operation} wasn't priced`);
    return price.calls;
  };
  const more = (operation: Operation) => callsOf(plugin, operation).length - callsOf(stock, operation).length;

  test.each<Operation>(["sign-in without a device", "sign-in", "info without a device", "info", "code"])(
    "%s costs no more than on the stock SDK",
    (operation) => expect(more(operation)).toBeLessThanOrEqual(0),
  );

  test("a refresh after TOTP costs the refresh alone", () => {
    expect(callsOf(plugin, "refresh")).toEqual(["POST /recipe/session/refresh"]);
  });

  test.each<Operation>(["refresh of a user without TOTP", "refresh in the middle of sign-in"])(
    "a %s costs what the policy reads, and writes nothing",
    (operation) => {
      const reads = callsOf(plugin, operation).filter((call) => call !== "POST /recipe/session/refresh");
      expect(reads.filter((call) => !call.startsWith("GET "))).toEqual([]);
      expect(reads.length).toBeLessThanOrEqual(policy === "tenant-admin" ? 2 : 1);
    },
  );

  test.each<Operation>(["create the first device", "create another device", "verify the first device", "verify another device"])(
    "to %s costs 1 more: whether the session is still there",
    (operation) => expect(more(operation)).toBeLessThanOrEqual(1),
  );

  test("to remove another device costs 3 more: session, user and the browsers that are no longer trusted; 2 where stock looks at the list again", () => {
    expect(more("remove another device")).toBeLessThanOrEqual(policy === "opt-in" ? 2 : 3);
  });

  test("to rename a device costs 5 more: session, user and list, and its date is read and written under the new name", () => {
    expect(more("rename a device")).toBeLessThanOrEqual(5);
  });
});

describe("what is up to the user under opt-in", () => {
  const more = new Map<string, number>();
  beforeAll(async () => {
    const stock = await shop.prices("stock", "opt-in");
    const plugin = await shop.prices("plugin", "opt-in");
    for (const [operation, { calls }] of Object.entries(plugin))
      more.set(operation, calls.length - (stock[operation as Operation]?.calls.length ?? 0));
  });

  test.each<[Operation, string, number]>([
    ["turn on", "session, user, and the setting read back", 3],
    ["turn off", "session, user, tenant, and the setting read back", 4],
    ["remove the last device", "session, user, tenant, and the setting read back", 4],
  ])("to %s costs a few more: %s", (operation, _what, most) => expect(more.get(operation)).toBeLessThanOrEqual(most));
});
