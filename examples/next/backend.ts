// SuperTokens on the server: imported by the API's route and by the guard. Needs a core at SUPERTOKENS_CORE_URI.
import supertokens from "supertokens-node";
import EmailPassword from "supertokens-node/recipe/emailpassword";
import MultiFactorAuth from "supertokens-node/recipe/multifactorauth";
import Session from "supertokens-node/recipe/session";
import Totp from "supertokens-node/recipe/totp";
import UserMetadata from "supertokens-node/recipe/usermetadata";
import { requireTotp, totpMfa } from "supertokens-mfa-react/server";
import { api, websiteBasePath } from "./config";

const domain = process.env["WEBSITE_DOMAIN"] ?? "http://localhost:3000";

supertokens.init({
  framework: "custom",
  supertokens: { connectionURI: process.env["SUPERTOKENS_CORE_URI"] ?? "http://localhost:3567" },
  appInfo: { appName: "Example", apiDomain: domain, websiteDomain: domain, ...api, websiteBasePath },
  recipeList: [
    Session.init(),
    EmailPassword.init(),
    UserMetadata.init(),
    Totp.init(),
    MultiFactorAuth.init({ firstFactors: ["emailpassword"] }),
  ],
  experimental: { plugins: [totpMfa({ require: requireTotp.whenEnabled() })] },
});
