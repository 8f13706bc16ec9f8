export { MfaNavigation, type MfaNavigationProps } from "./adapters/react-router/MfaNavigation.js";
export { mfaRoutes, MfaRoutes } from "./adapters/react-router/MfaRoutes.js";
