/** Runs the action as soon as a person can see the page: not while it is prerendered or in a hidden tab. Returns how to call it off. */
export function whenVisible(action: () => void): () => void {
  const seen = () => document.visibilityState === "visible";
  if (seen()) {
    action();
    return () => undefined;
  }
  const onChange = () => {
    if (!seen()) return;
    document.removeEventListener("visibilitychange", onChange);
    action();
  };
  document.addEventListener("visibilitychange", onChange);
  return () => document.removeEventListener("visibilitychange", onChange);
}
