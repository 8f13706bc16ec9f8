import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openShop, pricedPolicies, type Operation, type Price, type Shop } from "../support/prices.js";

/** What the plugin costs in calls of the core, beside overrides that do the same on the stock SDK. */
let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const isWrite = (call: string) => !call.startsWith("GET ");

describe.each(pricedPolicies)("%s", (policy) => {
  let plugin: Record<Operation, Price>;
  let stock: Record<Operation, Price>;
  beforeAll(async () => {
    stock = await shop.prices("stock", policy);
    plugin = await shop.prices("plugin", policy);
  });

  const more = (operation: Operation) => plugin[operation].calls.length - stock[operation].calls.length;

  test.each<Operation>(["sign-in without a device", "sign-in", "info without a device", "info"])(
    "%s costs no more than on the stock SDK",
    (operation) => expect(more(operation)).toBeLessThanOrEqual(0),
  );

  test("code costs 1 more: whether the session is still there, so that a revoked one spends no attempt of the owner's", () => {
    expect(more("code")).toBeLessThanOrEqual(1);
  });

  test("a refresh after TOTP costs the refresh alone", () => {
    expect(plugin.refresh.calls).toEqual(["POST /recipe/session/refresh"]);
  });

  test("a refresh of a complete session without TOTP costs what the policy reads", () => {
    const reads = plugin["refresh of a user without TOTP"].calls.filter((call) => call !== "POST /recipe/session/refresh");
    expect(reads.length).toBeLessThanOrEqual(policy === "tenant-admin" ? 2 : 1);
  });

  test("a refresh in the middle of sign-in writes nothing either", () => {
    expect(plugin["refresh in the middle of sign-in"].calls.filter(isWrite)).toEqual(["POST /recipe/session/refresh"]);
  });

  test.each<Operation>(["create the first device", "create another device"])("%s costs at most 2 more", (operation) =>
    expect(more(operation)).toBeLessThanOrEqual(2),
  );

  test("remove another device costs at most 2 more, and 1 for the browsers that are no longer trusted", () => {
    expect(more("remove another device")).toBeLessThanOrEqual(3);
  });

  test.each<Operation>(["verify the first device", "verify another device"])(
    "%s costs at most 2 more, and 2 for the date that the panel shows",
    (operation) => expect(more(operation)).toBeLessThanOrEqual(4),
  );
});
