import { useEffect, useState, useSyncExternalStore } from "react";
import { createCodeFlow, type CodeFlowOptions } from "./code.flow.js";
import { initialCodeState, type CodeState } from "./code.state.js";

export interface CodeEntry {
  state: CodeState;
  /** Sends what was typed, once; anything but six digits is refused here, without a call. Does nothing while locked or accepted. */
  submit(typed: string): void;
  /** Stops waiting; a reply that still comes is ignored. */
  cancel(): void;
}

/** The form that asks for a code, as React sees it. */
export function useCodeEntry(options: CodeFlowOptions): CodeEntry {
  const [flow] = useState(() => createCodeFlow(options));
  useEffect(() => flow.setOptions(options));
  // A server knows of no lock.
  const state = useSyncExternalStore(flow.subscribe, flow.getState, () => initialCodeState);
  return { state, submit: flow.submit, cancel: flow.cancel };
}
