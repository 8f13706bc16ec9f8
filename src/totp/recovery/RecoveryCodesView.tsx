import { common } from "../../messages/en/common.js";
import { recovery } from "../../messages/en/recovery.js";
import { setup } from "../../messages/en/setup.js";
import type { Messages } from "../../messages/messages.js";
import { useMessages } from "../../messages/MessagesContext.js";
import { Button } from "../../ui/Button.js";
import { Card } from "../../ui/Card.js";
import { Loading } from "../../ui/Loading.js";
import { MessageCard } from "../../ui/MessageCard.js";
import { RecoveryCodeList } from "./RecoveryCodeList.js";
import type { RecoveryCodesProblem } from "./recoveryCodes.state.js";
import type { RecoveryCodesControl } from "./useRecoveryCodes.js";

export interface RecoveryCodesViewProps {
  control: RecoveryCodesControl;
}

/** Recovery codes, to be saved. Renders a `<section>`. */
export function RecoveryCodesView({ control: { state, startOver, confirm, skip } }: RecoveryCodesViewProps) {
  const texts = useMessages("recovery", recovery);
  const shared = useMessages("common", common);
  const offline = useMessages("setup", setup).offline;
  const goOn = (
    <Button kind="quiet" onClick={skip}>
      {texts.without}
    </Button>
  );
  const message = (title: string, text: string, retry: string) => (
    <MessageCard key={state.status} slot="recovery" status={state.status} title={title} text={text}>
      <Button kind="primary" onClick={startOver}>
        {retry}
      </Button>
      {goOn}
    </MessageCard>
  );
  switch (state.status) {
    case "making":
    case "done":
      return (
        <Card slot="recovery" status={state.status} title={texts.title} focusHeading>
          <Loading text={state.status === "making" ? texts.making : shared.leaving} />
        </Card>
      );
    case "waiting":
      return (
        <Card slot="recovery" status={state.status} title={texts.title}>
          <Loading text={shared.waiting} />
          <div data-mfa-slot="actions">{goOn}</div>
        </Card>
      );
    case "shown":
      return (
        <Card slot="recovery" status={state.status} title={texts.title}>
          <p data-mfa-slot="intro">{texts.intro}</p>
          <RecoveryCodeList set={state.set} onSaved={confirm} />
        </Card>
      );
    case "hidden":
      return message(texts.hiddenTitle, texts.hidden, texts.makeNew);
    case "failed":
      return message(texts.failedTitle, problemText(state.problem, shared, offline), shared.tryAgain);
  }
}

function problemText(problem: RecoveryCodesProblem, shared: Messages["common"], offline: string): string {
  switch (problem.code) {
    case "OFFLINE":
      return offline;
    case "UNAVAILABLE":
      return shared.unavailable;
    case "GENERAL":
      return problem.message;
  }
}
