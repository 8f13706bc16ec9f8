import { createStore, type Store } from "../../flow/store.js";
import type { ChallengeConsent } from "../../routing/consent.js";
import { reportError } from "../../supertokens/events.js";
import type { Failure } from "../../supertokens/outcome.js";
import { readSession, sessionAtHand, wasTotpCompletedSince } from "../../supertokens/sessionService.js";
import type { CodeOutcome } from "../../supertokens/totpService.js";
import { callOf, codeReducer, fateOf, initialCodeState, type CodeEvent, type CodeProblem, type CodeState } from "./code.state.js";
import { clearLock, lockLength, storeLock, storedLock, watchStoredLock, type LockOf } from "./lock.js";
import { normaliseCode } from "./normaliseCode.js";
import { rememberAccepted, wasAccepted } from "./usedCodes.js";

/** Milliseconds after which a call that hasn't been answered can be cancelled. */
const delayedAfterMs = 5000;

/** Answers to a code that a form can't show by itself: they lead elsewhere. */
export type CodeDetour =
  | { status: "UNKNOWN_USER_ID_ERROR" }
  | { status: "UNKNOWN_DEVICE_ERROR" }
  | { status: "ALREADY_VERIFIED" }
  | Extract<Failure, { status: "UNAUTHORISED" | "MFA_NEEDED" }>;

/** What is asked for, and how it differs. */
export interface CodeKind {
  lock: LockOf;
  /** The code in what was typed; `undefined` when there is none in it. */
  read(typed: string): string | undefined;
  /** Another one is shown in a moment: one that was accepted isn't sent again. */
  changes: boolean;
}

/** The six digits of an authenticator app. */
const totpCode: CodeKind = { lock: "TOTP", read: normaliseCode, changes: true };

export interface CodeFlowOptions {
  /** @default {@link totpCode} */
  kind?: CodeKind;
  /** What the codes are for: another one starts the form over, with what was known of the earlier one gone. @default undefined */
  subject?: object | undefined;
  /** `by`: `SESSION` when it wasn't this call that had the code accepted. */
  verify(code: string): Promise<(CodeOutcome & { by?: "SESSION" }) | CodeDetour | Failure>;
  /**
   * Whether a code for the subject was accepted since then, in epoch seconds: asked when a reply was lost.
   *
   * @default whether the session has completed TOTP since
   */
  wasAcceptedSince?: ((since: number) => Promise<boolean | Failure>) | undefined;
  /** What an accepted code consents to beside the sign-in. @default nothing */
  consent?: ChallengeConsent | undefined;
  /** The server accepted a code. `recoveryCodesLeft`: as its answer says; `undefined` too when that was lost. */
  onAccepted(recoveryCodesLeft: number | undefined): void;
  onDetour(detour: CodeDetour): void;
}

export interface CodeFlow extends Pick<Store<CodeState, CodeEvent>, "getState" | "subscribe"> {
  /** What the form was rendered with last. */
  setOptions(options: CodeFlowOptions): void;
  submit(typed: string): void;
  cancel(): void;
}

