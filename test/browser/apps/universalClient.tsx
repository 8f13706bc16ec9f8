import { StrictMode } from "react";
import { hydrateRoot } from "react-dom/client";
import { createBrowserRouter } from "react-router";
import { RouterProvider } from "react-router/dom";
import { MultiFactorAuth, Totp } from "supertokens-mfa-react";
import SuperTokens from "supertokens-web-js";
import Session from "supertokens-web-js/recipe/session";
import { routes } from "./universal.js";

const { apiUrl } = (await (await fetch("/config.json")).json()) as { apiUrl: string };
SuperTokens.init({
  appInfo: { appName: "Universal", apiDomain: apiUrl, apiBasePath: "/auth" },
  recipeList: [Session.init(), Totp.init(), MultiFactorAuth.init({ websiteBasePath: "/auth" })],
});
const root = document.getElementById("root");
if (root !== null) {
  hydrateRoot(
    root,
    <StrictMode>
      <RouterProvider router={createBrowserRouter(routes)} />
    </StrictMode>,
  );
}
