import { lazy, Suspense, type ComponentType, type ReactNode } from "react";
import { common } from "../../messages/en/common.js";
import { setup } from "../../messages/en/setup.js";
import type { Messages } from "../../messages/messages.js";
import { useMessages } from "../../messages/MessagesContext.js";
import { Button } from "../../ui/Button.js";
import { Card } from "../../ui/Card.js";
import { Loading } from "../../ui/Loading.js";
import { MessageCard } from "../../ui/MessageCard.js";
import { Notice } from "../../ui/Notice.js";
import { CodeForm } from "../code/CodeForm.js";
import type { QrCodeProps } from "./QrCode.js";
import { SetupKey } from "./SetupKey.js";
import type { PendingDevice, SetupProblem } from "./setup.state.js";
import type { TotpSetupState } from "./useTotpSetup.js";

const NoQrCode: ComponentType<QrCodeProps> = () => null;

// Fetched while the device is being made. Without the encoder the key below still sets the device up, so a chunk that
// doesn't load leaves a gap, not an error.
const qrCode = import("./QrCode.js").then((module) => module.QrCode, () => NoQrCode);
const QrCode = lazy(async () => ({ default: await qrCode }));

/** How the screen can be left before the device is verified: in the middle of sign-in there is no way back into the app. */
export type SetupExit = "BACK" | "SIGN_OUT";

export interface TotpSetupViewProps {
  setup: TotpSetupState;
  exit: SetupExit;
  /** Called by the Back or the Log out button. */
  onExit(): void;
  /** Called by the button that goes on when the device was active already. */
  onContinue(): void;
  /** Called by the button that asks for a code of an existing device. */
  onVerifyFirst(): void;
}

/** Device setup. Renders a `<section>`. */
export function TotpSetupView({ setup: { state, code, clockAheadSeconds, startOver }, exit, onExit, onContinue, onVerifyFirst }: TotpSetupViewProps) {
  const texts = useMessages("setup", setup);
  const shared = useMessages("common", common);
  const exitButton = (
    <Button kind="quiet" onClick={onExit}>
      {exit === "BACK" ? shared.back : shared.signOut}
    </Button>
  );
  const screen = (title: string, children: ReactNode) => (
    <Card slot="setup" status={state.status} title={title} focusHeading>
      {children}
    </Card>
  );
  const message = (title: string, text: string, action: string, onAction: () => void) => (
    <MessageCard slot="setup" status={state.status} title={title} text={text}>
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
  return (
    <>
      <div data-mfa-slot="qr-frame">
        <Suspense>
          <QrCode uri={uri} label={label} />
        </Suspense>
      </div>
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
