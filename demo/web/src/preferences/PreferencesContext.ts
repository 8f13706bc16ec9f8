import { createContext, use } from "react";
import type { Language } from "./languages.js";
import type { Theme } from "./theme.js";

/** `auto` follows the language; `rtl` mirrors the page whatever the language, to look at it. */
export type Direction = "auto" | "rtl";

export interface Preferences {
  theme: Theme;
  setTheme(theme: Theme): void;
  language: Language;
  setLanguageId(id: string): void;
  direction: Direction;
  setDirection(direction: Direction): void;
}

export const PreferencesContext = createContext<Preferences | undefined>(undefined);

export function usePreferences(): Preferences {
  const preferences = use(PreferencesContext);
  if (preferences === undefined)
    throw new Error("usePreferences() was called outside <PreferencesProvider>. main.tsx puts one around the app.");
  return preferences;
}
