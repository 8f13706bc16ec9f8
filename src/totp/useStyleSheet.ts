import { useEffect } from "react";
import { whenIdle } from "../browser/idle.js";
import { reportError } from "../supertokens/events.js";

/** Tells `onError` that the page has no style sheet for the screens, when it has had its turn to load one. */
export function useStyleSheet(): void {
  useEffect(() => whenIdle(assertStyleSheet), []);
}

function assertStyleSheet(): void {
  const part = document.querySelector<HTMLElement>("[data-mfa-slot]");
  // What isn't laid out has no look to miss: a hidden part, or any in the DOM of a test.
  if (part === null || part.offsetWidth === 0 || getComputedStyle(part).getPropertyValue("--mfa-accent") !== "") return;
  tellMisuse().catch(reportError);
}

async function tellMisuse(): Promise<void> {
  reportError((await import("./afterFirstLoad.js")).noStyleSheet());
}
