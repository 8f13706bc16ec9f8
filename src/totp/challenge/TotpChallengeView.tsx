import type { ReactNode } from "react";
import { challenge } from "../../messages/en/challenge.js";
import { useMessages } from "../../messages/MessagesContext.js";
import { Card } from "../../ui/Card.js";
import { ExitButton, type ExitButtonProps } from "../../ui/ExitButton.js";
import { CodeForm } from "../code/CodeForm.js";
import type { TotpChallengeState } from "./useTotpChallenge.js";

export interface TotpChallengeViewProps extends ExitButtonProps {
  /** The code form's state, and what it calls. */
  challenge: TotpChallengeState;
  /** Something to say above the form. @default nothing */
  notice?: ReactNode;
  /** What else there is, below the form. @default nothing */
  offers?: ReactNode;
}

/** The login challenge. Renders a `<section>` with one form. */
export function TotpChallengeView({ challenge: entry, notice, offers, ...exit }: TotpChallengeViewProps) {
  const texts = useMessages("challenge", challenge);
  return (
    <Card slot="challenge" status={entry.state.status} title={texts.title}>
      <p data-mfa-slot="intro">{texts.intro}</p>
      {notice}
      <CodeForm entry={entry} clockAheadSeconds={entry.clockAheadSeconds} autoFocus>
        <ExitButton {...exit} />
      </CodeForm>
      {offers}
    </Card>
  );
}
