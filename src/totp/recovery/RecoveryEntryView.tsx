import { common } from "../../messages/en/common.js";
import { recovery } from "../../messages/en/recovery.js";
import { useLocale, useMessages } from "../../messages/MessagesContext.js";
import { sentences } from "../../messages/sentences.js";
import { Button } from "../../ui/Button.js";
import { Card } from "../../ui/Card.js";
import { MessageCard } from "../../ui/MessageCard.js";
import { RecoveryForm } from "./RecoveryForm.js";
import type { RecoveryEntry } from "./useRecoveryEntry.js";

export interface RecoveryEntryViewProps {
  entry: RecoveryEntry;
  /** Back to the code of the app. */
  onBack(): void;
  /** On with what the code was for. */
  onContinue(): void;
  /** The phone is lost: on to a new device. */
  onSetUp(): void;
}

/** Takes a recovery code, and says how many are left. Renders a `<section>`. */
export function RecoveryEntryView({ entry, onBack, onContinue, onSetUp }: RecoveryEntryViewProps) {
  const texts = useMessages("recovery", recovery);
  const shared = useMessages("common", common);
  const locale = useLocale();
  if (entry.used !== undefined) {
    const { left } = entry.used;
    const text = sentences(locale, left === undefined ? undefined : texts.left(left), texts.usedText);
    return (
      <MessageCard key="used" slot="recovery-entry" status="used" title={texts.usedTitle} text={text}>
        <Button kind="primary" onClick={onSetUp}>
          {texts.setUpDevice}
        </Button>
        <Button kind="quiet" onClick={onContinue}>
          {shared.continue}
        </Button>
      </MessageCard>
    );
  }
  return (
    <Card slot="recovery-entry" status={entry.state.status} title={texts.enterTitle}>
      <p data-mfa-slot="intro">{texts.enterIntro}</p>
      <RecoveryForm entry={entry}>
        <Button kind="quiet" onClick={onBack}>
          {shared.back}
        </Button>
      </RecoveryForm>
    </Card>
  );
}
