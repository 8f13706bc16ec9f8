import { MultiFactorAuth, Totp } from "supertokens-mfa-react";
import { startTransition, StrictMode } from "react";
import { hydrateRoot } from "react-dom/client";
import { HydratedRouter } from "react-router/dom";
import SuperTokens from "supertokens-web-js";
import EmailPassword from "supertokens-web-js/recipe/emailpassword";
import Session from "supertokens-web-js/recipe/session";

SuperTokens.init({
  appInfo: { appName: "Example", apiDomain: window.location.origin, apiBasePath: "/api/auth" },
  recipeList: [Session.init(), EmailPassword.init(), Totp.init(), MultiFactorAuth.init({ websiteBasePath: "/auth" })],
});

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <HydratedRouter />
    </StrictMode>,
  );
});
