/** Puts whole sentences one after the other, as the language does: Chinese and Japanese leave no space between them. */
export function sentences(locale: string, ...parts: (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(/^(?:ja|zh)\b/i.test(locale) ? "" : " ");
}
