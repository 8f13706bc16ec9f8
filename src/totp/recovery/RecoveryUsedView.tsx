import { common } from "../../messages/en/common.js";
import { recovery } from "../../messages/en/recovery.js";
import { useLocale, useMessages } from "../../messages/MessagesContext.js";
import { sentences } from "../../messages/sentences.js";
import { Button } from "../../ui/Button.js";
import { MessageCard } from "../../ui/MessageCard.js";

export interface RecoveryUsedViewProps {
  /** Codes that can still be used; `undefined` when that isn't known. */
  left: number | undefined;
  /** On with what the code was for. */
  onContinue(): void;
  /** The phone is lost: on to a new device. */
  onSetUp(): void;
}

/** After a recovery code: how many are left, and the way to a new device. Renders a `<section>`. */
export function RecoveryUsedView({ left, onContinue, onSetUp }: RecoveryUsedViewProps) {
  const texts = useMessages("recovery", recovery);
  const shared = useMessages("common", common);
  const text = sentences(useLocale(), left === undefined ? undefined : texts.left(left), texts.usedText);
  return (
    <MessageCard slot="recovery-entry" status="used" title={texts.usedTitle} text={text}>
      <Button kind="primary" onClick={onSetUp}>
        {texts.setUpDevice}
      </Button>
      <Button kind="quiet" onClick={onContinue}>
        {shared.continue}
      </Button>
    </MessageCard>
  );
}
