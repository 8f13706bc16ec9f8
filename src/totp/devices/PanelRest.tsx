import type { TotpSettingsState } from "../../protocol/totpSettings.js";
import type { DevicesState } from "./devices.state.js";
import { BrowsersSection } from "./BrowsersSection.js";
import { PanelDialog } from "./PanelDialog.js";
import { RecoverySection } from "./RecoverySection.js";
import type { TotpDevicesControl } from "./useTotpDevices.js";

export interface PanelRestProps {
  control: TotpDevicesControl;
  devices: Extract<DevicesState, { status: "ready" }>;
}

/** What comes below the list: what the plugin keeps beside the devices, as far as it is switched on, and the question before a change. */
export function PanelRest({ control, devices }: PanelRestProps) {
  const { panel } = control;
  const { powers } = devices;
  const { recoveryCodes, trustedBrowsers }: Partial<TotpSettingsState> =
    powers.by === "PLUGIN" && devices.devices.length > 0 ? powers.settings : {};
  return (
    <>
      {recoveryCodes !== undefined && <RecoverySection control={control} codes={recoveryCodes} />}
      {trustedBrowsers !== undefined && trustedBrowsers.length > 0 && <BrowsersSection control={control} browsers={trustedBrowsers} />}
      {(panel.status === "asking" || panel.status === "working") && <PanelDialog control={control} devices={devices} panel={panel} />}
    </>
  );
}
