const key = "fernway.payout-asked-at";
/** An intent older than this is forgotten: nobody expects a payout they asked for a while ago. */
const longestDetourMs = 120_000;

/** Notes that the user pressed "Pay out" and was sent to enter a code first. */
export function notePayoutIntent(): void {
  try {
    sessionStorage.setItem(key, String(Date.now()));
  } catch {
    // Storage is blocked: the user presses again.
  }
}

/** Takes the note away and answers when it was made, in milliseconds since the epoch. */
export function takePayoutIntent(): number | undefined {
  try {
    const askedAt = Number(sessionStorage.getItem(key) ?? Number.NaN);
    sessionStorage.removeItem(key);
    return Date.now() - askedAt < longestDetourMs ? askedAt : undefined;
  } catch {
    return undefined;
  }
}
