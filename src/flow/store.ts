/** A state that events change and that can be watched. */
export interface Store<State, Event> {
  getState(): State;
  /** Returns whether the state handled the event. */
  dispatch(event: Event): boolean;
  /** Tells of each change; returns how to stop. */
  subscribe(listener: () => void): () => void;
}

/**
 * What a flow keeps its state in. `whileWatched` runs when the first one starts to watch and answers what to do when the
 * last one stops: React's StrictMode makes that happen twice.
 */
export function createStore<State, Event>(
  initial: State,
  reducer: (state: State, event: Event) => State,
  whileWatched: () => () => void,
): Store<State, Event> {
  let state = initial;
  let stop = () => {};
  const listeners = new Set<() => void>();
  return {
    getState: () => state,
    dispatch(event) {
      const before = state;
      state = reducer(before, event);
      if (state === before) return false;
      for (const listener of listeners) listener();
      return true;
    },
    subscribe(listener) {
      listeners.add(listener);
      if (listeners.size === 1) stop = whileWatched();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) stop();
      };
    },
  };
}
