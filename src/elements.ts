import { defineElements } from "./adapters/elements/elements.js";
import "./adapters/elements/shippedLanguages.js";

export { MfaScreenElement, TotpSettingsElement } from "./adapters/elements/elements.js";
export type { MfaElementEventMap, MfaNavigation } from "./adapters/elements/events.js";
export { addLanguage, type MessagesSource } from "./adapters/elements/languages.js";
export { mfaRedirect } from "./multifactorauth/mfaRedirect.js";

defineElements();
