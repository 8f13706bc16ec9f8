export { MfaNavigation, type MfaNavigationProps } from "./react-router/MfaNavigation.js";
export { mfaRoutes, MfaRoutes } from "./react-router/MfaRoutes.js";
