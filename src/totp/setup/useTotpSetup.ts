"use client";
import { useDeviceSetup, type TotpSetupState, type UseTotpSetupOptions } from "./useDeviceSetup.js";

/**
 * Device setup without a look: makes one device a visit (`POST /totp/device`), as soon as the page is visible, and
 * has a code prove it (`POST /totp/device/verify`). Drops the secret on success, on leaving and when the page goes
 * into the back/forward cache.
 */
// In a module that no screen uses: esbuild would put what an entry exports and a lazy chunk needs into the first load.
export function useTotpSetup(options: UseTotpSetupOptions): TotpSetupState {
  return useDeviceSetup(options);
}
