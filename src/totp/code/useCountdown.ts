import { useEffect, useState } from "react";

/** Milliseconds left until a moment on the page's monotonic clock (`performance.now()`), told anew every second. */
export function useCountdown(until: number): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, until - now);
}
