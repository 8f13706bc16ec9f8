import { serve } from "./api.js";
import { linkToSession } from "./app.js";

/** A process of its own, with its own copy of the SDK: the same backend without the plugin. */
const { url } = await serve({ accountLinking: linkToSession, withEmailCodes: true }, process.argv[2] ?? "");
process.send?.(url);
