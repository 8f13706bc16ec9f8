"use client";
import { MultiFactorAuth, Totp } from "supertokens-mfa-react";
import { MfaProvider } from "supertokens-mfa-react/next";
import SuperTokens from "supertokens-web-js";
import EmailPassword from "supertokens-web-js/recipe/emailpassword";
import Session from "supertokens-web-js/recipe/session";
import type { ReactNode } from "react";
import { api, websiteBasePath } from "../config";

function init() {
  SuperTokens.init({
    appInfo: { appName: "Example", apiDomain: window.location.origin, ...api },
    recipeList: [Session.init(), EmailPassword.init(), Totp.init(), MultiFactorAuth.init({ websiteBasePath })],
  });
}

export function Providers({ children }: { children: ReactNode }) {
  return <MfaProvider init={init}>{children}</MfaProvider>;
}
