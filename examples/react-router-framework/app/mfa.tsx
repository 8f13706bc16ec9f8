export { MfaRoutes as default } from "supertokens-mfa-react/react-router";
