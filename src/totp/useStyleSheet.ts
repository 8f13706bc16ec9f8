import { useEffect } from "react";
import { whenIdle } from "../browser/idle.js";
import { reportError } from "../supertokens/events.js";
import { MfaMisuseError } from "../supertokens/misuse.js";

/** Tells `onError` that the page has no style sheet for the screens, when it has had its turn to load one. */
export function useStyleSheet(): void {
  useEffect(() => whenIdle(assertStyleSheet), []);
}

function assertStyleSheet(): void {
  const part = document.querySelector<HTMLElement>("[data-mfa-slot]");
  // What isn't laid out has no look to miss: a hidden part, or any in the DOM of a test.
  if (part === null || part.offsetWidth === 0 || getComputedStyle(part).getPropertyValue("--mfa-accent") !== "") return;
  reportError(
    new MfaMisuseError(
      "The screens have no style sheet.",
      "The package doesn't bring its look along by itself, so that a strict Content-Security-Policy holds.",
      "Import or link supertokens-mfa-react/styles.css, or set --mfa-accent where a style sheet of your own does without it.",
    ),
  );
}
