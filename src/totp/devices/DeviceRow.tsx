import { memo, useEffect, useRef } from "react";
import { settings } from "../../messages/en/settings.js";
import { dateInWords } from "../../messages/date.js";
import { useLocale, useMessages } from "../../messages/MessagesContext.js";
import { Button } from "../../ui/Button.js";
import type { TotpDevicesControl } from "./useTotpDevices.js";

export interface DeviceRowProps {
  name: string;
  /** Seconds that a code lasts. */
  period: number;
  /** When it was added, in epoch milliseconds; undefined where the backend doesn't remember. */
  addedAt: number | undefined;
  ask: TotpDevicesControl["ask"];
  /** Whether the backend can rename it. */
  canRename: boolean;
  /** It has just been given this name: the dialog can't give the focus back, its trigger went with the old name. */
  takesFocus: boolean;
  /** The text below the list that says what removing the last device means; undefined where there are others. */
  hintId: string | undefined;
  /** Whether the backend would refuse to remove it. */
  keeps: boolean;
}

/** One device and what can be done to it. Renders an `<li>`; again only for a change of its own, since there may be a thousand. */
export const DeviceRow = memo(function DeviceRow({ name, period, addedAt, ask, canRename, takesFocus, hintId, keeps }: DeviceRowProps) {
  const texts = useMessages("settings", settings);
  const locale = useLocale();
  const rename = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (takesFocus) rename.current?.focus();
  }, [takesFocus]);
  return (
    <li data-mfa-slot="device">
      <div data-mfa-slot="device-text">
        <bdi data-mfa-slot="device-name">{name}</bdi>
        <span data-mfa-slot="device-detail">
          {addedAt === undefined ? texts.period(period) : texts.addedOn(dateInWords(addedAt, locale))}
        </span>
      </div>
      <div data-mfa-slot="device-actions">
        {canRename && (
          <Button
            ref={rename}
            kind="quiet"
            aria-label={texts.renameDevice(name)}
            onClick={() => ask({ about: "RENAME", deviceName: name })}
          >
            {texts.rename}
          </Button>
        )}
        <Button
          kind="danger"
          aria-label={texts.removeDevice(name)}
          aria-describedby={hintId}
          aria-disabled={keeps}
          onClick={() => {
            if (!keeps) ask({ about: "REMOVE", deviceName: name });
          }}
        >
          {texts.remove}
        </Button>
      </div>
    </li>
  );
});
