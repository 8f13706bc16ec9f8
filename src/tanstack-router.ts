export type { MfaNavigationProps } from "./adapters/RouterParts.js";
export { MfaNavigation, MfaRoutes } from "./adapters/tanstack-router/routes.js";
