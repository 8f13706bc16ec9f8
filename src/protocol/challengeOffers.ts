/** What the backend offers beside a code of the app; nothing on one without the plugin. */
export interface ChallengeOffers {
  /** The user has recovery codes left. */
  recoveryCodes: boolean;
  /** This browser may be trusted for so many days; `undefined` when it may not. */
  trustDays: number | undefined;
}

export const noOffers: ChallengeOffers = { recoveryCodes: false, trustDays: undefined };
