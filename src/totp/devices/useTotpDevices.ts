"use client";
import { QueryClient, useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import type { Navigate } from "../../routing/navigate.js";
import { useMfaNavigate } from "../../routing/NavigateContext.js";
import { getMfaConfig } from "../../supertokens/config.js";
import { emitMfaEvent, reportError } from "../../supertokens/events.js";
import { isFailure, toFailure, type Failure } from "../../supertokens/outcome.js";
import { currentPath, goToFactor, goToSignIn } from "../../supertokens/redirects.js";
import { readSession } from "../../supertokens/sessionService.js";
import { disableTotp, enableTotp, readTotpSettings, renameDevice, type TotpSettingsOutcome } from "../../supertokens/settingsService.js";
import { listDevices, removeDevice } from "../../supertokens/deviceService.js";
import { goToFactorScreen } from "../setup/goToFactorScreen.js";
import { keepKnownDevices, takeAddedDevice } from "./addedDevice.js";
import { devicesState, type DevicesState } from "./devices.state.js";
import {
  initialPanelState,
  panelReducer,
  type PanelAction,
  type PanelEvent,
  type PanelProblem,
  type PanelQuestion,
  type PanelState,
} from "./panel.state.js";
import { takeAction } from "./takeAction.js";

/**
 * The app's own on/off switch, for a backend without our plugin that has endpoints for it, as in SuperTokens' recipe
 * "TOTP only for users that turned it on". A rejection is told as a fault; a thrown 403 `st-mfa` `Response` asks for
 * a code first.
 */
export interface TotpSwitch {
  isEnabled(): Promise<boolean>;
  enable(): Promise<void>;
  disable(): Promise<void>;
}

export interface UseTotpDevicesOptions {
  /** @default undefined – the switch of our server plugin if the backend has it, else none */
  totpSwitch?: TotpSwitch | undefined;
}

export interface TotpDevicesControl {
  devices: DevicesState;
  panel: PanelState;
  /** Reads devices and settings again. */
  reload(): void;
  /** Goes to device setup, and comes back. */
  add(): void;
  /** Opens the question before a change. */
  ask(question: PanelQuestion): void;
  dismiss(): void;
  /** Makes a change. If the backend wants a recent code, goes for one, comes back and makes it then. */
  run(action: PanelAction): void;
}

/** The settings panel without a look: the user's verified devices, on and off, and the changes. */
export function useTotpDevices({ totpSwitch }: UseTotpDevicesOptions = {}): TotpDevicesControl {
  // Private, so that the host's devtools and persisters never see it; answers go with the panel.
  const [client] = useState(() => new QueryClient({ defaultOptions: { queries: { retry: false, gcTime: 0, networkMode: "always" } } }));
  // Mounted by hand, where a provider would: a panel that is looked at again shows what other tabs did to the devices.
  useEffect(() => {
    // Before `init` this throws, to the app's error boundary.
    getMfaConfig();
    client.mount();
    return () => client.unmount();
  }, [client]);
  const [panel, dispatch] = useReducer(panelReducer, initialPanelState);
  const navigate = useMfaNavigate();
  const latest = useRef<{ totpSwitch: TotpSwitch | undefined; navigate: Navigate; names: string[] }>({ totpSwitch, navigate, names: [] });

  const list = useQuery<DeviceList, Failure>({ queryKey: ["devices"], queryFn: async () => orThrow(await listDevices()) }, client);
  const settings = useQuery<Powers, Failure>(
    { queryKey: ["settings"], queryFn: async () => orThrow(await readSettings(latest.current.totpSwitch)) },
    client,
  );
  const devices = devicesState(list.data ?? list.error ?? undefined, settings.data ?? settings.error ?? undefined);
  useEffect(() => {
    latest.current = { totpSwitch, navigate, names: devices.status === "ready" ? devices.devices.map(({ name }) => name) : [] };
  });

  const signedOut = list.error?.status === "UNAUTHORISED";
  const need = list.error?.status === "MFA_NEEDED" ? list.error.need : undefined;
  useEffect(() => {
    if (signedOut) void goToSignIn(currentPath(), latest.current.navigate);
    if (need !== undefined)
      void goToFactor({ factorId: "totp", stepUp: need === "STEP_UP", replace: true, navigate: latest.current.navigate });
  }, [signedOut, need]);
  useReport(list.error);
  useReport(settings.error);

  const working = useRef(false);
  const run = useCallback(
    async (action: PanelAction) => {
      if (working.current) return;
      working.current = true;
      dispatch({ type: "STARTED", action });
      const result = await change(action, latest.current.totpSwitch);
      dispatch(await finish(result));
      working.current = false;

      async function finish(ended: ChangeResult): Promise<PanelEvent> {
        switch (ended.status) {
          case "DONE":
            await client.invalidateQueries();
            return { type: "DONE" };
          case "REFUSED":
            // The reply may be what was lost, after the server had acted, or the device is gone: show what there is now.
            if (ended.problem.code === "UNAVAILABLE" || ended.problem.code === "GONE") await client.invalidateQueries();
            return { type: "REFUSED", problem: ended.problem };
          case "MFA_NEEDED":
            await askForCode(action, ended.need, latest.current.navigate);
            return { type: "LEFT" };
          case "UNAUTHORISED":
            await goToSignIn(currentPath(), latest.current.navigate);
            return { type: "LEFT" };
        }
      }
    },
    [client],
  );

  // Back from a step-up: the change that it was for. Back from setup: the device that it made.
  const ready = devices.status === "ready";
  useEffect(() => {
    if (!ready) return;
    void readSession().then((session) => {
      if (session.status !== "ACTIVE") return;
      const added = takeAddedDevice(latest.current.names, session.sessionKey);
      if (added !== undefined) dispatch({ type: "ADDED", deviceName: added });
      const action = takeAction(session.sessionHandle);
      if (action !== undefined) void run(action);
    });
  }, [ready, run]);

  return {
    devices,
    panel,
    reload: useCallback(() => void client.resetQueries(), [client]),
    add: useCallback(() => void addDevice(latest.current), []),
    ask: useCallback((question) => dispatch({ type: "ASKED", question }), []),
    dismiss: useCallback(() => dispatch({ type: "DISMISSED" }), []),
    run,
  };
}

/** Tells the app the cause of a failed read, once. */
function useReport(failure: Failure | null): void {
  const fault = failure !== null && "cause" in failure ? failure.cause : undefined;
  useEffect(() => {
    if (fault !== undefined) reportError(fault);
  }, [fault]);
}

type DeviceList = Exclude<Awaited<ReturnType<typeof listDevices>>, Failure>;
type Powers = TotpSettingsOutcome | { status: "APP"; enabled: boolean };

/** A query that fails keeps what it read before: a look at the panel while offline doesn't take the panel away. */
function orThrow<Outcome extends { status: string }>(outcome: Outcome | Failure): Outcome {
  if (isFailure(outcome)) throw outcome;
  return outcome;
}

async function readSettings(totpSwitch: TotpSwitch | undefined): Promise<Powers | Failure> {
  if (totpSwitch === undefined) return readTotpSettings();
  try {
    return { status: "APP" as const, enabled: await totpSwitch.isEnabled() };
  } catch (error) {
    return toFailure(error);
  }
}

/** Keeps what is listed now, to tell on the way back which device is new, and goes to setup. */
async function addDevice({ names, navigate }: { names: string[]; navigate: Navigate }): Promise<void> {
  const session = await readSession();
  if (session.status === "ACTIVE") keepKnownDevices(names, session.sessionKey);
  await goToFactorScreen({ factorId: "totp", forceSetup: true, navigate });
}

/** Keeps the change for the way back, and goes to the challenge. */
async function askForCode(action: PanelAction, need: "COMPLETE" | "STEP_UP", navigate: Navigate): Promise<void> {
  const session = await readSession();
  const intent = session.status === "ACTIVE" ? { action, sessionHandle: session.sessionHandle, askedAt: Date.now() } : undefined;
  await goToFactor({ factorId: "totp", stepUp: need === "STEP_UP", navigate }, intent);
}

type ChangeResult =
  { status: "DONE" } | { status: "REFUSED"; problem: PanelProblem } | Extract<Failure, { status: "MFA_NEEDED" | "UNAUTHORISED" }>;

async function change(action: PanelAction, totpSwitch: TotpSwitch | undefined): Promise<ChangeResult> {
  switch (action.type) {
    case "REMOVE":
      return toResult(await removeDevice(action.deviceName));
    case "RENAME": {
      const { deviceName, newDeviceName } = action;
      const result = toResult(await renameDevice(deviceName, newDeviceName));
      if (result.status === "DONE") emitMfaEvent({ action: "TOTP_DEVICE_RENAMED", deviceName, newDeviceName });
      return result;
    }
    case "TURN_ON": {
      const result = toResult(await (totpSwitch === undefined ? enableTotp() : flip(() => totpSwitch.enable())));
      if (result.status === "DONE") emitMfaEvent({ action: "TOTP_ENABLED" });
      return result;
    }
    case "TURN_OFF": {
      const result = toResult(await (totpSwitch === undefined ? disableTotp() : flip(() => totpSwitch.disable())));
      if (result.status === "DONE") emitMfaEvent({ action: "TOTP_DISABLED" });
      return result;
    }
  }
}

async function flip(act: () => Promise<void>): Promise<{ status: "OK" } | Failure> {
  try {
    await act();
    return { status: "OK" };
  } catch (error) {
    return toFailure(error);
  }
}

type ChangeOutcome = Awaited<ReturnType<typeof removeDevice | typeof renameDevice | typeof enableTotp | typeof disableTotp>>;

function toResult(outcome: ChangeOutcome): ChangeResult {
  const refused = (problem: PanelProblem): ChangeResult => ({ status: "REFUSED", problem });
  switch (outcome.status) {
    case "OK":
      return { status: "DONE" };
    case "UNKNOWN_DEVICE_ERROR":
      return refused({ code: "GONE" });
    case "DEVICE_ALREADY_EXISTS_ERROR":
      return refused({ code: "NAME_TAKEN" });
    case "INVALID_DEVICE_NAME_ERROR":
      return refused({ code: "NAME_INVALID", maxLength: outcome.maxLength });
    case "TOTP_REQUIRED_ERROR":
      return refused({ code: "REQUIRED", reason: outcome.reason });
    case "GENERAL":
      return refused({ code: "GENERAL", message: outcome.message });
    case "NETWORK":
    case "FAULT":
      reportError(outcome.cause);
      return refused({ code: navigator.onLine ? "UNAVAILABLE" : "OFFLINE" });
    case "MFA_NEEDED":
    case "UNAUTHORISED":
      return outcome;
  }
}
