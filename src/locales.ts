export { LanguageProvider, type LanguageProviderProps } from "./messages/LanguageProvider.js";
export { isLanguage, languages, loadMessages, type Language } from "./messages/loadMessages.js";
export type { Messages } from "./messages/messages.js";
