import {
  attemptRefreshingSession,
  doesSessionExist,
  getAccessTokenPayloadSecurely,
  signOut as webJsSignOut,
} from "supertokens-web-js/recipe/session/index.js";
import { DateProviderReference } from "supertokens-web-js/utils/dateProvider/index.js";
import { reportError } from "./events.js";
import { resyncMfaInfo } from "./mfaService.js";
import { isRecord, toFailure, type Failure } from "./outcome.js";

/** What the session says of MFA: as fresh as the access token, and read without a request while that is valid. */
export type SessionOutcome =
  | { status: "NONE" }
  | {
      status: "ACTIVE";
      /** Tells users and tenants apart in storage and between tabs. */
      sessionKey: string;
      /** `UNKNOWN` until the claim is in the payload. */
      mfa: "COMPLETE" | "OPEN" | "UNKNOWN";
      /** When TOTP was last completed in this session, in epoch seconds; 0 for never. */
      totpCompletedAt: number;
    };

export async function readSession(): Promise<SessionOutcome | Failure> {
  try {
    // `doesSessionExist` also says no when a refresh didn't reach the server; the refresh itself throws then.
    if (!(await doesSessionExist()) && !(await attemptRefreshingSession())) return { status: "NONE" };
    return readPayload(await getAccessTokenPayloadSecurely());
  } catch (error) {
    return toFailure(error);
  }
}

function readPayload(payload: unknown): SessionOutcome {
  const fields = isRecord(payload) ? payload : {};
  const claim = isRecord(fields["st-mfa"]) ? fields["st-mfa"] : undefined;
  const completed = claim !== undefined && isRecord(claim.c) ? claim.c : {};
  return {
    status: "ACTIVE",
    sessionKey: `${String(fields.tId)}:${String(fields.sub)}`,
    mfa: claim === undefined ? "UNKNOWN" : claim.v === true ? "COMPLETE" : "OPEN",
    totpCompletedAt: typeof completed.totp === "number" ? completed.totp : 0,
  };
}

/**
 * Whether the server has accepted a TOTP code since the session was last seen at `before`: asked when the reply to a
 * code was lost, so that the code is not sent a second time.
 */
export async function wasTotpCompletedSince(before: number): Promise<boolean | Failure> {
  try {
    if (!(await attemptRefreshingSession())) return { status: "UNAUTHORISED" };
  } catch (error) {
    return toFailure(error);
  }
  const info = await resyncMfaInfo();
  if (info.status !== "OK") return info;
  const session = await readSession();
  return session.status === "ACTIVE" ? session.totpCompletedAt > before : false;
}

/** Ends the session. A network that is down never keeps the user here: the screen goes on to sign-in all the same. */
export async function signOut(): Promise<void> {
  try {
    await webJsSignOut();
  } catch (error) {
    reportError(error);
  }
}

/** How far this device's clock is ahead of the server's, in seconds, as the SDK learned from the session's tokens. */
export function clockAheadSeconds(): number {
  try {
    const { dateProvider } = DateProviderReference.getReferenceOrThrow();
    return Math.round(-dateProvider.getClientClockSkewInMillis() / 1000);
  } catch {
    return 0;
  }
}
