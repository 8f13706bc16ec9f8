import { watchPageCache } from "../browser/pageCache.js";
import { parseStored, tabStorage } from "../browser/storage.js";
import { consentReducer, noConsent, type Consent, type ConsentEvent, type Intent } from "./consent.state.js";

const key = "supertokens-mfa-react.step-up";

/** After so many milliseconds the user has turned to something else. */
const keptForMs = 5 * 60 * 1000;

/**
 * The consent of this page; `undefined` until it was looked for. Memory, since the browser copies a tab's storage when it
 * duplicates the tab: storage holds it from the start of a page load of ours to its end, and never longer.
 */
let consent: Consent | undefined;

function current(): Consent {
  return (consent ??= carried());
}

function carried(): Consent {
  const kept = parseStored(tabStorage.get(key)) as { status?: unknown; intent?: unknown } | null | undefined;
  tabStorage.remove(key);
  const { status, intent } = kept ?? {};
  return (status === "ASKED" || status === "GRANTED") && isIntent(intent) ? { status, intent } : noConsent;
}

function isIntent(value: unknown): value is Intent {
  const { sessionHandle, askedAt } = (value ?? {}) as Record<keyof Intent, unknown>;
  return typeof sessionHandle === "string" && typeof askedAt === "number";
}

function dispatch(event: ConsentEvent): void {
  watching ??= watchPageCache(endConsent, () => (consent = noConsent));
  consent = consentReducer(current(), event);
  tabStorage.remove(key);
}

/** A page that is left gives the consent up, unless it carried it over, and so does one that the browser's Back brings up again. */
let watching: (() => void) | undefined;

/** The user goes for a code, to have a change made. */
export function askConsent(intent: Intent): void {
  dispatch({ type: "ASKED", intent });
}

/** The user goes for something else, or out. */
export function endConsent(): void {
  dispatch({ type: "ENDED" });
}

/** The user takes another way to complete the challenge, whose form opens next. */
export function handOnConsent(): void {
  dispatch({ type: "HANDED_ON" });
}

/** Just before a page load: what the next page needs of it. */
export function carryConsent(): void {
  if (consent?.status === "ASKED" || consent?.status === "GRANTED") tabStorage.set(key, JSON.stringify(consent));
}

/** Takes out the change that a code was accepted for; `undefined` for none, or when it has taken too long. */
export function takeConsent(): Intent | undefined {
  const taken = current();
  endConsent();
  return taken.status === "GRANTED" && isInTime(taken.intent) ? taken.intent : undefined;
}

/** Whichever way the clock was turned. */
export function isInTime({ askedAt }: Intent): boolean {
  return Math.abs(Date.now() - askedAt) < keptForMs;
}

/** What a challenge has to say to it. */
export interface ChallengeConsent {
  /** The challenge is shown. */
  open(): void;
  /** It had a code accepted, and knows that it was its own. */
  accept(): void;
  /** It was cancelled. */
  close(): void;
  /** It is no longer shown. Counts in a moment, unless React's StrictMode comes back at once. */
  leave(): void;
}

export function challengeConsent(): ChallengeConsent {
  const challenge = {};
  let leaving: ReturnType<typeof setTimeout> | undefined;
  const close = () => dispatch({ type: "CLOSED", challenge });
  return {
    open() {
      clearTimeout(leaving);
      dispatch({ type: "OPENED", challenge });
    },
    accept: () => dispatch({ type: "ACCEPTED", challenge }),
    close,
    leave() {
      // Whatever shows it says so: the form, and what is around it.
      clearTimeout(leaving);
      leaving = setTimeout(close, 0);
    },
  };
}
