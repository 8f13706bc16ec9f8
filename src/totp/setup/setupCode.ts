import { onDemand } from "../../ui/onDemand.js";
import { loadMore } from "../loadMore.js";

/** Most visits are challenges: the code of the setup and its QR encoder come when they are asked for. */
export const setupScreen = onDemand(async () => (await loadMore()).TotpSetupScreen);

export const qrCode = onDemand(async () => (await import("./QrCode.js")).QrCode);

/** Asks for the screen and the encoder, side by side. */
export function loadSetup(): void {
  setupScreen.load();
  qrCode.load();
}
