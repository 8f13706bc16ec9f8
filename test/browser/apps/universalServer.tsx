import { StrictMode } from "react";
import { renderToString } from "react-dom/server";
import { createStaticHandler, createStaticRouter, StaticRouterProvider } from "react-router";
import { routes } from "./universal.js";

async function renderPage(path: string): Promise<string> {
  const { query, dataRoutes } = createStaticHandler(routes);
  const context = await query(new Request(new URL(path, "https://app.example")));
  if (context instanceof Response) throw new Error(`The router answered ${context.status} for ${path}.`);
  return renderToString(
    <StrictMode>
      <StaticRouterProvider router={createStaticRouter(dataRoutes, context)} context={context} />
    </StrictMode>,
  );
}

// Run by plain Node, where there is no window, no document and no storage to touch.
const [path = "/"] = process.argv.slice(2);
void renderPage(path).then((html) => process.stdout.write(html));
