import { useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";
import { MessagesProvider } from "supertokens-mfa-react";
import type { Messages } from "supertokens-mfa-react";
import { english, languages } from "./languages.js";
import { PreferencesContext } from "./PreferencesContext.js";
import type { Direction, Preferences } from "./PreferencesContext.js";
import { readStored, writeStored } from "./stored.js";
import { applyTheme, storedTheme } from "./theme.js";

const languageKey = "fernway.language";
const directionKey = "fernway.direction";

/** Theme, language and writing direction for everything below it. */
export function PreferencesProvider({ children }: { children: ReactNode }) {
  const [theme, setTheme] = useState(storedTheme);
  const [languageId, setLanguageId] = useState(() =>
    readStored(
      languageKey,
      languages.map(({ id }) => id),
      english.id,
    ),
  );
  const [direction, setDirection] = useState<Direction>(() => readStored(directionKey, ["auto", "rtl"], "auto"));
  const [messages, setMessages] = useState<Messages>();
  const language = languages.find(({ id }) => id === languageId) ?? english;

  useEffect(() => applyTheme(theme), [theme]);

  useEffect(() => {
    writeStored(languageKey, language.id);
    let current = true;
    void Promise.resolve(language.load?.()).then((loaded) => {
      if (current) setMessages(loaded);
    });
    return () => {
      current = false;
    };
  }, [language]);

  useEffect(() => {
    writeStored(directionKey, direction);
    document.documentElement.dir = direction === "auto" ? language.direction : direction;
  }, [language, direction]);

  const preferences = useMemo<Preferences>(
    () => ({ theme, setTheme, language, setLanguageId, direction, setDirection }),
    [theme, language, direction],
  );

  return (
    <PreferencesContext value={preferences}>
      <MessagesProvider messages={messages}>{children}</MessagesProvider>
    </PreferencesContext>
  );
}
