/** Runs the tasks of one key one after the other, and those of different keys side by side. */
export interface KeyedQueue {
  /** Resolves or rejects as `task` does; a task that fails doesn't hold up the next one. */
  run<T>(key: string, task: () => Promise<T>): Promise<T>;
}

/** Orders tasks inside this process only: it is no lock across several API processes. */
export function createKeyedQueue(): KeyedQueue {
  const tails = new Map<string, Promise<unknown>>();
  return {
    async run(key, task) {
      const before = tails.get(key) ?? Promise.resolve();
      const result = before.then(task, task);
      tails.set(key, result);
      try {
        return await result;
      } finally {
        // Only the last task in line empties the entry, so the map never outgrows the tasks in flight.
        if (tails.get(key) === result) tails.delete(key);
      }
    },
  };
}
