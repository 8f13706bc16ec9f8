import { mfaGuard } from "supertokens-mfa-react/next/server";
import "./backend";
import { basePath, websiteBasePath } from "./config";

export const requireMfa = mfaGuard({ websiteBasePath, basePath });
