// The panel, and what it is measured against: a bare list of the same devices.
import { MultiFactorAuth, Totp } from "supertokens-mfa-react";
import "supertokens-mfa-react/styles.css";
import { createRoot } from "react-dom/client";
import SuperTokens from "supertokens-web-js";
import Session from "supertokens-web-js/recipe/session";
import { BareList } from "./BareList.js";
import { Panel } from "./Panel.js";

SuperTokens.init({
  appInfo: { appName: "Bench", apiDomain: import.meta.env["VITE_API_URL"], apiBasePath: "/auth" },
  recipeList: [Session.init(), Totp.init(), MultiFactorAuth.init()],
});

createRoot(document.getElementById("root") ?? document.body).render(window.location.search === "?bare" ? <BareList /> : <Panel />);
