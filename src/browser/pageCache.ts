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
