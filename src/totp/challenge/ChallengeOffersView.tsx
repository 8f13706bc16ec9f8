import { challenge } from "../../messages/en/challenge.js";
import { useMessages } from "../../messages/MessagesContext.js";
import type { ChallengeOffers } from "../../protocol/challengeOffers.js";
import { Button } from "../../ui/Button.js";

export interface ChallengeOffersViewProps {
  offers: ChallengeOffers;
  /** Whether this browser is to be trusted. */
  trusts: boolean;
  onTrust(trusts: boolean): void;
  onRecoveryCode(): void;
}

/** What the backend offers beside a code of the app, below the form, where it moves nothing when it comes. Renders a `<div>`. */
export function ChallengeOffersView({ offers: { trustDays, recoveryCodes }, trusts, onTrust, onRecoveryCode }: ChallengeOffersViewProps) {
  const texts = useMessages("challenge", challenge);
  if (trustDays === undefined && !recoveryCodes) return null;
  return (
    <div data-mfa-slot="offers">
      {trustDays !== undefined && (
        <label data-mfa-slot="check">
          <input type="checkbox" checked={trusts} onChange={({ currentTarget }) => onTrust(currentTarget.checked)} />
          <span>{texts.trustBrowser(trustDays)}</span>
        </label>
      )}
      {recoveryCodes && (
        <Button kind="quiet" onClick={onRecoveryCode}>
          {texts.useRecoveryCode}
        </Button>
      )}
    </div>
  );
}
