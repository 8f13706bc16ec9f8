/** An answer's time in epoch milliseconds; `undefined` for what is none, of which `Intl` would throw. */
export function toDate(at: unknown): number | undefined {
  return typeof at === "number" && !Number.isNaN(new Date(at).getTime()) ? at : undefined;
}
