import { resyncSessionAndFetchMFAInfo } from "supertokens-web-js/recipe/multifactorauth/index.js";
import type { MfaInfoAdditions } from "../protocol/additions.js";
import { noOffers, type ChallengeOffers } from "../protocol/challengeOffers.js";
import { attempt, isRecord, type Failure } from "./outcome.js";

type MfaInfo = Awaited<ReturnType<typeof resyncSessionAndFetchMFAInfo>>;

/** What the backend says of the user's factors. */
export interface MfaFactors {
  /** Factors of which one must be completed next; empty when none is left. */
  next: string[];
  alreadySetup: string[];
}

/** Has the backend work out the requirements anew, which also updates the claim in the session. */
export function resyncMfaInfo(): Promise<{ status: "OK"; factors: MfaFactors; offers: ChallengeOffers } | Failure> {
  return attempt(
    () => resyncSessionAndFetchMFAInfo(),
    (body: (MfaInfo & MfaInfoAdditions) | undefined) =>
      body?.status === "OK" && areFactors(body.factors)
        ? { status: "OK" as const, factors: body.factors, offers: readOffers(body.totp) }
        : undefined,
  );
}

function readOffers(totp: unknown): ChallengeOffers {
  if (!isRecord(totp)) return noOffers;
  const { recoveryCodes, trustDays } = totp;
  const isDays = typeof trustDays === "number" && Number.isSafeInteger(trustDays) && trustDays > 0;
  return { recoveryCodes: recoveryCodes === true, trustDays: isDays ? trustDays : undefined };
}

function areFactors(factors: unknown): factors is MfaFactors {
  return isRecord(factors) && Array.isArray(factors.next) && Array.isArray(factors.alreadySetup);
}
