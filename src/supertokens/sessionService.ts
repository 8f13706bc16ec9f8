import {
  attemptRefreshingSession,
  doesSessionExist,
  getAccessTokenPayloadSecurely,
  signOut as webJsSignOut,
} from "supertokens-web-js/recipe/session/index.js";
import { DateProviderReference } from "supertokens-web-js/utils/dateProvider/index.js";
import { getMfaConfig } from "./config.js";
import { reportError } from "./events.js";
import { forgetSession } from "./forgetSession.js";
import { resyncMfaInfo } from "./mfaService.js";
import { isRecord, toFailure, type Failure } from "./outcome.js";

/** What the session says of MFA: as fresh as the access token, and read without a request while that is valid. */
export type SessionOutcome =
  | { status: "NONE" }
  | {
      status: "ACTIVE";
      /** Tells users and tenants apart in storage and between tabs. */
      sessionKey: string;
      /** Tells this session from every other, also of the same user; `""` where the token doesn't have it. */
      sessionHandle: string;
      /** `UNKNOWN` until the claim is in the payload. */
      mfa: "COMPLETE" | "OPEN" | "UNKNOWN";
      /** When TOTP was last completed in this session, in epoch seconds; 0 for never. */
      totpCompletedAt: number;
    };

type ActiveSession = Extract<SessionOutcome, { status: "ACTIVE" }>;

let firstRead: Promise<SessionOutcome | Failure> | undefined;

/** Reads the session ahead of the screen, which takes up this answer when it is still under way. */
export function startReadingSession(): Promise<SessionOutcome | Failure> {
  const read = readAnew().finally(() => {
    if (firstRead === read) firstRead = undefined;
  });
  firstRead = read;
  return read;
}

export function readSession(): Promise<SessionOutcome | Failure> {
  return firstRead ?? readAnew();
}

async function readAnew(): Promise<SessionOutcome | Failure> {
  return sessionAtHand() ?? readFromSdk();
}

/**
 * What the SDK would answer, without the tens of milliseconds that a slow phone takes to ask it; `undefined` when that
 * isn't known without it: without a session, or with an expired token. Looks at its own cookie, for which it has no call.
 */
export function sessionAtHand(): ActiveSession | undefined {
  try {
    const cookies = `; ${document.cookie}`;
    const [, token, other] = cookies.split("; sFrontToken=");
    if (token === undefined || other !== undefined || !cookies.includes("; st-last-access-token-update=")) return undefined;
    const bytes = Uint8Array.from(atob(token.replace(/;.*/s, "")), (character) => character.charCodeAt(0));
    const { ate, up }: { ate: number; up: unknown } = JSON.parse(new TextDecoder().decode(bytes));
    return ate > DateProviderReference.getReferenceOrThrow().dateProvider.now() ? readPayload(up) : undefined;
  } catch {
    return undefined;
  }
}

async function readFromSdk(): Promise<SessionOutcome | Failure> {
  try {
    // `doesSessionExist` also says no when a refresh didn't reach the server; the refresh itself throws then.
    if (!(await doesSessionExist()) && !(await attemptRefreshingSession())) return { status: "NONE" };
    return readPayload(await getAccessTokenPayloadSecurely());
  } catch (error) {
    const failure = await toFailure(error);
    // Where no cookie can be kept, the SDK throws the server's refusal to refresh.
    return failure.status === "UNAUTHORISED" ? { status: "NONE" } : failure;
  }
}

function readPayload(payload: unknown): ActiveSession {
  const fields = isRecord(payload) ? payload : {};
  const claim = isRecord(fields["st-mfa"]) ? fields["st-mfa"] : undefined;
  const completed = claim !== undefined && isRecord(claim.c) ? claim.c : {};
  return {
    status: "ACTIVE",
    sessionKey: `${String(fields.tId)}:${String(fields.sub)}`,
    sessionHandle: typeof fields.sessionHandle === "string" ? fields.sessionHandle : "",
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

/** Milliseconds that the server gets to end the session before the browser goes on without it. */
const signOutPatienceMs = 5000;

/**
 * Ends the session. A network or an API that is down or slow never keeps the user here: the browser forgets the session, and
 * the server is told when the network is back, as long as the page is open.
 */
export async function signOut(): Promise<void> {
  try {
    await Promise.race([webJsSignOut(), tooLate(signOutPatienceMs)]);
    // With an expired token and no network the SDK takes the session for gone, and would find it again later.
    await forgetSession();
  } catch (error) {
    reportError(error);
    revokeWhenOnline();
    await forgetSession();
    // Without a session this makes no call, and tells the app that it has ended.
    await webJsSignOut().catch(reportError);
  }
}

function tooLate(ms: number): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error("Signing out timed out")), ms);
  });
}

function revokeWhenOnline(): void {
  const revoke = async () => {
    // Whoever has signed in since has other cookies.
    if (await doesSessionExist()) return;
    await fetch(`${getMfaConfig().apiBaseUrl}/signout`, { method: "POST", credentials: "include", headers: { rid: "session" } });
  };
  window.addEventListener("online", () => void revoke().catch(reportError), { once: true });
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
