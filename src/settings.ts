export type { DevicesState, PanelPowers } from "./totp/devices/devices.state.js";
export type { PanelAction, PanelNews, PanelProblem, PanelQuestion, PanelState } from "./totp/devices/panel.state.js";
export { TotpSettings, type TotpSettingsProps } from "./totp/devices/TotpSettings.js";
export type { TotpSwitch } from "./totp/devices/changes.js";
export { useTotpDevices, type TotpDevicesControl, type UseTotpDevicesOptions } from "./totp/devices/useTotpDevices.js";
export type { LastDeviceRule, TotpReason, TotpSettingsState } from "./protocol/totpSettings.js";
export type { TotpDevice } from "./supertokens/deviceService.js";
