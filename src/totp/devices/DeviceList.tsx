import { useId } from "react";
import { settings } from "../../messages/en/settings.js";
import { useMessages } from "../../messages/MessagesContext.js";
import type { TotpDevice } from "../../supertokens/deviceService.js";
import { DeviceRow } from "./DeviceRow.js";
import type { PanelPowers } from "./devices.state.js";
import { keepsLastDevice, lastDeviceText } from "./panelMessages.js";
import type { TotpDevicesControl } from "./useTotpDevices.js";

export interface DeviceListProps {
  control: Pick<TotpDevicesControl, "ask" | "panel">;
  devices: TotpDevice[];
  powers: PanelPowers;
  /** The name that a device has just been given; undefined for none. */
  renamed: string | undefined;
}

/** The verified devices, each with what can be done to it. Renders a `<ul>`, and below it what removing the last one means. */
export function DeviceList({ control, devices, powers, renamed }: DeviceListProps) {
  const texts = useMessages("settings", settings);
  const hintId = useId();
  const isLast = devices.length === 1;
  return (
    <>
      <ul role="list" data-mfa-slot="devices">
        {devices.map(({ name, period, addedAt }) => (
          <DeviceRow
            key={name}
            name={name}
            period={period}
            addedAt={addedAt}
            ask={control.ask}
            canRename={powers.by === "PLUGIN"}
            takesFocus={name === renamed}
            hintId={isLast ? hintId : undefined}
            keeps={isLast && keepsLastDevice(powers)}
          />
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
