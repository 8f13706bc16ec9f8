/** A change that the user confirmed and that the backend wants a code for first. It holds names and times, no secret. */
export interface Intent {
  action: unknown;
  sessionHandle: string;
  /** Milliseconds since the epoch. */
  askedAt: number;
}

/** What became of the intent: only the code that was asked for it grants it. */
export type Consent =
  | { status: "NONE" }
  /** On the way to the challenge. */
  | { status: "ASKED"; intent: Intent }
  /** This challenge asks for the code. */
  | { status: "OPEN"; intent: Intent; challenge: object }
  /** That challenge had a code accepted: the change may be made. */
  | { status: "GRANTED"; intent: Intent };

export type ConsentEvent =
  | { type: "ASKED"; intent: Intent }
  | { type: "OPENED"; challenge: object }
  | { type: "ACCEPTED"; challenge: object }
  | { type: "CLOSED"; challenge: object }
  /** The challenge goes on in another form. */
  | { type: "HANDED_ON" }
  /** Left in any other way, or taken up. */
  | { type: "ENDED" };

export const noConsent = { status: "NONE" } satisfies Consent;

/** An event that the consent doesn't handle returns the same reference. */
export function consentReducer(consent: Consent, event: ConsentEvent): Consent {
  if (event.type === "ASKED") return { status: "ASKED", intent: event.intent };
  if (event.type === "ENDED") return noConsent;
  if (event.type === "HANDED_ON") return consent.status === "OPEN" ? { status: "ASKED", intent: consent.intent } : consent;
  const isItsOwn = consent.status === "OPEN" && consent.challenge === event.challenge;
  switch (event.type) {
    case "OPENED":
      if (consent.status === "ASKED") return { status: "OPEN", intent: consent.intent, challenge: event.challenge };
      // A challenge that was opened for something else.
      return isItsOwn ? consent : noConsent;
    case "ACCEPTED":
      return isItsOwn ? { status: "GRANTED", intent: consent.intent } : consent;
    case "CLOSED":
      return isItsOwn ? noConsent : consent;
  }
}
