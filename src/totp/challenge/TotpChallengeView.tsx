import type { ReactNode } from "react";
import { challenge } from "../../messages/en/challenge.js";
import { common } from "../../messages/en/common.js";
import { useMessages } from "../../messages/MessagesContext.js";
import { Button } from "../../ui/Button.js";
import { Card } from "../../ui/Card.js";
import { CodeForm } from "../code/CodeForm.js";
import type { TotpChallengeState } from "./useTotpChallenge.js";

export interface TotpChallengeViewProps {
  challenge: TotpChallengeState;
  onSignOut(): void;
  /** Something to say above the form. @default nothing */
  notice?: ReactNode;
}

/** The login challenge. Renders a `<section>` with one form. */
export function TotpChallengeView({ challenge: entry, onSignOut, notice }: TotpChallengeViewProps) {
  const texts = useMessages("challenge", challenge);
  const { signOut } = useMessages("common", common);
  return (
    <Card slot="challenge" status={entry.state.status} title={texts.title}>
      <p data-mfa-slot="intro">{texts.intro}</p>
      {notice}
      <CodeForm entry={entry} clockAheadSeconds={entry.clockAheadSeconds} autoFocus>
        <Button kind="quiet" onClick={onSignOut}>
          {signOut}
        </Button>
      </CodeForm>
    </Card>
  );
}
