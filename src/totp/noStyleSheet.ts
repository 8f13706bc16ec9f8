import { MfaMisuseError } from "../supertokens/misuse.js";

export function noStyleSheet(): MfaMisuseError {
  return new MfaMisuseError(
    "The screens have no style sheet.",
    "The package doesn't bring its look along by itself, so that a strict Content-Security-Policy holds.",
    "Import or link supertokens-mfa-react/styles.css, or set --mfa-accent where a style sheet of your own does without it.",
  );
}
