import { createStore, type Store } from "../../flow/store.js";
import { reportError } from "../../supertokens/events.js";
import { isFailure } from "../../supertokens/outcome.js";
import { confirmRecoveryCodes, createRecoveryCodes } from "../../supertokens/recoveryService.js";
import {
  initialRecoveryCodesState,
  recoveryCodesReducer,
  type RecoveryCodesEvent,
  type RecoveryCodesProblem,
  type RecoveryCodesScreenState,
} from "./recoveryCodes.state.js";

/** Milliseconds after which a call that hasn't been answered can be done without. */
const delayedAfterMs = 5000;

export interface RecoveryCodesFlowOptions {
  /** The user is through, with codes saved or without. */
  onDone(): void;
  /** There is no session any more. */
  onSignedOut(): void;
}

export interface RecoveryCodesFlow extends Pick<Store<RecoveryCodesScreenState, RecoveryCodesEvent>, "getState" | "subscribe"> {
  /** What the screen was rendered with last. */
  setOptions(options: RecoveryCodesFlowOptions): void;
  /** Makes new codes; those from before stop working. */
  startOver(): void;
  /** The user says that the codes are saved. */
  confirm(): void;
  /** Goes on without: the panel offers codes later. */
  skip(): void;
  /** Drops the codes, before the page is frozen. */
  leavePage(): void;
}

/** Makes recovery codes once a visit, keeps them in memory while they are shown, and has the server know that they were saved. */
export function createRecoveryCodesFlow(options: RecoveryCodesFlowOptions): RecoveryCodesFlow {
  const { getState, dispatch, subscribe } = createStore(initialRecoveryCodesState, recoveryCodesReducer, whileWatched);
  let watched = false;
  let asking = false;
  let delay: ReturnType<typeof setTimeout> | undefined;

  function whileWatched(): () => void {
    watched = true;
    void make();
    return () => {
      watched = false;
      clearTimeout(delay);
    };
  }

  /** One call at a time: the codes that it brings are those that work, whoever asked for them. */
  async function make(): Promise<void> {
    if (getState().status !== "making") return;
    clearTimeout(delay);
    delay = setTimeout(() => dispatch({ type: "DELAYED" }), delayedAfterMs);
    // StrictMode comes back at once, and finds the codes under way.
    if (asking) return;
    asking = true;
    const outcome = await createRecoveryCodes();
    asking = false;
    clearTimeout(delay);
    // Whoever has left goes nowhere any more.
    if (!watched) return;
    switch (outcome.status) {
      case "OK":
        dispatch({ type: "MADE", set: outcome.set });
        return;
      case "UNAUTHORISED":
        return options.onSignedOut();
      case "GENERAL":
        dispatch({ type: "FAILED", problem: { code: "GENERAL", message: outcome.message } });
        return;
      case "NETWORK":
      case "FAULT":
        reportError(outcome.cause);
        dispatch({ type: "FAILED", problem: unreached() });
        return;
      case "MFA_NEEDED":
        // The visit took longer than a code is fresh: the panel makes them, with a step-up.
        finish();
    }
  }

  function finish(): void {
    if (dispatch({ type: "FINISHED" })) options.onDone();
  }

  return {
    getState,
    subscribe,
    setOptions(next) {
      options = next;
    },
    startOver() {
      if (dispatch({ type: "STARTED" })) void make();
    },
    confirm() {
      const state = getState();
      if (state.status !== "shown") return;
      // Not waited for: the codes work all the same, and the panel only says that they were perhaps never seen.
      void confirmRecoveryCodes(state.set.createdAt).then((outcome) => {
        if (isFailure(outcome) && "cause" in outcome) reportError(outcome.cause);
      });
      finish();
    },
    skip: finish,
    leavePage: () => void dispatch({ type: "PAGE_LEFT" }),
  };
}

function unreached(): RecoveryCodesProblem {
  return { code: navigator.onLine ? "UNAVAILABLE" : "OFFLINE" };
}
