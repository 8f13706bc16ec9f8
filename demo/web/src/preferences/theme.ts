import { readStored, writeStored } from "./stored.js";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

// `public/theme.js` reads the same key before the first paint.
const key = "fernway.theme";

export function storedTheme(): Theme {
  return readStored(key, themes, "system");
}

export function applyTheme(theme: Theme): void {
  writeStored(key, theme);
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
}
