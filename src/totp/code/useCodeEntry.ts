import { useCallback, useEffect, useReducer, useRef, type Dispatch } from "react";
import { reportError } from "../../supertokens/events.js";
import type { Failure } from "../../supertokens/outcome.js";
import { readSession, wasTotpCompletedSince } from "../../supertokens/sessionService.js";
import type { CodeOutcome } from "../../supertokens/totpService.js";
import { codeReducer, initialCodeState, type CodeEvent, type CodeProblem, type CodeState } from "./code.state.js";
import { clearLock, lockLength, storeLock, storedLock, watchStoredLock } from "./lock.js";
import { normaliseCode } from "./normaliseCode.js";
import { rememberAccepted, wasAccepted } from "./usedCodes.js";

/** Milliseconds after which a call that hasn't been answered can be cancelled. */
const delayedAfterMs = 5000;

export interface CodeEntry {
  state: CodeState;
  /** Sends what was typed, once; anything but six digits is refused here, without a call. Does nothing while locked or accepted. */
  submit(typed: string): void;
  /** Stops waiting; a reply that still comes is ignored. */
  cancel(): void;
}

/** Answers to a code that a form can't show by itself: they lead elsewhere. */
export type CodeDetour =
  | { status: "UNKNOWN_USER_ID_ERROR" }
  | { status: "UNKNOWN_DEVICE_ERROR" }
  | { status: "ALREADY_VERIFIED" }
  | Extract<Failure, { status: "UNAUTHORISED" | "MFA_NEEDED" }>;

export interface CodeEntryOptions {
  /** What the codes are for: another one starts the form over, with what was said of the earlier one gone. @default undefined */
  subject?: object | undefined;
  verify(code: string): Promise<CodeOutcome | CodeDetour | Failure>;
  /** The server accepted a code. */
  onAccepted(): void;
  onDetour(detour: CodeDetour): void;
}

