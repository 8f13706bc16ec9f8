import { noOffers, type ChallengeOffers } from "../protocol/challengeOffers.js";
import type { MfaFactors } from "../supertokens/mfaService.js";
import type { SessionOutcome } from "../supertokens/sessionService.js";
import type { FactorQuery } from "../routing/paths.js";
import type { CodesLeft } from "../totp/recovery/codesLeft.js";
import type { ScreenExit } from "../ui/ExitButton.js";

/** `STEP_UP`: a recent code is wanted although nothing is open. `SETUP`: a code comes before a device is set up. */
type ChallengePurpose = "SIGN_IN" | "STEP_UP" | "SETUP";

/** Everything that `/{websiteBasePath}/mfa/totp` can show. */
export type MfaScreenState =
  /** `VERIFICATION`: a factor was just completed and another may be open, so the query has had its say. */
  | { status: "deciding"; after: "ARRIVAL" | "VERIFICATION" }
  | {
      status: "challenge";
      /** `BACK`: the session is complete. `SIGN_OUT`: signing in, or not known yet. */
      exit: ScreenExit;
      purpose: ChallengePurpose;
      /** Asked for behind the form, which works whatever comes of it. */
      requirements: "PENDING" | "KNOWN" | "UNKNOWN";
      /** What is asked for: a code of the app, or one of those that were saved for a lost phone. */
      by: "APP" | "RECOVERY_CODE";
      offers: ChallengeOffers;
    }
  /** A code was accepted, of either kind, and there is something to say of the recovery codes. */
  | { status: "codesLeft"; codes: CodesLeft; purpose: ChallengePurpose }
  | { status: "setup"; exit: ScreenExit }
  /** Sign-in needs a factor that is not ours, and the app named no page for it. */
  | { status: "otherFactor"; factorId: string }
  /** The requirements couldn't be read and there is nothing to ask for meanwhile. */
  | { status: "unavailable" }
  | { status: "cookiesBlocked" }
  | { status: "leaving"; to: "SUCCESS" | "SIGN_IN" };

export type MfaScreenEvent =
  | { type: "SESSION_READ"; session: SessionOutcome; query: FactorQuery; cookies: boolean }
  | { type: "SESSION_UNREADABLE" }
  | { type: "REQUIREMENTS_READ"; factors: MfaFactors; offers: ChallengeOffers }
  | { type: "REQUIREMENTS_UNREADABLE" }
  | { type: "VERIFIED"; mfa: "COMPLETE" | "OPEN" | "UNKNOWN" }
  | { type: "VERIFY_FIRST_CHOSEN" }
  | { type: "NO_DEVICE_FOUND" }
  /** The other way to complete TOTP is wanted. */
  | { type: "WAY_CHOSEN"; by: "APP" | "RECOVERY_CODE" }
  | { type: "CODES_LEFT"; codes: CodesLeft }
  /** After a recovery code: the phone is lost. */
  | { type: "SETUP_CHOSEN"; mfa: "COMPLETE" | "OPEN" | "UNKNOWN" }
  | { type: "SIGNED_OUT" }
  | { type: "LEFT" }
  | { type: "RETRIED" }
  /** Out of the back/forward cache. */
  | { type: "RETURNED" };

const initialMfaScreenState = { status: "deciding", after: "ARRIVAL" } satisfies MfaScreenState;

/** The first state, when the session is known already. */
export function arrival(session: SessionOutcome | undefined, query: FactorQuery): MfaScreenState {
  return session === undefined ? initialMfaScreenState : withSession(initialMfaScreenState, { session, query, cookies: true });
}

const success: MfaScreenState = { status: "leaving", to: "SUCCESS" };

