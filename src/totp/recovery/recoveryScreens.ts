import { onDemand } from "../../ui/onDemand.js";

/** Few sign-ins need it: the form for a recovery code comes when it is asked for. */
export const recoveryEntryScreen = onDemand(async () => (await import("./RecoveryEntryScreen.js")).RecoveryEntryScreen);

/** Shown once, after a first device. */
export const recoveryCodesScreen = onDemand(async () => (await import("./RecoveryCodesScreen.js")).RecoveryCodesScreen);
