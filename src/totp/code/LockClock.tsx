import { durationAsClock } from "../../messages/duration.js";
import { useCountdown } from "./useCountdown.js";

/** The time left, second by second, for the eye: a screen reader hears of a lock when it starts and when it ends. */
export function LockClock({ until, label, locale }: { until: number; label: string; locale: string }) {
  const left = useCountdown(until);
  return (
    <p role="timer" aria-label={label} aria-live="off" data-mfa-slot="countdown">
      {durationAsClock(left, locale)}
    </p>
  );
}
