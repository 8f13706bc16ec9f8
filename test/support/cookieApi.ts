import { requireTotp, totpMfa } from "../../src/server.js";
import { serve } from "./api.js";
import type { AppOptions } from "./app.js";

/** An API that trusts browsers, in a process of its own: SuperTokens takes one configuration of its cookies a process. */
const [coreUrl = "", options = "{}"] = process.argv.slice(2);
const plugins = [totpMfa({ require: requireTotp.whenEnabled(), trustBrowsers: { days: 30 } })];
const { url } = await serve({ plugins, ...(JSON.parse(options) as Pick<AppOptions, "domains" | "session">) }, coreUrl);
process.send?.(url);
