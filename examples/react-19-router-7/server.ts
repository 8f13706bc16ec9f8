// The API of the examples: TOTP for users who turned it on. Needs a SuperTokens core at SUPERTOKENS_CORE_URI.
import cors from "cors";
import express from "express";
import supertokens from "supertokens-node";
import { errorHandler, middleware, type SessionRequest } from "supertokens-node/framework/express";
import EmailPassword from "supertokens-node/recipe/emailpassword";
import MultiFactorAuth from "supertokens-node/recipe/multifactorauth";
import Session from "supertokens-node/recipe/session";
import { verifySession } from "supertokens-node/recipe/session/framework/express";
import Totp from "supertokens-node/recipe/totp";
import UserMetadata from "supertokens-node/recipe/usermetadata";
import { requireTotp, totpMfa } from "supertokens-mfa-react/server";

const websiteDomain = "http://localhost:5173";
const apiDomain = "http://localhost:3001";

supertokens.init({
  supertokens: { connectionURI: process.env["SUPERTOKENS_CORE_URI"] ?? "http://localhost:3567" },
  appInfo: { appName: "Example", apiDomain, websiteDomain, apiBasePath: "/auth", websiteBasePath: "/auth" },
  recipeList: [
    Session.init(),
    EmailPassword.init(),
    UserMetadata.init(),
    Totp.init(),
    MultiFactorAuth.init({ firstFactors: ["emailpassword"] }),
  ],
  experimental: { plugins: [totpMfa({ require: requireTotp.whenEnabled() })] },
});

const app = express();
app.use(cors({ origin: websiteDomain, allowedHeaders: ["content-type", ...supertokens.getAllCORSHeaders()], credentials: true }));
app.use(middleware());
// Behind a session that has completed MFA.
app.get("/me", verifySession(), (request: SessionRequest, response) => {
  response.json({ userId: request.session?.getUserId() });
});
app.use(errorHandler());
app.listen(3001, () => console.log(`API: ${apiDomain}`));
