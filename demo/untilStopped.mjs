// Plain Node, no imports from node_modules: it runs before they exist.

/** Calls `stop` on a signal, and when npm is gone: a signal sent to npm alone ends npm, not what it runs. */
export function untilStopped(stop) {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event === undefined) return;
  setInterval(() => {
    if (process.ppid !== parent) stop();
  }, 500).unref();
}
