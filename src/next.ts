export { MfaProvider, type MfaProviderProps } from "./adapters/next/MfaProvider.js";
export { MfaNavigation, MfaRoutes } from "./adapters/next/navigation.js";
export type { MfaNavigationProps } from "./adapters/RouterParts.js";
