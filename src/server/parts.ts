import type { TellFactorChanged } from "./factors/factorEvents.js";
import type { FailureAnswers, Log } from "./failureAnswers.js";
import type { RequireTotpPolicy } from "./policies/policies.js";
import type { TotpRequirements } from "./policies/requirements.js";
import type { BrowserTrust } from "./trust/browserTrust.js";
import type { UserChanges } from "./lock/userChanges.js";

/** What the routes and API overrides of one `totpMfa()` share. */
export interface PluginParts {
  policy: RequireTotpPolicy;
  requirements: TotpRequirements;
  changes: UserChanges;
  failures: FailureAnswers;
  tellChanged: TellFactorChanged;
  log: Log;
  /** Seconds. */
  freshFor: number;
  recoveryCodes: { count: number } | false;
  /** `undefined`: no browser is trusted. */
  trust: BrowserTrust | undefined;
}
