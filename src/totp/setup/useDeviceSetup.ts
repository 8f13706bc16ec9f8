"use client";
import { useCallback, useEffect, useReducer, useRef } from "react";
import { flushSync } from "react-dom";
import { watchPageCache } from "../../browser/pageCache.js";
import { listenToOtherTabs } from "../../browser/tabs.js";
import { reportError } from "../../supertokens/events.js";
import { clockAheadSeconds, readSession } from "../../supertokens/sessionService.js";
import { verifyDevice } from "../../supertokens/deviceService.js";
import type { CodeDetour } from "../code/code.flow.js";
import { useCodeEntry, type CodeEntry } from "../code/useCodeEntry.js";
import { forgetPending, showDevice, wasDeviceVerifiedSince, type PendingDeviceOutcome } from "./pendingDevice.js";
import { initialSetupState, setupReducer, type SetupEvent, type SetupState } from "./setup.state.js";
import { endVisit, holdVisit } from "./visit.js";

/** What the backend said when the device was proved. */
export interface VerifiedDevice {
  /** The user has no recovery codes, and this session may make some now. */
  offersRecoveryCodes: boolean;
}

export interface UseTotpSetupOptions {
  /** A code proved the new device; the session has completed TOTP. */
  onVerified(device: VerifiedDevice): void;
  /** There is no session any more. */
  onSignedOut(): void;
}

export interface TotpSetupState {
  state: SetupState;
  /** The form that proves the device. */
  code: CodeEntry;
  /** How far this device's clock is ahead of the server's, in seconds. */
  clockAheadSeconds: number;
  /** Makes a new device, and so a new QR code; the earlier one stops working. */
  startOver(): void;
}

/** The setup itself, for the screen and for {@link useTotpSetup}. */
export function useDeviceSetup({ onVerified, onSignedOut }: UseTotpSetupOptions): TotpSetupState {
  const [state, dispatch] = useReducer(setupReducer, initialSetupState);
  const latest = useRef({ onVerified, onSignedOut });
  useEffect(() => {
    latest.current = { onVerified, onSignedOut };
  });

  const begin = useRef<() => void>(() => undefined);
  useEffect(() => {
    let letGo = () => {};
    const start = () => {
      letGo();
      let current = true;
      const release = holdVisit(async (made) => {
        const outcome = await showDevice(made);
        if (!current) return;
        if (outcome.status === "UNAUTHORISED") latest.current.onSignedOut();
        else dispatch(toEvent(outcome));
      });
      letGo = () => {
        current = false;
        release();
      };
    };
    begin.current = () => {
      dispatch({ type: "STARTED" });
      endVisit();
      start();
    };
    start();
    const onLeave = () => {
      letGo();
      letGo = () => {};
      endVisit();
      // Now, not in React's next task: the page may be frozen before it, and kept with the secret on it.
      flushSync(() => dispatch({ type: "STARTED" }));
    };
    const stopWatching = watchPageCache(() => begin.current(), onLeave);
    return () => {
      stopWatching();
      letGo();
    };
  }, []);

  useEffect(
    () =>
      listenToOtherTabs(async ({ sessionKey, deviceName }) => {
        const session = await readSession();
        if (session.status === "ACTIVE" && session.sessionKey === sessionKey) dispatch({ type: "SUPERSEDED", deviceName });
      }),
    [],
  );

  const device = state.status === "scanning" ? state.device : undefined;
  const deviceName = device?.deviceName ?? "";
  const offersRecoveryCodes = useRef(false);
  const code = useCodeEntry({
    subject: device,
    verify: async (totp) => {
      const outcome = await verifyDevice(deviceName, totp);
      offersRecoveryCodes.current = outcome.status === "OK" && outcome.offersRecoveryCodes;
      return outcome.status === "OK" && outcome.wasAlreadyVerified ? { status: "ALREADY_VERIFIED" } : outcome;
    },
    wasAcceptedSince: (since) => wasDeviceVerifiedSince(deviceName, since),
    onAccepted: () => {
      forgetPending();
      endVisit();
      dispatch({ type: "VERIFIED" });
      latest.current.onVerified({ offersRecoveryCodes: offersRecoveryCodes.current });
    },
    onDetour: (detour) => {
      if (detour.status === "ALREADY_VERIFIED") forgetPending();
      if (detour.status === "UNAUTHORISED") latest.current.onSignedOut();
      else dispatch(detourEvents[detour.status]);
    },
  });

  const startOver = useCallback(() => begin.current(), []);
  return { state, code, clockAheadSeconds: clockAheadSeconds(), startOver };
}

const detourEvents: Record<Exclude<CodeDetour["status"], "UNAUTHORISED">, SetupEvent> = {
  UNKNOWN_USER_ID_ERROR: { type: "FOUND_GONE" },
  UNKNOWN_DEVICE_ERROR: { type: "FOUND_GONE" },
  ALREADY_VERIFIED: { type: "FOUND_ACTIVE" },
  MFA_NEEDED: { type: "VERIFY_FIRST_ASKED" },
};

function toEvent(outcome: Exclude<PendingDeviceOutcome, { status: "UNAUTHORISED" }>): SetupEvent {
  switch (outcome.status) {
    case "OK":
      return { type: "CREATED", device: outcome.device };
    case "MFA_NEEDED":
      return { type: "VERIFY_FIRST_ASKED" };
    case "DEVICE_ALREADY_EXISTS_ERROR":
      return { type: "FAILED", problem: { code: "NAME_TAKEN" } };
    case "GENERAL":
      return { type: "FAILED", problem: { code: "GENERAL", message: outcome.message } };
    case "NETWORK":
    case "FAULT":
      reportError(outcome.cause);
      return { type: "FAILED", problem: { code: navigator.onLine ? "UNAVAILABLE" : "OFFLINE" } };
  }
}
