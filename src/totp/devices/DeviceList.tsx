import { useEffect, useId, useRef } from "react";
import { settings } from "../../messages/en/settings.js";
import { useMessages } from "../../messages/MessagesContext.js";
import type { TotpDevice } from "../../supertokens/deviceService.js";
import { Button } from "../../ui/Button.js";
import type { PanelPowers } from "./devices.state.js";
import { lastDeviceText } from "./panelMessages.js";
import type { TotpDevicesControl } from "./useTotpDevices.js";

export interface DeviceListProps {
  control: Pick<TotpDevicesControl, "ask" | "panel">;
  devices: TotpDevice[];
  powers: PanelPowers;
  /** The name that a device has just been given. @default none */
  renamed?: string | undefined;
}

/** The verified devices, each with what can be done to it. Renders a `<ul>`, and below it what removing the last one means. */
export function DeviceList({ control, devices, powers, renamed }: DeviceListProps) {
  const texts = useMessages("settings", settings);
  const hintId = useId();
  const isLast = devices.length === 1;
  const refused = isLast && powers.by === "PLUGIN" && powers.settings.lastDevice === "REFUSED";
  return (
    <>
      <ul role="list" data-mfa-slot="devices">
        {devices.map(({ name, period }) => (
          <li key={name} data-mfa-slot="device">
            <div data-mfa-slot="device-text">
              <bdi data-mfa-slot="device-name">{name}</bdi>
              <span data-mfa-slot="device-detail">{texts.period(period)}</span>
            </div>
            <div data-mfa-slot="device-actions">
              {powers.by === "PLUGIN" && (
                <RenameButton
                  label={texts.renameDevice(name)}
                  text={texts.rename}
                  takesFocus={name === renamed}
                  onClick={() => control.ask("RENAME", name)}
                />
              )}
              <Button
                kind="danger"
                aria-label={texts.removeDevice(name)}
                aria-describedby={isLast ? hintId : undefined}
                aria-disabled={refused}
                onClick={() => {
                  if (!refused) control.ask("REMOVE", name);
                }}
              >
                {texts.remove}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {isLast && (
        <p id={hintId} data-mfa-slot="hint">
          {lastDeviceText(powers, texts)}
        </p>
      )}
    </>
  );
}

interface RenameButtonProps {
  label: string;
  text: string;
  /** The dialog can't give the focus back: its trigger went with the old name. */
  takesFocus: boolean;
  onClick(): void;
}

function RenameButton({ label, text, takesFocus, onClick }: RenameButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (takesFocus) button.current?.focus();
  }, [takesFocus]);
  return (
    <Button ref={button} kind="quiet" aria-label={label} onClick={onClick}>
      {text}
    </Button>
  );
}
