"use client";
import { flushSync } from "react-dom";
import { useEffect, useState, useSyncExternalStore } from "react";
import { watchPageCache } from "../../browser/pageCache.js";
import { useMfaNavigate } from "../../routing/NavigateContext.js";
import type { TotpSwitch } from "./changes.js";
import { createDevicesFlow } from "./devices.flow.js";
import type { DevicesState } from "./devices.state.js";
import type { PanelAction, PanelQuestion, PanelState } from "./panel.state.js";

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
  /** The new recovery codes that the panel shows (`panel.status === "codes"`) are saved. */
  confirmCodes(): void;
}

/** The settings panel without a look: the user's verified devices, on and off, and the changes. */
export function useTotpDevices({ totpSwitch }: UseTotpDevicesOptions = {}): TotpDevicesControl {
  const navigate = useMfaNavigate();
  const [flow] = useState(() => createDevicesFlow({ totpSwitch, navigate }));
  useEffect(() => flow.setOptions({ totpSwitch, navigate }));
  const shown = useSyncExternalStore(flow.subscribe, flow.getState, flow.getState);
  // Now, not in React's next task: the page may be frozen before it, and kept with the codes on it.
  useEffect(() => watchPageCache(undefined, () => flushSync(flow.leavePage)), [flow]);
  const { reload, add, ask, dismiss, run, confirmCodes } = flow;
  return { ...shown, reload, add, ask, dismiss, run, confirmCodes };
}
