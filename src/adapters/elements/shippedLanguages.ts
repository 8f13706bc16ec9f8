import { addLanguage, type MessagesSource } from "./languages.js";

/** Each is a chunk of its own, loaded when an element wants it. */
const shipped: Record<string, MessagesSource> = {
  ar: async () => (await import("../../messages/locales/ar.js")).ar,
  de: async () => (await import("../../messages/locales/de.js")).de,
  es: async () => (await import("../../messages/locales/es.js")).es,
  fr: async () => (await import("../../messages/locales/fr.js")).fr,
  he: async () => (await import("../../messages/locales/he.js")).he,
  it: async () => (await import("../../messages/locales/it.js")).it,
  ja: async () => (await import("../../messages/locales/ja.js")).ja,
  "pt-br": async () => (await import("../../messages/locales/pt-br.js")).ptBr,
  "zh-cn": async () => (await import("../../messages/locales/zh-cn.js")).zhCn,
};

for (const [language, source] of Object.entries(shipped)) addLanguage(language, source);
