/**
 * What a first load leaves out, but for the QR encoder. One chunk: of several that share modules with the first load,
 * bundlers cut that up as well, which costs it 1.5 kB and three requests.
 */
export { trustThisBrowser } from "../supertokens/trustService.js";
export { noStyleSheet } from "./noStyleSheet.js";
export { RecoveryScreen } from "./recovery/RecoveryScreen.js";
export { TotpSetupScreen } from "./setup/TotpSetupScreen.js";
