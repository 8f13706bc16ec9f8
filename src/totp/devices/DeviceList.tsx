import { useEffect, useId, useMemo, useRef } from "react";
import { datesInWords } from "../../messages/date.js";
import { settings } from "../../messages/en/settings.js";
import { useLocale, useMessages } from "../../messages/MessagesContext.js";
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
  const locale = useLocale();
  const dateInWords = useMemo(() => datesInWords(locale), [locale]);
  const hintId = useId();
  // The dialog can't give the focus back to what opened it, which went with the old name.
  const rename = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (renamed !== undefined) rename.current?.focus();
  }, [renamed]);
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
            renameRef={name === renamed ? rename : undefined}
            hintId={isLast ? hintId : undefined}
            keeps={isLast && keepsLastDevice(powers)}
            texts={texts}
            dateInWords={dateInWords}
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
