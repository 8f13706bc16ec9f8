import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { startCore } from "../../demo/core/server.js";
import { createCoreClock } from "./clock.js";
import { scan } from "./totp.js";
import { createVisitor, type Answer } from "./visitor.js";

export const pricedPolicies = ["opt-in", "admin", "tenant-admin"] as const;
export type PricedPolicy = (typeof pricedPolicies)[number];

/** What one request cost. */
export interface Price {
  /** What the API asked the core, such as `GET /recipe/user/metadata`. */
  calls: string[];
  milliseconds: number;
}

export type Operation =
  | "sign-in without a device"
  | "info without a device"
  | "create the first device"
  | "verify the first device"
  | "refresh"
  | "refresh of a user without TOTP"
  | "sign-in"
  | "refresh in the middle of sign-in"
  | "info"
  | "code"
  | "create another device"
  | "verify another device"
  | "remove another device"
  | "rename a device"
  | "turn off"
  | "turn on"
  | "remove the last device";

export interface Shop {
  /** Each operation that the policy allows once, for a new user whom it covers. */
  prices(variant: "plugin" | "stock", policy: PricedPolicy): Promise<Partial<Record<Operation, Price>>>;
  close(): Promise<void>;
}

/** The plugin and the overrides that do the same on the stock SDK, each in a process of its own, on one core. */
export async function openShop(): Promise<Shop> {
  const clock = createCoreClock();
  const core = await startCore({ port: 0, now: clock.now, accessTokenValidity: 30 * 24 * 3600 });
  const put = (path: string, body: object) =>
    fetch(core.url + path, {
      method: "PUT",
      headers: { "content-type": "application/json", "cdi-version": "5.4" },
      body: JSON.stringify(body),
    });
  await put("/recipe/role", { role: "admin", permissions: [] });
  const start = async (variant: "plugin" | "stock") => {
    const child = fork(fileURLToPath(new URL("./pricedApi.ts", import.meta.url)), [core.url, variant], { execArgv: ["--import", "tsx"] });
    const [url] = (await once(child, "message")) as [string];
    return { child, url };
  };
  const [plugin, stock] = await Promise.all([start("plugin"), start("stock")]);
  const apis = { plugin, stock };

  return {
    async prices(variant, policy) {
      const { url } = apis[variant];
      const tell = async (path: string, body: object = {}) =>
        (await fetch(url + path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) })).json();
      await put("/recipe/multitenancy/tenant/v2", {
        tenantId: "public",
        requiredSecondaryFactors: policy === "tenant-admin" ? ["totp"] : null,
      });
      await tell("/test/policy", { name: policy });

      const found: Partial<Record<Operation, Price>> = {};
      const measure = async (operation: Operation, request: () => Promise<Answer>): Promise<Answer> => {
        await tell("/test/core-calls");
        const began = performance.now();
        const answer = await request();
        const milliseconds = performance.now() - began;
        if (answer.status !== 200) throw new Error(`${variant}, ${policy}, ${operation}: ${answer.status} ${JSON.stringify(answer.body)}`);
        const { calls } = (await tell("/test/core-calls")) as { calls: string[] };
        found[operation] = { calls, milliseconds };
        return answer;
      };

      const laptop = createVisitor({ url, clock, basePath: "/auth" });
      await laptop.signUp();
      await measure("refresh of a user without TOTP", () => laptop.refresh());
      if (policy !== "opt-in") await put("/public/recipe/user/role", { userId: laptop.userId(), role: "admin" });
      await measure("sign-in without a device", () => laptop.signIn());
      await measure("info without a device", () => laptop.mfaInfo());
      const first = await measure("create the first device", () => laptop.createDevice("Phone"));
      const phone = scan(String(first.body["qrCodeString"]), clock);
      await measure("verify the first device", () => laptop.verifyDevice("Phone", phone.code()));
      await measure("refresh", () => laptop.refresh());
      const tablet = laptop.otherBrowser();
      await measure("sign-in", () => tablet.signIn());
      await measure("refresh in the middle of sign-in", () => tablet.refresh());
      await measure("info", () => tablet.mfaInfo());
      await measure("code", () => tablet.verifyTotp(phone.code()));
      const second = await measure("create another device", () => tablet.createDevice("Tablet"));
      const other = scan(String(second.body["qrCodeString"]), clock);
      await measure("verify another device", () => tablet.verifyDevice("Tablet", other.code()));
      await measure("remove another device", () => tablet.removeDevice("Tablet"));
      await measure("rename a device", () => tablet.rename("Phone", "Old phone"));
      // Under the others that isn't up to the user.
      if (policy === "opt-in") {
        await measure("turn off", () => tablet.disable());
        await measure("turn on", () => tablet.enable());
        await measure("remove the last device", () => tablet.removeDevice("Old phone"));
      }
      return found;
    },
    async close() {
      plugin.child.kill();
      stock.child.kill();
      await core.close();
    },
  };
}
