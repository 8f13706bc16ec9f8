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

/** Tells when the page goes into the back/forward cache or away, and when it comes back out of that cache. */
export function watchPageCache(events: { onLeave: () => void; onReturn: () => void }): () => void {
  const onShow = (event: PageTransitionEvent) => {
    if (event.persisted) events.onReturn();
  };
  window.addEventListener("pagehide", events.onLeave);
  window.addEventListener("pageshow", onShow);
  return () => {
    window.removeEventListener("pagehide", events.onLeave);
    window.removeEventListener("pageshow", onShow);
  };
}
