import { resyncMfaInfo } from "../supertokens/mfaService.js";
import type { Failure } from "../supertokens/outcome.js";
import { readSession, type SessionOutcome } from "../supertokens/sessionService.js";

/** A session from before MFA was switched on has no claim yet: the backend puts it there. */
export async function readSessionWithClaim(): Promise<SessionOutcome | Failure> {
  const session = await readSession();
  if (session.status !== "ACTIVE" || session.mfa !== "UNKNOWN") return session;
  const info = await resyncMfaInfo();
  return info.status === "OK" ? readSession() : info;
}
