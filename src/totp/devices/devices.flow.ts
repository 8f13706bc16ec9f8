import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { createStore, type Store } from "../../flow/store.js";
import { isInTime, takeConsent } from "../../routing/consent.js";
import type { Navigate } from "../../routing/navigate.js";
import { getMfaConfig } from "../../supertokens/config.js";
import { listDevices, type DeviceList } from "../../supertokens/deviceService.js";
import { reportError } from "../../supertokens/events.js";
import { isFailure, toFailure, type Failure } from "../../supertokens/outcome.js";
import { currentPath, goToFactor, goToSignIn } from "../../supertokens/redirects.js";
import { confirmRecoveryCodes } from "../../supertokens/recoveryService.js";
import { readSession } from "../../supertokens/sessionService.js";
import { goToFactorScreen } from "../setup/goToFactorScreen.js";
import { keepKnownDevices, takeAddedDevice } from "./addedDevice.js";
import { makeChange, type TotpSwitch } from "./changes.js";
import { devicesState, type DevicesState } from "./devices.state.js";
import {
  initialPanelState,
  isPanelAction,
  panelReducer,
  type PanelAction,
  type PanelEvent,
  type PanelQuestion,
  type PanelState,
} from "./panel.state.js";

export interface DevicesFlowOptions {
  totpSwitch: TotpSwitch | undefined;
  navigate: Navigate;
}

/** What the panel lists, and what its user is doing. */
interface Shown {
  devices: DevicesState;
  panel: PanelState;
}

type ShownEvent = PanelEvent | { type: "READ"; devices: DevicesState };

export interface DevicesFlow extends Pick<Store<Shown, ShownEvent>, "getState" | "subscribe"> {
  /** What the panel was rendered with last. */
  setOptions(options: DevicesFlowOptions): void;
  reload(): void;
  add(): void;
  ask(question: PanelQuestion): void;
  dismiss(): void;
  run(action: PanelAction): void;
  /** The user says that the new recovery codes are saved. */
  confirmCodes(): void;
  /** Drops codes that are shown, before the page is frozen. */
  leavePage(): void;
}

const initial: Shown = { devices: { status: "loading" }, panel: initialPanelState };

function shownReducer(shown: Shown, event: ShownEvent): Shown {
  if (event.type === "READ") return { ...shown, devices: event.devices };
  const panel = panelReducer(shown.panel, event);
  return panel === shown.panel ? shown : { ...shown, panel };
}

