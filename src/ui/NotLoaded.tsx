import { challenge } from "../messages/en/challenge.js";
import { common } from "../messages/en/common.js";
import { useMessages } from "../messages/MessagesContext.js";
import { Button } from "./Button.js";
import { ExitButton, type ExitButtonProps } from "./ExitButton.js";
import { MessageCard } from "./MessageCard.js";

export interface NotLoadedProps extends ExitButtonProps {
  /** Names the part for styling and tests: `data-mfa-slot`. */
  slot: string;
}

/** In the place of a screen whose code didn't come; a reload asks for it anew. Renders a `<section>`. */
export function NotLoaded({ slot, ...exit }: NotLoadedProps) {
  const { unavailableTitle } = useMessages("challenge", challenge);
  const texts = useMessages("common", common);
  return (
    <MessageCard slot={slot} status="notLoaded" title={unavailableTitle} text={texts.unavailable}>
      <Button kind="primary" onClick={() => window.location.reload()}>
        {texts.tryAgain}
      </Button>
      <ExitButton {...exit} />
    </MessageCard>
  );
}
