import { useEffect, useSyncExternalStore } from "react";
import { notYet, type Code, type OnDemand } from "./onDemand.js";

/** Asks for the code and tells when it has come. */
export function useOnDemand<Props>(part: OnDemand<Props>): Code<Props> {
  useEffect(() => part.load(), [part]);
  return useSyncExternalStore(part.subscribe, part.current, () => notYet);
}
