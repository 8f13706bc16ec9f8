export { MultiFactorAuth, type AuthReactMultiFactorAuthInput } from "./adapters/auth-react/MultiFactorAuth.js";
export { Totp } from "./adapters/auth-react/Totp.js";
