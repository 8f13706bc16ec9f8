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
export const languages: readonly Language[] = [english];
