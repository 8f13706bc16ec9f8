import { useSyncExternalStore } from "react";

const never = () => () => {};

/** Whether this render has to match the HTML that a server sent, which knows nothing of this browser. */
export function useHydrating(): boolean {
  return useSyncExternalStore(
    never,
    () => false,
    () => true,
  );
}
