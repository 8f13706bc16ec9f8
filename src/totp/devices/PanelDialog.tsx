import { useEffect, useId, useRef, useState, type FormEvent } from "react";
import { common } from "../../messages/en/common.js";
import { settings } from "../../messages/en/settings.js";
import { useLocale, useMessages } from "../../messages/MessagesContext.js";
import { cleanDeviceName } from "../../protocol/deviceName.js";
import { maxDeviceNameLength } from "../../protocol/totpSettings.js";
import { Button } from "../../ui/Button.js";
import { Dialog } from "../../ui/Dialog.js";
import type { DevicesState } from "./devices.state.js";
import type { PanelAction, PanelProblem, PanelQuestion, PanelState } from "./panel.state.js";
import { keepsLastDevice, lastDeviceText, panelProblemText } from "./panelMessages.js";
import type { TotpDevicesControl } from "./useTotpDevices.js";

export interface PanelDialogProps {
  control: TotpDevicesControl;
  devices: Extract<DevicesState, { status: "ready" }>;
  panel: Extract<PanelState, { status: "asking" | "working" }>;
}

/** The question before a change, which stays while the change is made. Renders a `<dialog>`; none for turning on. */
export function PanelDialog({ control, devices, panel }: PanelDialogProps) {
  const texts = useMessages("settings", settings);
  const working = panel.status === "working";
  const question = working ? questionBefore(panel.action) : panel.question;
  switch (question?.about) {
    case undefined:
      return null;
    case "RENAME":
      return <RenameDialog control={control} deviceName={question.deviceName} working={working} problem={question.problem} />;
    case "REMOVE": {
      const { deviceName } = question;
      const isLast = devices.devices.length === 1;
      return (
        <ConfirmDialog
          control={control}
          title={texts.removeTitle}
          subject={deviceName}
          text={isLast ? lastDeviceText(devices.powers, texts) : texts.removeText}
          confirm={working ? texts.removing : texts.remove}
          action={isLast && keepsLastDevice(devices.powers) ? undefined : { type: "REMOVE", deviceName }}
          working={working}
        />
      );
    }
    case "MAKE_CODES":
      return (
        <ConfirmDialog
          control={control}
          title={texts.makeNewTitle}
          text={texts.makeNewText}
          confirm={working ? texts.makingCodes : texts.makeNewCodes}
          action={{ type: "MAKE_CODES" }}
          working={working}
        />
      );
    case "TURN_OFF":
      return (
        <ConfirmDialog
          control={control}
          title={texts.turnOffTitle}
          text={texts.turnOffText}
          confirm={working ? texts.turningOff : texts.turnOff}
          action={{ type: "TURN_OFF" }}
          working={working}
        />
      );
  }
}

interface ConfirmDialogProps {
  control: TotpDevicesControl;
  title: string;
  subject?: string;
  text: string;
  confirm: string;
  /** Undefined: the backend would refuse it, as the text says. */
  action: PanelAction | undefined;
  working: boolean;
}

function ConfirmDialog({ control, title, subject, text, confirm, action, working }: ConfirmDialogProps) {
  const { keep } = useMessages("settings", settings);
  return (
    <Dialog title={title} onClose={control.dismiss}>
      {subject !== undefined && (
        <p data-mfa-slot="dialog-subject">
          <bdi>{subject}</bdi>
        </p>
      )}
      <p>{text}</p>
      <div data-mfa-slot="actions">
        <Button onClick={control.dismiss} aria-disabled={working}>
          {keep}
        </Button>
        <Button kind="danger" onClick={() => action !== undefined && control.run(action)} aria-disabled={working || action === undefined}>
          {confirm}
        </Button>
      </div>
    </Dialog>
  );
}

interface RenameDialogProps {
  control: TotpDevicesControl;
  deviceName: string;
  working: boolean;
  problem: PanelProblem | undefined;
}

function RenameDialog({ control, deviceName, working, problem }: RenameDialogProps) {
  const texts = useMessages("settings", settings);
  const shared = useMessages("common", common);
  const locale = useLocale();
  const fieldId = useId();
  const problemId = useId();
  const field = useRef<HTMLInputElement>(null);
  const [ownProblem, setOwnProblem] = useState<PanelProblem | undefined>();
  const shown = ownProblem ?? problem;
  // The dialog has put the cursor there: the first letter typed replaces the name.
  useEffect(() => field.current?.select(), []);

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const newDeviceName = cleanDeviceName(field.current?.value ?? "");
    if (newDeviceName === undefined) {
      setOwnProblem({ code: "NAME_INVALID", maxLength: maxDeviceNameLength });
      field.current?.focus();
      return;
    }
    setOwnProblem(undefined);
    if (newDeviceName === deviceName) control.dismiss();
    else control.run({ type: "RENAME", deviceName, newDeviceName });
  };

  return (
    <Dialog title={texts.renameTitle} onClose={control.dismiss}>
      <form onSubmit={onSubmit} noValidate>
        <div data-mfa-slot="field">
          <label htmlFor={fieldId}>{texts.newName}</label>
          <input
            ref={field}
            id={fieldId}
            defaultValue={deviceName}
            autoComplete="off"
            dir="auto"
            readOnly={working}
            aria-invalid={shown !== undefined}
            aria-describedby={problemId}
            data-mfa-slot="name"
          />
        </div>
        <div id={problemId} role="alert" data-mfa-slot="problem">
          {shown === undefined ? "" : panelProblemText(shown, texts, shared, locale)}
        </div>
        <div data-mfa-slot="actions">
          <Button onClick={control.dismiss} aria-disabled={working}>
            {shared.cancel}
          </Button>
          <Button type="submit" kind="primary" aria-disabled={working}>
            {working ? texts.saving : texts.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function questionBefore(action: PanelAction): PanelQuestion | undefined {
  switch (action.type) {
    case "REMOVE":
    case "RENAME":
      return { about: action.type, deviceName: action.deviceName };
    case "TURN_OFF":
      return { about: action.type };
    case "TURN_ON":
    case "REMOVE_BROWSER":
    case "REMOVE_BROWSERS":
    case "MAKE_CODES":
      // New codes where there were none before end nothing.
      return undefined;
  }
}
