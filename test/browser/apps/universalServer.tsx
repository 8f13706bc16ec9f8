import { renderToString } from "react-dom/server";
import { Universal } from "./universal.js";

// Run by plain Node, where there is no window, no document and no storage to touch.
const [pathname = "/", search = ""] = process.argv.slice(2);
process.stdout.write(renderToString(<Universal pathname={pathname} search={search} />));
