export type { MfaNavigationProps } from "./adapters/RouterParts.js";
export { MfaNavigation, mfaRoutes, MfaRoutes } from "./adapters/react-router-dom/routes.js";
