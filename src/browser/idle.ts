/** Runs the action when the browser has nothing else to do; not at all where the user asks to save data. Returns how to call it off. */
export function whenIdle(action: () => void): () => void {
  if (savesData()) return () => undefined;
  // Safari has no idle callback.
  if (typeof requestIdleCallback === "undefined") {
    const timer = setTimeout(action, 200);
    return () => clearTimeout(timer);
  }
  const request = requestIdleCallback(action);
  return () => cancelIdleCallback(request);
}

function savesData(): boolean {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
  return connection?.saveData === true;
}
