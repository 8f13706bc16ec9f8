"use client";
import type { ReactNode } from "react";
import { isLanguage, loadMessages, type Language } from "./loadMessages.js";
import { MessagesProvider } from "./MessagesContext.js";

export interface LanguageProviderProps {
  /** One of the package's catalogues, by its name: `"de"`, `"pt-br"`. */
  language: Language;
  children: ReactNode;
}

/**
 * Puts the screens, the guard and the panel below it in one of the package's languages, which loads on demand. A name
 * is all that it takes, so a server component may render it: `<LanguageProvider language="de">` in a layout. Renders
 * nothing of its own; the page's `lang` and `dir` are the app's to set.
 */
export function LanguageProvider({ language, children }: LanguageProviderProps) {
  return (
    <MessagesProvider language={language} load={load}>
      {children}
    </MessagesProvider>
  );
}

function load(language: string) {
  return isLanguage(language)
    ? loadMessages(language)
    : Promise.reject(
        new Error(
          `There is no catalogue "${language}". LanguageProvider takes the package's own. ` +
            "Choose with isLanguage(), or give MessagesProvider a catalogue of yours.",
        ),
      );
}
