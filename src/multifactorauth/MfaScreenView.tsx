import type { ReactNode } from "react";
import { challenge } from "../messages/en/challenge.js";
import { common } from "../messages/en/common.js";
import { useMessages } from "../messages/MessagesContext.js";
import { Button } from "../ui/Button.js";
import { ExitButton } from "../ui/ExitButton.js";
import { MessageCard } from "../ui/MessageCard.js";
import { Notice } from "../ui/Notice.js";
import { Waiting } from "../ui/Waiting.js";
import type { MfaScreenState } from "./mfaScreen.state.js";

export interface MfaScreenViewProps {
  /** The states that show neither challenge nor setup, nor anything of recovery codes. */
  state: Exclude<MfaScreenState, { status: "challenge" | "codesLeft" | "setup" }>;
  /** Called by "Try again". */
  onRetry(): void;
  /** Called by "Log out". */
  onSignOut(): void;
}

/** What the routed screen shows around challenge and setup. Renders a `<section>`. */
export function MfaScreenView({ state, onRetry, onSignOut }: MfaScreenViewProps) {
  const texts = useMessages("challenge", challenge);
  const shared = useMessages("common", common);
  const message = (title: string, text: string, retry?: ReactNode) => (
    <MessageCard slot="mfa" status={state.status} title={title} text={text}>
      {retry}
      <ExitButton exit="SIGN_OUT" onExit={onSignOut} />
    </MessageCard>
  );

  switch (state.status) {
    case "deciding":
      return <Waiting slot="mfa" status={state.status} text={shared.loading} />;
    case "leaving":
      return <Waiting slot="mfa" status={state.status} text={shared.leaving} />;
    case "otherFactor":
      return message(texts.otherFactorTitle, texts.otherFactor(state.factorId));
    case "cookiesBlocked":
      return message(texts.unavailableTitle, shared.cookiesBlocked);
    case "unavailable":
      return message(
        texts.unavailableTitle,
        texts.requirementsUnknown,
        <Button kind="primary" onClick={onRetry}>
          {shared.tryAgain}
        </Button>,
      );
  }
}

/** Above the form when the requirements couldn't be read. Renders a `<div>`. */
export function RequirementsNotice({ onRetry }: { onRetry(): void }) {
  const { requirementsUnknown } = useMessages("challenge", challenge);
  const { tryAgain } = useMessages("common", common);
  return (
    <Notice kind="warning">
      {/* It comes while the form is in use: an alert is read when it is put in, a status only when its text changes. */}
      <p role="alert">{requirementsUnknown}</p>
      <Button onClick={onRetry}>{tryAgain}</Button>
    </Notice>
  );
}
