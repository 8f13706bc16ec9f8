import { common } from "../../messages/en/common.js";
import { recovery } from "../../messages/en/recovery.js";
import { useLocale, useMessages } from "../../messages/MessagesContext.js";
import { sentences } from "../../messages/sentences.js";
import { Button } from "../../ui/Button.js";
import { MessageCard } from "../../ui/MessageCard.js";

export interface FewCodesViewProps {
  /** Codes that can still be used. */
  left: number;
  onMakeNew(): void;
  /** On with what the code of the app was for. */
  onContinue(): void;
}

/** After a code of the app: few recovery codes are left, and new ones are a click away. Renders a `<section>`. */
export function FewCodesView({ left, onMakeNew, onContinue }: FewCodesViewProps) {
  const texts = useMessages("recovery", recovery);
  const shared = useMessages("common", common);
  return (
    <MessageCard slot="recovery" status="few" title={texts.fewTitle} text={sentences(useLocale(), texts.left(left), texts.few)}>
      <Button kind="primary" onClick={onMakeNew}>
        {texts.makeNew}
      </Button>
      <Button kind="quiet" onClick={onContinue}>
        {shared.continue}
      </Button>
    </MessageCard>
  );
}
