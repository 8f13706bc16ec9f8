"use client";
import { useEffect, useState, useSyncExternalStore } from "react";
import { flushSync } from "react-dom";
import { watchPageCache } from "../../browser/pageCache.js";
import { createRecoveryCodesFlow, type RecoveryCodesFlow, type RecoveryCodesFlowOptions } from "./recoveryCodes.flow.js";
import type { RecoveryCodesScreenState } from "./recoveryCodes.state.js";

export interface RecoveryCodesControl extends Pick<RecoveryCodesFlow, "startOver" | "confirm" | "skip"> {
  state: RecoveryCodesScreenState;
}

/** Recovery codes without a look: makes them (`POST /totp/recovery/create`) and forgets them when the page is left. */
export function useRecoveryCodes(options: RecoveryCodesFlowOptions): RecoveryCodesControl {
  const [flow] = useState(() => createRecoveryCodesFlow(options));
  useEffect(() => flow.setOptions(options));
  // Now, not in React's next task: the page may be frozen before it, and kept with the codes on it.
  useEffect(() => watchPageCache(undefined, () => flushSync(flow.leavePage)), [flow]);
  const state = useSyncExternalStore(flow.subscribe, flow.getState, flow.getState);
  return { state, startOver: flow.startOver, confirm: flow.confirm, skip: flow.skip };
}
