import { onDemand } from "../../ui/onDemand.js";

/**
 * Most visits are challenges: the code of the setup and its QR encoder come when they are asked for. The import names what
 * it takes, so that an app that has the panel alone gets no more.
 */
export const setupScreen = onDemand(async () => (await import("../afterFirstLoad.js")).TotpSetupScreen);

export const qrCode = onDemand(async () => (await import("./QrCode.js")).QrCode);

/** Asks for the screen and the encoder, side by side. */
export function loadSetup(): void {
  setupScreen.load();
  qrCode.load();
}
