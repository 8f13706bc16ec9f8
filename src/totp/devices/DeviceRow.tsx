import { memo, type RefObject } from "react";
import type { Messages } from "../../messages/messages.js";
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
  /** Of the button that renames it. */
  renameRef: RefObject<HTMLButtonElement | null> | undefined;
  /** The text below the list that says what removing the last device means; undefined where there are others. */
  hintId: string | undefined;
  /** Whether the backend would refuse to remove it. */
  keeps: boolean;
  texts: Messages["settings"];
  dateInWords(at: number): string;
}

/**
 * One device and what can be done to it. Renders an `<li>`; again only for a change of its own, since there may be a
 * thousand. For the same reason it has no hooks.
 */
export const DeviceRow = memo(function DeviceRow(row: DeviceRowProps) {
  const { name, period, addedAt, ask, canRename, renameRef, hintId, keeps, texts } = row;
  return (
    <li data-mfa-slot="device">
      <div data-mfa-slot="device-text">
        <bdi data-mfa-slot="device-name">{name}</bdi>
        <span data-mfa-slot="device-detail">{addedAt === undefined ? texts.period(period) : texts.addedOn(row.dateInWords(addedAt))}</span>
      </div>
      <div data-mfa-slot="device-actions">
        {canRename && (
          <Button
            ref={renameRef}
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
