import type { Messages } from "./messages.js";

/** A loader by the name of each catalogue's file, so that a bundler makes a chunk of each. */
const loaders = {
  ar: () => import("./locales/ar.js").then(({ ar }) => ar),
  de: () => import("./locales/de.js").then(({ de }) => de),
  en: () => import("./locales/en.js").then(({ en }) => en),
  es: () => import("./locales/es.js").then(({ es }) => es),
  fr: () => import("./locales/fr.js").then(({ fr }) => fr),
  he: () => import("./locales/he.js").then(({ he }) => he),
  it: () => import("./locales/it.js").then(({ it }) => it),
  ja: () => import("./locales/ja.js").then(({ ja }) => ja),
  ko: () => import("./locales/ko.js").then(({ ko }) => ko),
  nl: () => import("./locales/nl.js").then(({ nl }) => nl),
  pl: () => import("./locales/pl.js").then(({ pl }) => pl),
  "pt-br": () => import("./locales/pt-br.js").then(({ ptBr }) => ptBr),
  ru: () => import("./locales/ru.js").then(({ ru }) => ru),
  sv: () => import("./locales/sv.js").then(({ sv }) => sv),
  tr: () => import("./locales/tr.js").then(({ tr }) => tr),
  uk: () => import("./locales/uk.js").then(({ uk }) => uk),
  "zh-cn": () => import("./locales/zh-cn.js").then(({ zhCn }) => zhCn),
  "zh-tw": () => import("./locales/zh-tw.js").then(({ zhTw }) => zhTw),
} satisfies Record<string, () => Promise<Messages>>;

/** A language that the package has a catalogue of. */
export type Language = keyof typeof loaders;

/** Every {@link Language}, in the order of the alphabet. */
export const languages = Object.keys(loaders) as readonly Language[];

/** Whether the package has a catalogue of that name, such as one that a user or a browser asks for. */
export function isLanguage(name: string): name is Language {
  return Object.hasOwn(loaders, name);
}

/**
 * Loads a catalogue. Called beside `SuperTokens.init` it is on its way before the first screen asks for it.
 *
 * @returns rejects when the chunk doesn't load; the next call tries again.
 */
export function loadMessages(language: Language): Promise<Messages> {
  return loaders[language]();
}