/** An event that the state doesn't handle returns the same reference. */
export function mfaScreenReducer(state: MfaScreenState, event: MfaScreenEvent): MfaScreenState {
  switch (event.type) {
    case "SESSION_READ":
      return state.status === "deciding" ? withSession(state, event) : state;
    case "SIGNED_OUT":
      return { status: "leaving", to: "SIGN_IN" };
    case "LEFT":
      return success;
    case "RETRIED":
      return askAgain(state);
    case "RETURNED":
      // The setup screen starts over by itself.
      return state.status === "setup" ? state : initialMfaScreenState;
    case "SESSION_UNREADABLE":
      return state.status === "deciding" ? { status: "unavailable" } : state;
    case "REQUIREMENTS_READ":
      return withRequirements(state, event);
    case "REQUIREMENTS_UNREADABLE":
      if (state.status === "challenge") return { ...state, requirements: "UNKNOWN" };
      return state.status === "deciding" ? { status: "unavailable" } : state;
    case "VERIFIED":
      return state.status === "leaving" ? state : verified(state, event.mfa);
    case "VERIFY_FIRST_CHOSEN":
      return state.status === "setup" ? challengeFor(state.exit, "SETUP") : state;
    case "NO_DEVICE_FOUND":
      return askAgain(state);
    case "WAY_CHOSEN":
      return state.status === "challenge" ? { ...state, by: event.by } : state;
    case "CODES_LEFT":
      return state.status === "challenge" ? { status: "codesLeft", codes: event.codes, purpose: state.purpose } : state;
    case "SETUP_CHOSEN":
      return state.status === "codesLeft" ? setupAfter(event.mfa) : state;
  }
}

type Deciding = Extract<MfaScreenState, { status: "deciding" }>;
type SessionRead = Omit<Extract<MfaScreenEvent, { type: "SESSION_READ" }>, "type">;

function withSession(state: Deciding, { session, query, cookies }: SessionRead): MfaScreenState {
  if (session.status === "NONE") return cookies ? { status: "leaving", to: "SIGN_IN" } : { status: "cookiesBlocked" };
  if (state.after === "VERIFICATION") return state;
  const exit = session.mfa === "COMPLETE" ? "BACK" : "SIGN_OUT";
  if (query.stepUp) return challengeFor(exit, query.setup ? "SETUP" : session.mfa === "OPEN" ? "SIGN_IN" : "STEP_UP");
  if (query.setup) return { status: "setup", exit };
  // The session says that a factor is open: the field is there before any request is answered.
  return session.mfa === "OPEN" ? challengeFor("SIGN_OUT", "SIGN_IN") : state;
}

type RequirementsRead = Extract<MfaScreenEvent, { type: "REQUIREMENTS_READ" }>;

function challengeFor(exit: ScreenExit, purpose: ChallengePurpose): MfaScreenState {
  return { status: "challenge", exit, purpose, requirements: "PENDING", by: "APP", offers: noOffers };
}

/** The form stays where it is, with what was typed. */
function askAgain(state: MfaScreenState): MfaScreenState {
  return state.status === "challenge" ? { ...state, requirements: "PENDING" } : initialMfaScreenState;
}

function withRequirements(state: MfaScreenState, { factors: { next, alreadySetup }, offers }: RequirementsRead): MfaScreenState {
  if (state.status !== "deciding" && state.status !== "challenge") return state;
  const isSetUp = alreadySetup.includes("totp");
  const exit = next.length === 0 ? "BACK" : "SIGN_OUT";
  // With a factor open, a step-up is the sign-in.
  if (state.status === "challenge" && (state.purpose === "SETUP" || (state.purpose === "STEP_UP" && exit === "BACK"))) {
    return isSetUp ? { ...state, exit: exit === "BACK" ? exit : state.exit, requirements: "KNOWN", offers } : { status: "setup", exit };
  }
  const [firstFactor] = next;
  if (firstFactor === undefined) return success;
  if (!next.includes("totp")) return { status: "otherFactor", factorId: firstFactor };
  if (!isSetUp) return { status: "setup", exit: "SIGN_OUT" };
  const by = state.status === "challenge" ? state.by : "APP";
  return { status: "challenge", exit, purpose: "SIGN_IN", requirements: "KNOWN", by, offers };
}

function verified(state: MfaScreenState, mfa: "COMPLETE" | "OPEN" | "UNKNOWN"): MfaScreenState {
  if ("purpose" in state && state.purpose === "SETUP") return setupAfter(mfa);
  // Another factor may be open still: the requirements, read anew, say which.
  return mfa === "OPEN" ? { status: "deciding", after: "VERIFICATION" } : success;
}

function setupAfter(mfa: "COMPLETE" | "OPEN" | "UNKNOWN"): MfaScreenState {
  return { status: "setup", exit: mfa === "OPEN" ? "SIGN_OUT" : "BACK" };
}
