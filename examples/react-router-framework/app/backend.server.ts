// SuperTokens on the server. Needs a core at SUPERTOKENS_CORE_URI.
import supertokens from "supertokens-node";
import { handleAuthAPIRequest } from "supertokens-node/custom";
import EmailPassword from "supertokens-node/recipe/emailpassword";
import MultiFactorAuth from "supertokens-node/recipe/multifactorauth";
import Session from "supertokens-node/recipe/session";
import Totp from "supertokens-node/recipe/totp";
import UserMetadata from "supertokens-node/recipe/usermetadata";
import { requireTotp, totpMfa } from "supertokens-mfa-react/server";

const domain = process.env["WEBSITE_DOMAIN"] ?? "http://localhost:5173";

supertokens.init({
  framework: "custom",
  supertokens: { connectionURI: process.env["SUPERTOKENS_CORE_URI"] ?? "http://localhost:3567" },
  appInfo: { appName: "Example", apiDomain: domain, websiteDomain: domain, apiBasePath: "/api/auth", websiteBasePath: "/auth" },
  recipeList: [
    Session.init(),
    EmailPassword.init(),
    UserMetadata.init(),
    Totp.init(),
    MultiFactorAuth.init({ firstFactors: ["emailpassword"] }),
  ],
  experimental: { plugins: [totpMfa({ require: requireTotp.whenEnabled() })] },
});

export const handleAuth = handleAuthAPIRequest();
