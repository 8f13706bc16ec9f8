import { common } from "../../messages/en/common.js";
import { recovery } from "../../messages/en/recovery.js";
import { useMessages } from "../../messages/MessagesContext.js";
import { Button } from "../../ui/Button.js";
import { Card } from "../../ui/Card.js";
import type { CodeEntry } from "../code/useCodeEntry.js";
import { RecoveryForm } from "./RecoveryForm.js";

export interface RecoveryEntryViewProps {
  entry: CodeEntry;
  /** Back to the code of the app. */
  onBack(): void;
}

/** Takes a recovery code. Renders a `<section>` with one form. */
export function RecoveryEntryView({ entry, onBack }: RecoveryEntryViewProps) {
  const texts = useMessages("recovery", recovery);
  const shared = useMessages("common", common);
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
