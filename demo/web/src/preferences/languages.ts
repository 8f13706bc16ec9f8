import type { Messages } from "supertokens-mfa-react";

export interface Language {
  /** BCP 47, as in `<html lang>`. */
  id: string;
  /** In the language itself. */
  label: string;
  direction: "ltr" | "rtl";
  /** The library's catalogue; absent for English, which the library brings along. */
  load?: () => Promise<Messages>;
}

export const english: Language = { id: "en", label: "English", direction: "ltr" };

/** The demo's own pages stay in English: what is shown here is the library's screens in another language. */
export const languages: readonly Language[] = [
  english,
  { id: "ar", label: "العربية", direction: "rtl", load: async () => (await import("supertokens-mfa-react/locales/ar")).ar },
  { id: "de", label: "Deutsch", direction: "ltr", load: async () => (await import("supertokens-mfa-react/locales/de")).de },
  { id: "es", label: "Español", direction: "ltr", load: async () => (await import("supertokens-mfa-react/locales/es")).es },
  { id: "fr", label: "Français", direction: "ltr", load: async () => (await import("supertokens-mfa-react/locales/fr")).fr },
  { id: "he", label: "עברית", direction: "rtl", load: async () => (await import("supertokens-mfa-react/locales/he")).he },
  { id: "it", label: "Italiano", direction: "ltr", load: async () => (await import("supertokens-mfa-react/locales/it")).it },
  { id: "ja", label: "日本語", direction: "ltr", load: async () => (await import("supertokens-mfa-react/locales/ja")).ja },
  { id: "ko", label: "한국어", direction: "ltr", load: async () => (await import("supertokens-mfa-react/locales/ko")).ko },
  { id: "nl", label: "Nederlands", direction: "ltr", load: async () => (await import("supertokens-mfa-react/locales/nl")).nl },
  { id: "pl", label: "Polski", direction: "ltr", load: async () => (await import("supertokens-mfa-react/locales/pl")).pl },
  {
    id: "pt-BR",
    label: "Português (Brasil)",
    direction: "ltr",
    load: async () => (await import("supertokens-mfa-react/locales/pt-br")).ptBr,
  },
  { id: "ru", label: "Русский", direction: "ltr", load: async () => (await import("supertokens-mfa-react/locales/ru")).ru },
  { id: "sv", label: "Svenska", direction: "ltr", load: async () => (await import("supertokens-mfa-react/locales/sv")).sv },
  { id: "tr", label: "Türkçe", direction: "ltr", load: async () => (await import("supertokens-mfa-react/locales/tr")).tr },
  { id: "uk", label: "Українська", direction: "ltr", load: async () => (await import("supertokens-mfa-react/locales/uk")).uk },
  { id: "zh-CN", label: "简体中文", direction: "ltr", load: async () => (await import("supertokens-mfa-react/locales/zh-cn")).zhCn },
  { id: "zh-TW", label: "繁體中文", direction: "ltr", load: async () => (await import("supertokens-mfa-react/locales/zh-tw")).zhTw },
];
