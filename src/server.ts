export { disableTotpForUser, enableTotpForUser, isTotpEnabledForUser } from "./server/enabled.js";
export type { FactorChange, FactorChangedEvent, OnFactorChanged } from "./server/factorEvents.js";
export { requireFreshTotp, type FreshTotpOptions } from "./server/freshTotp.js";
export { totpMfa, type TotpMfaOptions } from "./server/plugin.js";
export {
  requireTotp,
  type RequireTotpPolicy,
  type TenantScopablePolicy,
  type TotpCriterionAnswer,
  type TotpDecision,
  type TotpPolicyContext,
} from "./server/policies.js";
export { TotpPolicyFailure } from "./server/policyFailure.js";
export { refetchMfaClaimForUser } from "./server/refetchClaim.js";
export type { StepUpReason, TotpReason } from "./protocol/totpSettings.js";