/** The settings panel: reads the devices while it is looked at, makes the changes, and goes for the codes that they need. */
export function createDevicesFlow(options: DevicesFlowOptions): DevicesFlow {
  const { getState, dispatch, subscribe } = createStore(initial, shownReducer, whileWatched);
  // Private, so that the host's devtools and persisters never see it; answers go with the panel.
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, gcTime: 0, networkMode: "always" } } });
  let watched = false;
  let told: Failure | null = null;

  function whileWatched(): () => void {
    // Before `init` this throws, to the app's error boundary.
    getMfaConfig();
    watched = true;
    const intent = takeConsent();
    if (intent !== undefined && isPanelAction(intent.action)) dispatch({ type: "RETURNED", intent: { ...intent, action: intent.action } });
    // Mounted, the client looks again when the page is looked at again: it shows what other tabs did to the devices.
    client.mount();
    const list = new QueryObserver<DeviceList, Failure>(client, {
      queryKey: ["devices"],
      queryFn: readList,
      notifyOnChangeProps: ["data", "error"],
    });
    const own = new QueryObserver<boolean, Failure>(client, {
      queryKey: ["switch"],
      queryFn: () => readSwitch(options.totpSwitch),
      enabled: options.totpSwitch !== undefined,
      notifyOnChangeProps: ["data", "error"],
    });
    const read = () => onRead(list.getCurrentResult(), options.totpSwitch && own.getCurrentResult());
    const stops = [list.subscribe(read), own.subscribe(read)];
    return () => {
      watched = false;
      for (const stop of stops) stop();
      client.unmount();
    };
  }

  function onRead(list: Read<DeviceList>, own: Read<boolean> | undefined): void {
    const failure = list.error ?? own?.error ?? settingsFailure(list.data);
    if (failure !== null && failure !== told) onFailure(failure);
    told = failure;
    const wasReady = getState().devices.status === "ready";
    // A query that fails keeps what it read before: a look at the panel while offline doesn't take the panel away.
    dispatch({ type: "READ", devices: devicesState(list.data ?? list.error, own && (own.data ?? own.error)) });
    if (!wasReady && getState().devices.status === "ready") arrive().catch(reportError);
  }

  function onFailure(failure: Failure): void {
    if (failure.status === "UNAUTHORISED") void goToSignIn(currentPath(), options.navigate);
    else if (failure.status === "MFA_NEEDED") {
      void goToFactor({ factorId: "totp", stepUp: failure.need === "STEP_UP", replace: true, navigate: options.navigate });
    } else if ("cause" in failure) reportError(failure.cause);
  }

  /** Back from setup: the device that it made. Back from the challenge: the change that its code was for. */
  async function arrive(): Promise<void> {
    const session = await readSession();
    const { panel } = getState();
    if (session.status === "ACTIVE") {
      const added = takeAddedDevice(names(), session.sessionKey);
      if (added !== undefined) dispatch({ type: "ADDED", deviceName: added });
      if (panel.status === "returning" && isInTime(panel.intent) && panel.intent.sessionHandle === session.sessionHandle) {
        return run(panel.intent.action);
      }
    }
    dispatch({ type: "LAPSED" });
  }

  function names(): string[] {
    const { devices } = getState();
    return devices.status === "ready" ? devices.devices.map(({ name }) => name) : [];
  }

  async function run(action: PanelAction): Promise<void> {
    if (!dispatch({ type: "STARTED", action })) return;
    const result = await makeChange(action, options.totpSwitch);
    switch (result.status) {
      case "DONE":
        await client.invalidateQueries();
        return void dispatch({ type: "DONE" });
      case "CODES":
        if (!watched) return;
        dispatch({ type: "CODES_MADE", set: result.set });
        return client.invalidateQueries();
      case "REFUSED":
        // The reply may be what was lost, after the server had acted, or the device is gone: show what there is now.
        if (result.problem.code === "UNAVAILABLE" || result.problem.code === "GONE") await client.invalidateQueries();
        return void dispatch({ type: "REFUSED", problem: result.problem });
      case "MFA_NEEDED":
        await askForCode(action, result.need);
        return void dispatch({ type: "LEFT" });
      case "UNAUTHORISED":
        if (watched) await goToSignIn(currentPath(), options.navigate);
        return void dispatch({ type: "LEFT" });
    }
  }

  async function confirmCodes(): Promise<void> {
    const { panel } = getState();
    if (panel.status !== "codes" || !dispatch({ type: "CODES_DROPPED" })) return;
    const outcome = await confirmRecoveryCodes(panel.set.createdAt);
    if ("cause" in outcome) reportError(outcome.cause);
    await client.invalidateQueries();
  }

  /** Goes to the challenge, which consents to the change with a code. Whoever left the panel meanwhile gave the change up. */
  async function askForCode(action: PanelAction, need: "COMPLETE" | "STEP_UP"): Promise<void> {
    const session = await readSession();
    if (!watched) return;
    const sessionHandle = session.status === "ACTIVE" ? session.sessionHandle : "";
    // Without a handle no session can be told from another: the code is asked for, and the change is the user's to ask for again.
    const intent = sessionHandle === "" ? undefined : { action, sessionHandle, askedAt: Date.now() };
    await goToFactor({ factorId: "totp", stepUp: need === "STEP_UP", navigate: options.navigate }, intent);
  }

  /** Keeps what is listed now, to tell on the way back which device is new, and goes to setup. */
  async function add(): Promise<void> {
    const session = await readSession();
    if (!watched) return;
    if (session.status === "ACTIVE") keepKnownDevices(names(), session.sessionKey);
    await goToFactorScreen({ factorId: "totp", forceSetup: true, navigate: options.navigate });
  }

  return {
    getState,
    subscribe,
    setOptions(next) {
      options = next;
    },
    reload: () => void client.resetQueries(),
    add: () => void add(),
    ask: (question) => dispatch({ type: "ASKED", question }),
    dismiss: () => dispatch({ type: "DISMISSED" }),
    run: (action) => void run(action),
    confirmCodes: () => void confirmCodes(),
    leavePage: () => void dispatch({ type: "CODES_DROPPED" }),
  };
}

/** What a query has, and why it has no more. */
interface Read<Data> {
  data: Data | undefined;
  error: Failure | null;
}

function settingsFailure(list: DeviceList | undefined): Failure | null {
  return list?.settings === undefined || list.settings.status === "OK" ? null : list.settings;
}

async function readList(): Promise<DeviceList> {
  const [list, session] = await Promise.all([listDevices(), readSession()]);
  if (isFailure(list)) throw list;
  // A session that isn't complete may list, and no more: the plugin leaves the settings out, too.
  if (session.status === "ACTIVE" && session.mfa === "OPEN") throw { status: "MFA_NEEDED", need: "COMPLETE" } satisfies Failure;
  return list;
}

async function readSwitch(totpSwitch: TotpSwitch | undefined): Promise<boolean> {
  try {
    return (await totpSwitch?.isEnabled()) === true;
  } catch (error) {
    throw await toFailure(error);
  }
}
