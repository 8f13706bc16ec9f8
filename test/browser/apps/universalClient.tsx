import { hydrateRoot } from "react-dom/client";
import { MultiFactorAuth, Totp } from "supertokens-mfa-react";
import SuperTokens from "supertokens-web-js";
import Session from "supertokens-web-js/recipe/session";
import { Universal } from "./universal.js";

const { apiUrl } = (await (await fetch("/config.json")).json()) as { apiUrl: string };
SuperTokens.init({
  appInfo: { appName: "Universal", apiDomain: apiUrl, apiBasePath: "/auth" },
  recipeList: [Session.init(), Totp.init(), MultiFactorAuth.init({ websiteBasePath: "/auth" })],
});
const root = document.getElementById("root");
const { pathname, search } = window.location;
if (root !== null) hydrateRoot(root, <Universal pathname={pathname} search={search} />);
