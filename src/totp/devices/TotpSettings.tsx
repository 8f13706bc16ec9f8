"use client";
import { useEffect } from "react";
import { whenIdle } from "../../browser/idle.js";
import { useStyleSheet } from "../useStyleSheet.js";
import { loadSetup } from "../setup/setupCode.js";
import { TotpSettingsView } from "./TotpSettingsView.js";
import type { TotpSwitch } from "./changes.js";
import { useTotpDevices } from "./useTotpDevices.js";

export interface TotpSettingsProps {
  /**
   * The app's own on/off switch, for a backend without our server plugin.
   *
   * @default undefined – the plugin's switch if the backend has it, else none
   */
  totpSwitch?: TotpSwitch | undefined;
}

/**
 * The settings panel: lists, adds, renames and removes the user's devices, and turns TOTP on and off, as far as the
 * backend can do it. Renders a `<section>`. Put it behind {@link RequireMfa}.
 */
export function TotpSettings({ totpSwitch }: TotpSettingsProps) {
  useStyleSheet();
  const control = useTotpDevices({ totpSwitch });
  const looksFirst = control.devices.status === "loading";
  // Adding a device is near; its code mustn't hold up the list.
  useEffect(() => (looksFirst ? undefined : whenIdle(loadSetup)), [looksFirst]);
  return <TotpSettingsView control={control} />;
}
