/**
 * A length of time in words, in the largest unit that fits: "15 minutes", "30 seconds", "2 hours". Rounded up, as a wait
 * must be, unless `round` says otherwise.
 */
export function durationInWords(ms: number, locale: string, round = Math.ceil): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  const [value, unit] =
    seconds < 60 ? [seconds, "second"] : seconds <= 3600 ? [round(seconds / 60), "minute"] : [round(seconds / 3600), "hour"];
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(value);
}

/** A running clock: `14:59`, in the locale's digits. */
export function durationAsClock(ms: number, locale: string): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const digits = (value: number, minimumIntegerDigits: number) =>
    new Intl.NumberFormat(locale, { minimumIntegerDigits, useGrouping: false }).format(value);
  return `${digits(Math.floor(seconds / 60), 1)}:${digits(seconds % 60, 2)}`;
}
