import { resyncSessionAndFetchMFAInfo } from "supertokens-web-js/recipe/multifactorauth/index.js";
import { attempt, isRecord, type Failure } from "./outcome.js";

/** What the backend says of the user's factors. */
export interface MfaFactors {
  /** Factors of which one must be completed next; empty when none is left. */
  next: string[];
  alreadySetup: string[];
}

/** Has the backend work out the requirements anew, which also updates the claim in the session. */
export function resyncMfaInfo(): Promise<{ status: "OK"; factors: MfaFactors } | Failure> {
  return attempt(
    () => resyncSessionAndFetchMFAInfo(),
    (body) => (body?.status === "OK" && areFactors(body.factors) ? { status: "OK" as const, factors: body.factors } : undefined),
  );
}

function areFactors(factors: unknown): factors is MfaFactors {
  return isRecord(factors) && Array.isArray(factors.next) && Array.isArray(factors.alreadySetup);
}
