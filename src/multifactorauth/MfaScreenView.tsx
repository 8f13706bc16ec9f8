import type { ReactNode } from "react";
import { challenge } from "../messages/en/challenge.js";
import { common } from "../messages/en/common.js";
import { useMessages } from "../messages/MessagesContext.js";
import { Button } from "../ui/Button.js";
import { Card } from "../ui/Card.js";
import { Loading } from "../ui/Loading.js";
import { Notice } from "../ui/Notice.js";
import type { MfaScreenState } from "./mfaScreen.state.js";

export interface MfaScreenViewProps {
  /** The states that show neither challenge nor setup. */
  state: Exclude<MfaScreenState, { status: "challenge" | "setup" }>;
  onRetry(): void;
  onSignOut(): void;
}

/** What the routed screen shows around challenge and setup. Renders a `<section>`. */
export function MfaScreenView({ state, onRetry, onSignOut }: MfaScreenViewProps) {
  const texts = useMessages("challenge", challenge);
  const shared = useMessages("common", common);
  const signOut = (
    <Button kind="quiet" onClick={onSignOut}>
      {shared.signOut}
    </Button>
  );
  const message = (title: string, text: string, actions: ReactNode) => (
    <Card slot="mfa" status={state.status} title={title} focusHeading>
      <p data-mfa-slot="intro">{text}</p>
      <div data-mfa-slot="actions">{actions}</div>
    </Card>
  );

  switch (state.status) {
    case "deciding":
      return <Waiting status={state.status} text={shared.loading} />;
    case "leaving":
      return <Waiting status={state.status} text={shared.leaving} />;
    case "otherFactor":
      return message(texts.otherFactorTitle, texts.otherFactor(state.factorId), signOut);
    case "cookiesBlocked":
      return message(texts.unavailableTitle, shared.cookiesBlocked, signOut);
    case "unavailable":
      return message(
        texts.unavailableTitle,
        texts.requirementsUnknown,
        <>
          <Button kind="primary" onClick={onRetry}>
            {shared.tryAgain}
          </Button>
          {signOut}
        </>,
      );
  }
}

/** Above the form when the requirements couldn't be read. Renders a `<div>`. */
export function RequirementsNotice({ onRetry }: { onRetry(): void }) {
  const { requirementsUnknown } = useMessages("challenge", challenge);
  const { tryAgain } = useMessages("common", common);
  return (
    <Notice kind="warning">
      <p role="status">{requirementsUnknown}</p>
      <Button onClick={onRetry}>{tryAgain}</Button>
    </Notice>
  );
}

function Waiting({ status, text }: { status: string; text: string }) {
  return (
    <div data-mfa-card="" data-mfa-slot="mfa" data-status={status}>
      <Loading text={text} />
    </div>
  );
}
