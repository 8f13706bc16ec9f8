import type { Messages } from "../src/messages/messages.js";

/** Every catalogue there is. */
const catalogues = Object.values(import.meta.glob<Record<string, Messages>>("../src/messages/locales/*.ts", { eager: true })).flatMap(
  (module) => Object.values(module),
);

/** What the toolbar offers: each language by its own name. */
export const languages = catalogues.map(({ locale }) => ({
  value: locale,
  title: new Intl.DisplayNames(locale, { type: "language" }).of(locale) ?? locale,
}));

export function catalogueOf(locale: string): Messages | undefined {
  return catalogues.find((catalogue) => catalogue.locale === locale);
}

const rightToLeft = new Set(["ar", "fa", "he", "ur"]);

export function directionOf(locale: string): "ltr" | "rtl" {
  return rightToLeft.has(new Intl.Locale(locale).language) ? "rtl" : "ltr";
}
