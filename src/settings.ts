export type { DevicesState, PanelPowers } from "./totp/devices/devices.state.js";
export type { PanelAction, PanelNews, PanelProblem, PanelQuestion, PanelState } from "./totp/devices/panel.state.js";
export { TotpSettings, type TotpSettingsProps } from "./totp/devices/TotpSettings.js";
export { useTotpDevices, type TotpDevicesControl, type TotpSwitch, type UseTotpDevicesOptions } from "./totp/devices/useTotpDevices.js";
export type { LastDeviceRule, TotpReason, TotpSettingsState } from "./protocol/totpSettings.js";
export type { TotpDevice } from "./supertokens/deviceService.js";
