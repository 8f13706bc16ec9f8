/** Tells when the page comes back out of the back/forward cache, and when it goes there or away. */
export function watchPageCache(onReturn: () => void = () => {}, onLeave = () => {}): () => void {
  const onShow = (event: PageTransitionEvent) => {
    if (event.persisted) onReturn();
  };
  window.addEventListener("pagehide", onLeave);
  window.addEventListener("pageshow", onShow);
  return () => {
    window.removeEventListener("pagehide", onLeave);
    window.removeEventListener("pageshow", onShow);
  };
}
