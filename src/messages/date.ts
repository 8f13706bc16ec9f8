/** A day as people write it: "3 November 2026", in the reader's own time zone and, within the language, their country's way. */
export function dateInWords(at: number, locale: string): string {
  return datesInWords(locale)(at);
}

/** The same for many days, or none: making the format takes far longer than using it, and 20 ms the first time. */
export function datesInWords(locale: string): (at: number) => string {
  let format: Intl.DateTimeFormat | undefined;
  return (at) => {
    format ??= new Intl.DateTimeFormat(navigator.languages.find((own) => own.startsWith(`${locale}-`)) ?? locale, { dateStyle: "long" });
    return format.format(at);
  };
}

/** How long ago a day was, in words: "today", "yesterday", "5 days ago", "3 months ago"; by the calendar, not by hours. */
export function daysAgo(at: number, locale: string, now = Date.now()): string {
  const days = Math.round((startOfDay(at) - startOfDay(now)) / 86_400_000);
  const words = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  return Math.abs(days) < 60 ? words.format(days, "day") : words.format(Math.round(days / 30), "month");
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
