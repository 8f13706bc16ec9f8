import { useEffect, useId, useRef, useState } from "react";
import { languages } from "./languages.js";
import { usePreferences } from "./PreferencesContext.js";
import { themes } from "./theme.js";

const themeNames = { system: "As the system", light: "Light", dark: "Dark" } as const;

/** A button that opens the theme, language and direction settings. */
export function PreferencesMenu() {
  const { theme, setTheme, language, setLanguageId, direction, setDirection } = usePreferences();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const id = useId();

  useEffect(() => {
    if (!open) return;
    const closeOutside = (event: PointerEvent) => {
      if (event.target instanceof Node && box.current?.contains(event.target) !== true) setOpen(false);
    };
    document.addEventListener("pointerdown", closeOutside);
    return () => document.removeEventListener("pointerdown", closeOutside);
  }, [open]);

  return (
    <div
      className="preferences"
      ref={box}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !open) return;
        setOpen(false);
        trigger.current?.focus();
      }}
    >
      <button
        type="button"
        className="button button--quiet button--icon"
        ref={trigger}
        aria-expanded={open}
        aria-controls={id}
        aria-label="Appearance and language"
        onClick={() => setOpen(!open)}
      >
        <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
          <circle cx="10" cy="10" r="7.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <path d="M10 2.750a7.250 7.250 0 0 1 0 14.500z" fill="currentColor" />
        </svg>
      </button>
      <div className="preferences__panel" id={id} hidden={!open}>
        <label className="field">
          <span className="field__label">Theme</span>
          <select value={theme} onChange={(event) => setTheme(themes.find((name) => name === event.target.value) ?? "system")}>
            {themes.map((name) => (
              <option key={name} value={name}>
                {themeNames[name]}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span className="field__label">Language of the screens</span>
          <select value={language.id} onChange={(event) => setLanguageId(event.target.value)}>
            {languages.map(({ id: languageId, label }) => (
              <option key={languageId} value={languageId}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label className="check">
          <input type="checkbox" checked={direction === "rtl"} onChange={(event) => setDirection(event.target.checked ? "rtl" : "auto")} />
          <span>Mirror the page (right to left)</span>
        </label>
      </div>
    </div>
  );
}