/** The effects of a form that asks for a code: one call per submit, the lock, the replies that get lost. */
export function useCodeEntry(options: CodeEntryOptions): CodeEntry {
  const [state, dispatch] = useReducer(codeReducer, initialCodeState);
  const latest = useRef(options);
  const closed = useRef(false);
  useEffect(() => {
    latest.current = options;
    closed.current = state.status === "locked" || state.status === "accepted";
  });

  // The call under way; `state` is a render behind, so it can't stop a second submit in the same tick.
  const call = useRef<object | undefined>(undefined);
  const lastRejected = useRef<string | undefined>(undefined);
  // When TOTP was completed before a code whose fate is unknown, in epoch seconds.
  const unsettledSince = useRef<number | undefined>(undefined);

  useEffect(
    () => () => {
      call.current = undefined;
    },
    [],
  );
  useEffect(() => {
    if (options.subject === undefined) return;
    call.current = undefined;
    lastRejected.current = undefined;
    dispatch({ type: "RESTARTED" });
  }, [options.subject]);
  useLock(state, dispatch);
  useDelayNotice(state.status === "verifying", dispatch);

  const submit = useCallback((typed: string) => {
    if (call.current !== undefined || closed.current) return;
    const code = normaliseCode(typed);
    if (code === undefined) return dispatch({ type: "REFUSED", problem: { code: "NOT_SIX_DIGITS" } });
    if (!navigator.onLine) return dispatch({ type: "REFUSED", problem: { code: "OFFLINE" } });
    const current = {};
    call.current = current;
    dispatch({ type: "SUBMITTED" });
    const receive = (result: Awaited<ReturnType<typeof send>>) => {
      // After a cancel or an unmount there is another call or none: the late reply is dropped.
      if (call.current !== current) return;
      call.current = undefined;
      dispatch(result.event);
      if (result.event.type === "ACCEPTED") latest.current.onAccepted();
      if (result.detour !== undefined) latest.current.onDetour(result.detour);
    };
    // What rejects here is the app's own callback.
    send(code, () => call.current === current)
      .then(receive)
      .catch(reportError);

    async function send(code: string, isCurrent: () => boolean): Promise<{ event: CodeEvent; detour?: CodeDetour }> {
      const session = await readSession();
      const { sessionKey, totpCompletedAt } = session.status === "ACTIVE" ? session : { sessionKey: "", totpCompletedAt: 0 };
      const accept = (): { event: CodeEvent } => {
        unsettledSince.current = undefined;
        lastRejected.current = undefined;
        rememberAccepted(code, sessionKey);
        clearLock();
        return { event: { type: "ACCEPTED" } };
      };
      const settleEarlierCode = async (since: number, otherwise: CodeProblem) => {
        const completed = await wasTotpCompletedSince(since);
        // Cancelled: what was found out is for the next submit to find out.
        if (!isCurrent()) return refused(otherwise);
        if (completed === true) return accept();
        if (completed === false) unsettledSince.current = undefined;
        else if (completed.status === "UNAUTHORISED") return { event: { type: "RELEASED" } as const, detour: completed };
        return refused(otherwise);
      };

      if (unsettledSince.current !== undefined) {
        const settled = await settleEarlierCode(unsettledSince.current, { code: "UNAVAILABLE" });
        if (unsettledSince.current !== undefined || settled.event.type === "ACCEPTED") return settled;
      }
      // Cancelled before it went off: it doesn't go any more, and what is answered is dropped.
      if (!isCurrent() || wasAccepted(code, sessionKey)) return refused({ code: "USED_CODE", attemptsLeft: undefined });

      unsettledSince.current = totpCompletedAt;
      const outcome = await latest.current.verify(code);
      if (!isCurrent()) return refused({ code: "CANCELLED" });
      if (outcome.status === "NETWORK" || outcome.status === "FAULT") {
        reportError(outcome.cause);
        // The server may have accepted the code: ask it, and never send the code again by ourselves.
        return settleEarlierCode(totpCompletedAt, { code: navigator.onLine ? "UNAVAILABLE" : "OFFLINE" });
      }
      unsettledSince.current = undefined;
      switch (outcome.status) {
        case "OK":
          return accept();
        case "INVALID_TOTP_ERROR": {
          const triedBefore = lastRejected.current === code;
          lastRejected.current = code;
          return { event: { type: "REJECTED", attemptsLeft: outcome.attemptsLeft, triedBefore } };
        }
        case "LIMIT_REACHED_ERROR": {
          const lengthMs = lockLength(outcome.retryAfterMs);
          storeLock(sessionKey, lengthMs);
          return { event: { type: "LOCKED", now: performance.now(), lengthMs } };
        }
        case "GENERAL":
          return refused({ code: "GENERAL", message: outcome.message });
        default:
          return { event: { type: "RELEASED" }, detour: outcome };
      }
    }
  }, []);

  const cancel = useCallback(() => {
    call.current = undefined;
    dispatch({ type: "CANCELLED" });
  }, []);

  return { state, submit, cancel };
}

function refused(problem: CodeProblem): { event: CodeEvent } {
  return { event: { type: "REFUSED", problem } };
}

/** Takes up the lock of an earlier page or of another tab, and ends it in time. */
function useLock(state: CodeState, dispatch: Dispatch<CodeEvent>): void {
  useEffect(() => {
    let mounted = true;
    const takeUp = async () => {
      const session = await readSession();
      const lengthMs = session.status === "ACTIVE" ? storedLock(session.sessionKey) : 0;
      if (mounted && lengthMs > 0) dispatch({ type: "LOCKED", now: performance.now(), lengthMs });
    };
    void takeUp();
    const stopWatching = watchStoredLock(() => void takeUp());
    return () => {
      mounted = false;
      stopWatching();
    };
  }, [dispatch]);

  const until = state.status === "locked" ? state.until : undefined;
  useEffect(() => {
    if (until === undefined) return;
    const timer = setTimeout(() => dispatch({ type: "UNLOCKED" }), until - performance.now());
    return () => clearTimeout(timer);
  }, [until, dispatch]);
}

function useDelayNotice(verifying: boolean, dispatch: Dispatch<CodeEvent>): void {
  useEffect(() => {
    if (!verifying) return;
    const timer = setTimeout(() => dispatch({ type: "DELAYED" }), delayedAfterMs);
    return () => clearTimeout(timer);
  }, [verifying, dispatch]);
}
