import type { ReactNode } from "react";
import { common } from "../../messages/en/common.js";
import { setup } from "../../messages/en/setup.js";
import type { Messages } from "../../messages/messages.js";
import { useMessages } from "../../messages/MessagesContext.js";
import { Button } from "../../ui/Button.js";
import { Card } from "../../ui/Card.js";
import { ExitButton, type ExitButtonProps } from "../../ui/ExitButton.js";
import { Loading } from "../../ui/Loading.js";
import { MessageCard } from "../../ui/MessageCard.js";
import { Notice } from "../../ui/Notice.js";
import { CodeForm } from "../code/CodeForm.js";
import { useOnDemand } from "../../ui/useOnDemand.js";
import { SetupKey } from "./SetupKey.js";
import { qrCode } from "./setupCode.js";
import type { PendingDevice, SetupProblem } from "./setup.state.js";
import type { TotpSetupState } from "./useDeviceSetup.js";

export interface TotpSetupViewProps extends ExitButtonProps {
  /** How far the device is, with the code form's state, and what both call. */
  setup: TotpSetupState;
  /** Called by the button that goes on when the device was active already. */
  onContinue(): void;
  /** Called by the button that asks for a code of an existing device. */
  onVerifyFirst(): void;
}

/** Device setup. Renders a `<section>`. */
export function TotpSetupView({
  setup: { state, code, clockAheadSeconds, startOver },
  onContinue,
  onVerifyFirst,
  ...exit
}: TotpSetupViewProps) {
  const texts = useMessages("setup", setup);
  const shared = useMessages("common", common);
  const exitButton = <ExitButton {...exit} />;
  const screen = (title: string, children: ReactNode) => (
    <Card slot="setup" status={state.status} title={title} focusHeading>
      {children}
    </Card>
  );
  const message = (title: string, text: string, action: string, onAction: () => void) => (
    <MessageCard key={state.status} slot="setup" status={state.status} title={title} text={text}>
      <Button kind="primary" onClick={onAction}>
        {action}
      </Button>
      {exitButton}
    </MessageCard>
  );

  switch (state.status) {
    case "starting":
      return screen(
        texts.title,
        <>
          <Loading text={texts.preparing} />
          <div data-mfa-slot="actions">{exitButton}</div>
        </>,
      );
    case "scanning":
      return screen(
        texts.title,
        <>
          {state.device.replacesEarlier && <Notice kind="warning">{texts.earlierReplaced}</Notice>}
          <ol role="list" data-mfa-slot="steps">
            <li data-mfa-slot="step">
              <p data-mfa-slot="step-text">{texts.scan}</p>
              <Device device={state.device} label={texts.qrCode} />
            </li>
            <li data-mfa-slot="step">
              <p data-mfa-slot="step-text">{texts.enterCode}</p>
              <CodeForm entry={code} clockAheadSeconds={clockAheadSeconds}>
                {exitButton}
              </CodeForm>
            </li>
          </ol>
        </>,
      );
    case "superseded":
      return message(texts.supersededTitle, texts.superseded, texts.newQrCode, startOver);
    case "deviceGone":
      return message(texts.deviceGoneTitle, texts.deviceGone, texts.newQrCode, startOver);
    case "alreadyActive":
      return message(texts.alreadyActiveTitle, texts.alreadyActive, shared.continue, onContinue);
    case "verifyFirst":
      return message(texts.verifyFirstTitle, texts.verifyFirst, texts.verifyFirstAction, onVerifyFirst);
    case "failed":
      return message(texts.failedTitle, problemText(state.problem, texts, shared), shared.tryAgain, startOver);
    case "verified":
      return screen(texts.title, <Loading text={shared.leaving} />);
  }
}

function Device({ device: { uri, secret }, label }: { device: PendingDevice; label: string }) {
  const qr = useOnDemand(qrCode);
  return (
    <>
      {/* Without the encoder the key below still sets the device up: what doesn't load leaves a gap, not an error. */}
      <div data-mfa-slot="qr-frame">{qr.status === "LOADED" && <qr.Part uri={uri} label={label} />}</div>
      <SetupKey uri={uri} secret={secret} />
    </>
  );
}

function problemText(problem: SetupProblem, texts: Messages["setup"], shared: Messages["common"]): string {
  switch (problem.code) {
    case "OFFLINE":
      return texts.offline;
    case "UNAVAILABLE":
      return shared.unavailable;
    case "NAME_TAKEN":
      return texts.nameTaken;
    case "GENERAL":
      return problem.message;
  }
}
