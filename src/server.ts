export { disableTotpForUser, enableTotpForUser, isTotpEnabledForUser } from "./server/policies/enabled.js";
export type { FactorChange, FactorChangedEvent, OnFactorChanged } from "./server/factors/factorEvents.js";
export { requireFreshTotp, type FreshTotpOptions } from "./server/factors/freshTotp.js";
export { resetTotpForUser } from "./server/factors/resetTotp.js";
export { getTotpStatus, type TotpStatus } from "./server/settings/totpStatus.js";
export { forgetTrustedBrowsers } from "./server/trust/forgetTrustedBrowsers.js";
export type { TrustBrowsersOptions } from "./server/trust/browserTrust.js";
export { LockTimeout, type Lock } from "./server/lock/lock.js";
export { postgresLock, type PostgresClient, type PostgresPool } from "./server/lock/postgresLock.js";
export { totpMfa, type TotpMfaOptions } from "./server/plugin.js";
export {
  requireTotp,
  type RequireTotpPolicy,
  type TenantScopablePolicy,
  type TotpCriterionAnswer,
  type TotpDecision,
  type TotpPolicyContext,
} from "./server/policies/policies.js";
export { TotpPolicyFailure } from "./server/policies/policyFailure.js";
export { refetchMfaClaimForUser } from "./server/policies/refetchClaim.js";
export type { StepUpReason, TotpReason } from "./protocol/totpSettings.js";
