// Runs before the style sheets are painted; `preferences/theme.ts` writes the key.
(() => {
  try {
    const theme = localStorage.getItem("fernway.theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // Storage is blocked: the system's theme it is.
  }
})();
