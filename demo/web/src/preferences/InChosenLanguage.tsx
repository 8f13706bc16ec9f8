import type { ReactNode } from "react";
import { usePreferences } from "./PreferencesContext.js";

export interface InChosenLanguageProps {
  /** Screens of the library. */
  children: ReactNode;
  className?: string;
}

/** Tells screen readers that the library's screens are in another language than the English page around them. */
export function InChosenLanguage({ children, className }: InChosenLanguageProps) {
  const { language } = usePreferences();
  return (
    <div className={className} lang={language.id}>
      {children}
    </div>
  );
}
