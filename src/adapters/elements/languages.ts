import type { Messages } from "../../messages/messages.js";

/** A catalogue, or how to load it. */
export type MessagesSource = Messages | (() => Promise<Messages>);

const sources = new Map<string, MessagesSource>();

/**
 * Makes a language known to the elements, by its BCP 47 tag as in `lang="de"`; a language of the library's own is
 * replaced.
 */
export function addLanguage(language: string, source: MessagesSource): void {
  sources.set(language.toLowerCase(), source);
}

/**
 * The catalogue for a `lang`, by lookup (RFC 4647, section 3.4): `de-AT` is `de`. Then by the language in its likely
 * script (CLDR): `pt` is the one Portuguese that there is, and `zh-HK` the Chinese in traditional characters.
 * `undefined` is English, which the screens bring along.
 */
export function sourceFor(language: string): MessagesSource | undefined {
  const subtags = language.toLowerCase().split("-");
  for (let length = subtags.length; length > 0; length--) {
    const source = sources.get(subtags.slice(0, length).join("-"));
    if (source !== undefined) return source;
  }
  const written = asWritten(language);
  return written === undefined ? undefined : [...sources].find(([known]) => asWritten(known) === written)?.[1];
}

/** A language and its script: `zh-Hant` for `zh-TW`. `undefined` for what is no BCP 47 tag. */
function asWritten(tag: string): string | undefined {
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    return `${language}-${script}`;
  } catch {
    return undefined;
  }
}
