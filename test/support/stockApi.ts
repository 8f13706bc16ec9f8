import { serve } from "./api.js";

/** A process of its own, with its own copy of the SDK: the same backend without the plugin. */
const { url } = await serve({}, process.argv[2] ?? "");
process.send?.(url);
