import { MultiFactorAuthClaim } from "supertokens-node/recipe/multifactorauth/index.js";
import { fetchAndSetClaim, getAllSessionHandlesForUser, getClaimValue } from "supertokens-node/recipe/session/index.js";

/**
 * Computes the MFA claim of all of a user's sessions again, on every tenant and for every linked login method. Call it
 * after giving or taking a role, or whenever a policy's answer about the user changes. Factors completed in a session
 * stay completed.
 *
 * The sessions change in the core at once. An access token that a browser holds already is a signed copy: it shows the
 * new claim after its next refresh or `PUT /mfa/info`. To end access sooner revoke the sessions.
 *
 * @param userId The primary user id.
 * @returns How many sessions were changed. A session without an MFA claim isn't counted: SuperTokens computes it on
 * that session's next request anyway.
 * @throws AggregateError when some sessions failed (a policy that throws, say); the others are done all the same.
 */
export async function refetchMfaClaimForUser(userId: string, userContext?: Record<string, unknown>): Promise<number> {
  const handles = await getAllSessionHandlesForUser(userId, true, undefined, userContext);
  const results = await Promise.allSettled(handles.map((handle) => refetch(handle, userContext)));
  const failures = results.flatMap((result): unknown[] => (result.status === "rejected" ? [result.reason] : []));
  if (failures.length > 0) {
    throw new AggregateError(failures, `The MFA claim of ${failures.length} of ${handles.length} sessions can't be refetched.`);
  }
  return results.filter((result) => result.status === "fulfilled" && result.value).length;
}

async function refetch(handle: string, userContext: Record<string, unknown> | undefined): Promise<boolean> {
  const claim = await getClaimValue(handle, MultiFactorAuthClaim, userContext);
  if (claim.status !== "OK" || claim.value === undefined) return false;
  return fetchAndSetClaim(handle, MultiFactorAuthClaim, userContext);
}
