import type { ComponentType } from "react";

export type Code<Props> = { status: "LOADING" } | { status: "LOADED"; Part: ComponentType<Props> } | { status: "NOT_LOADED" };

/**
 * A part of a screen whose code loads on demand. Unlike with `React.lazy` it can be asked for before it is rendered, is
 * there in the first render once it has come, and meets no Suspense fallback, which React keeps for 300 ms at least.
 */
export interface OnDemand<Props> {
  /** Asks for the code, unless it is there or on its way. */
  load(): void;
  current(): Code<Props>;
  subscribe(onChange: () => void): () => void;
}

export const notYet = { status: "LOADING" } as const;

export function onDemand<Props>(fetchPart: () => Promise<ComponentType<Props>>): OnDemand<Props> {
  const watchers = new Set<() => void>();
  let code: Code<Props> = notYet;
  let underway = false;
  const settle = (next: Code<Props>) => {
    code = next;
    underway = next.status === "LOADED";
    for (const onChange of watchers) onChange();
  };
  return {
    load() {
      if (underway) return;
      underway = true;
      fetchPart().then(
        (Part) => settle({ status: "LOADED", Part }),
        // Asked for ahead of time, it is asked for again by whoever needs it.
        () => settle(watchers.size > 0 ? { status: "NOT_LOADED" } : notYet),
      );
    },
    current: () => code,
    subscribe(onChange) {
      watchers.add(onChange);
      return () => {
        watchers.delete(onChange);
      };
    },
  };
}