/** A form that asks for a code: one call for a submit, the lock, and what became of a code whose reply got lost. */
export function createCodeFlow(options: CodeFlowOptions): CodeFlow {
  const { kind = totpCode } = options;
  const { getState, dispatch, subscribe } = createStore(stateAtHand(kind.lock), codeReducer, whileWatched);
  let calls = 0;
  let unlocking: ReturnType<typeof setTimeout> | undefined;
  let delaying: ReturnType<typeof setTimeout> | undefined;

  function whileWatched(): () => void {
    let watched = true;
    const takeUpLock = async () => {
      const session = await readSession();
      const lengthMs = session.status === "ACTIVE" ? storedLock(kind.lock, session.sessionKey) : 0;
      if (watched && lengthMs > 0) lock({ type: "LOCKED", now: performance.now(), lengthMs });
    };
    void takeUpLock();
    unlockInTime();
    const stopWatching = watchStoredLock(kind.lock, () => void takeUpLock());
    options.consent?.open();
    return () => {
      watched = false;
      stopWatching();
      clearTimeout(unlocking);
      // It would keep what the codes are for, a secret perhaps, in memory.
      clearTimeout(delaying);
      dispatch({ type: "LEFT" });
      options.consent?.leave();
    };
  }

  function lock(event: Extract<CodeEvent, { type: "LOCKED" | "LIMITED" }>): void {
    if (dispatch(event)) unlockInTime();
  }

  function unlockInTime(): void {
    const state = getState();
    clearTimeout(unlocking);
    if (state.status === "locked") unlocking = setTimeout(() => dispatch({ type: "UNLOCKED" }), state.until - performance.now());
  }

  const isCurrent = (call: number) => callOf(getState()) === call;
  const mayGoOff = (call: number) => isCurrent(call) && getState().status !== "locked";

  async function send(code: string, call: number): Promise<void> {
    const session = await readSession();
    const { sessionKey, totpCompletedAt } = session.status === "ACTIVE" ? session : { sessionKey: "", totpCompletedAt: 0 };
    // Cancelled, or locked, before it went off: it doesn't go any more.
    if (!mayGoOff(call) || !(await settle(call, sessionKey)) || !mayGoOff(call)) return;
    if (kind.changes && wasAccepted(code, sessionKey)) return end(call, { code: "USED_CODE", attemptsLeft: undefined });

    const earlier = fateOf(getState());
    dispatch({ type: "SENT", call, code, since: totpCompletedAt });
    const outcome = await options.verify(code);
    if (!isCurrent(call)) return;
    switch (outcome.status) {
      case "OK":
        return accept(call, code, sessionKey, outcome.by ?? "REPLY", outcome.recoveryCodesLeft);
      case "INVALID_TOTP_ERROR": {
        const triedBefore = earlier.status === "REJECTED" && earlier.code === code;
        dispatch({ type: "REJECTED", call, code, attemptsLeft: outcome.attemptsLeft, triedBefore });
        return;
      }
      case "LIMIT_REACHED_ERROR": {
        const lengthMs = lockLength(outcome.retryAfterMs);
        storeLock(kind.lock, sessionKey, lengthMs);
        return lock({ type: "LIMITED", call, now: performance.now(), lengthMs });
      }
      case "GENERAL":
        return end(call, { code: "GENERAL", message: outcome.message });
      case "NETWORK":
      case "FAULT":
        reportError(outcome.cause);
        // The server may have accepted the code: ask it, and never send the code again by ourselves.
        if (await settle(call, sessionKey)) end(call, unreached());
        return;
      default:
        end(call, undefined);
        return options.onDetour(outcome);
    }
  }

  /** Finds out what became of a code whose reply was lost, if there is one; `true` when the call may go on. */
  async function settle(call: number, sessionKey: string): Promise<boolean> {
    const fate = fateOf(getState());
    if (fate.status !== "UNKNOWN") return true;
    const { wasAcceptedSince = wasTotpCompletedSince } = options;
    const accepted = await wasAcceptedSince(fate.since);
    // Cancelled: what was found out is for the next submit to find out.
    if (!isCurrent(call)) return false;
    if (accepted === false) return dispatch({ type: "SETTLED", call });
    if (accepted === true) accept(call, fate.code, sessionKey, "SESSION");
    else if (accepted.status === "UNAUTHORISED") {
      end(call, undefined, true);
      options.onDetour(accepted);
    } else end(call, unreached(), true);
    return false;
  }

  function accept(call: number, code: string, sessionKey: string, by: "REPLY" | "SESSION", recoveryCodesLeft?: number): void {
    if (!dispatch({ type: "ACCEPTED", call, by })) return;
    if (kind.changes) rememberAccepted(code, sessionKey);
    clearLock(kind.lock);
    // What the session tells may be another tab's code.
    if (by === "REPLY") options.consent?.accept();
    options.onAccepted(recoveryCodesLeft);
  }

  function end(call: number, problem: CodeProblem | undefined, lost = false): void {
    dispatch({ type: "ENDED", call, problem, lost });
  }

  return {
    getState,
    subscribe,
    setOptions(next) {
      const isOther = next.subject !== undefined && next.subject !== options.subject;
      options = next;
      if (isOther) dispatch({ type: "RESTARTED" });
    },
    submit(typed) {
      if (getState().status !== "ready") return;
      const code = kind.read(typed);
      if (code === undefined || !navigator.onLine) {
        dispatch({ type: "REFUSED", problem: { code: code === undefined ? "MALFORMED" : "OFFLINE" } });
        return;
      }
      const call = (calls += 1);
      dispatch({ type: "SUBMITTED", call });
      clearTimeout(delaying);
      delaying = setTimeout(() => dispatch({ type: "DELAYED", call }), delayedAfterMs);
      // What rejects here is the app's own callback.
      send(code, call).catch(reportError);
    },
    cancel() {
      dispatch({ type: "CANCELLED" });
      options.consent?.close();
    },
  };
}

/** Nobody who is locked sees the open field for a moment. */
function stateAtHand(of: LockOf): CodeState {
  const session = sessionAtHand();
  const lengthMs = session === undefined ? 0 : storedLock(of, session.sessionKey);
  return lengthMs > 0 ? codeReducer(initialCodeState, { type: "LOCKED", now: performance.now(), lengthMs }) : initialCodeState;
}

function unreached(): CodeProblem {
  return { code: navigator.onLine ? "UNAVAILABLE" : "OFFLINE" };
}
