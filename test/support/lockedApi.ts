import { Pool } from "pg";
import { serve } from "./api.js";
import { lockedApp } from "./lockedApp.js";

/** The second process of an API that runs in two. Tells its parent when a change hangs. */
const [coreUrl = "", postgresUrl = ""] = process.argv.slice(2);
const pool = new Pool({ connectionString: postgresUrl });
const { url } = await serve(
  lockedApp(pool, () => process.send?.("hangs")),
  coreUrl,
);
process.send?.(url);
