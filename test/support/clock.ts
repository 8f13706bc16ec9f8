/** A clock for the embedded core, ahead of the real one by as much as a test turned it. */
export interface CoreClock {
  now(): number;
  advance(seconds: number): void;
}

export function createCoreClock(): CoreClock {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    advance(seconds) {
      ahead += seconds * 1000;
    },
  };
}
